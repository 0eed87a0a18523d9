"""A row of the table as a widget: it shows the setting, whoever changed it, and changes it."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from desktop_proxy.settings import Settings, SettingsStore
from desktop_proxy.settings.document import value_at
from desktop_proxy.ui.bridge import CoreBridge
from desktop_proxy.ui.general.table import Choices, Number, Row
from desktop_proxy.ui.theme import Theme
from desktop_proxy.ui.widgets.choice import Choice
from desktop_proxy.ui.widgets.number_field import NumberField
from desktop_proxy.ui.widgets.setting_row import SettingRow
from desktop_proxy.ui.widgets.toggle import Toggle


class TableRow(SettingRow):
    """One setting of `table.py`."""

    def __init__(
        self, store: SettingsStore, bridge: CoreBridge, theme: Theme, row: Row, parent: QWidget | None = None
    ) -> None:
        control = _control(theme, row)
        super().__init__(store, row.dotted, _translated(row.caption), _translated(row.explanation), control, parent)
        self._listen()
        self.applied.connect(self._show)
        bridge.settings_changed.connect(self._follow)
        self._show(self.value)

    def _listen(self) -> None:
        if isinstance(self.control, Toggle):
            self.control.clicked.connect(self.change)
        elif isinstance(self.control, Choice):
            self.control.chosen.connect(self.change)
        elif isinstance(self.control, NumberField):
            self.control.entered.connect(self._entered)

    def _entered(self, number: float) -> None:
        field = self.control
        assert isinstance(field, NumberField)
        field.mark(invalid=not field.fits)
        if field.fits:
            self.change(number)
        else:
            sentence = self.tr("This must be a number from %1 to %2.")
            self.complain(sentence.replace("%1", f"{field.low:g}").replace("%2", f"{field.high:g}"))

    def _follow(self, old: Settings, new: Settings) -> None:
        self.refresh()
        if value_at(old, self.dotted) != value_at(new, self.dotted):
            self._show(self.value)

    def _show(self, value: Any) -> None:
        if isinstance(self.control, Toggle):
            self.control.setChecked(bool(value))
        elif isinstance(self.control, Choice):
            self.control.show_value(value)
        elif isinstance(self.control, NumberField):
            self.control.show_number(value)


def _control(theme: Theme, row: Row) -> QWidget:
    match row.control:
        case Number(low, high, unit, decimals):
            return NumberField(low, high, unit, decimals)
        case Choices(rows):
            return Choice([(value, _translated(words)) for value, words in rows])
        case _:
            return Toggle(theme)


def _translated(text: str) -> str:
    return QCoreApplication.translate("General", text) if text else ""
