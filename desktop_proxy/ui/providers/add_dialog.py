"""The dialog that adds an endpoint: from a preset or any OpenAI-compatible address. Stores it when it is accepted; the
key is handed on to who saves keys.
"""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QCheckBox, QLineEdit, QWidget

from desktop_proxy.providers import Provider, provider
from desktop_proxy.settings import SettingsError, SettingsStore
from desktop_proxy.ui.providers.dialog import FieldsDialog
from desktop_proxy.ui.providers.field_block import FieldBlock
from desktop_proxy.ui.providers.new_endpoint import NewEndpoint, address_problem, free_name, name_problem, presets
from desktop_proxy.ui.providers.web_address import sends_unencrypted
from desktop_proxy.ui.theme import Theme
from desktop_proxy.ui.widgets.choice import Choice
from desktop_proxy.ui.widgets.key_field import KeyField
from desktop_proxy.ui.widgets.number_field import TYPING_STOPS_MS

CUSTOM = "custom"


class AddDialog(FieldsDialog):
    """Signals: `added(name, key)` after it was stored; the key is empty where none was given."""

    added = Signal(str, str)

    def __init__(self, theme: Theme, store: SettingsStore, preset: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._store = store
        self._name_is_ours = True
        rows = [(row.name, row.label) for row in presets()]
        self.preset = Choice([*rows, (CUSTOM, self.tr("Other, OpenAI-compatible"))])
        self.preset.chosen.connect(lambda _value: self._preset_chosen())
        self.name_field = QLineEdit()
        self.address = QLineEdit()
        self.address.setFont(theme.fixed_font())
        self.insecure = QCheckBox(self.tr("Accept plain HTTP: it can be read on the way"), self)
        self.insecure.toggled.connect(lambda _checked: self.check())
        self.key = KeyField(theme, self.tr("Key"))
        self.name_block = FieldBlock(self.tr("&Name"), self.name_field)
        self.address_block = FieldBlock(self.tr("Base &URL"), self.address)
        self.key_block = FieldBlock(self.tr("&Key"), self.key)
        for block in (FieldBlock(self.tr("&Provider"), self.preset), self.name_block, self.address_block):
            self.column.addWidget(block)
        self.column.addWidget(self.insecure)
        self.column.addWidget(self.key_block)
        self._typing = QTimer(self, interval=TYPING_STOPS_MS, singleShot=True)
        self._typing.timeout.connect(self.check)
        self.name_field.textEdited.connect(self._name_typed)
        self.address.textEdited.connect(lambda _text: self._typing.start())
        self.finish(self.tr("Add provider"), self.tr("Add provider"))
        self.preset.show_value(preset or rows[0][0])
        self._preset_chosen()

    @property
    def entered(self) -> NewEndpoint:
        """As the fields stand."""
        return NewEndpoint(
            self._row, self.name_field.text().strip(), self.address.text().strip(), self.insecure.isChecked()
        )

    @property
    def _row(self) -> Provider | None:
        chosen = self.preset.currentData()
        return None if chosen == CUSTOM else provider(chosen)

    def check(self) -> bool:
        """Say below each field why it cannot be."""
        self._typing.stop()
        new = self.entered
        problems = (name_problem(new, self._store), address_problem(new, self._store))
        for block, problem in zip((self.name_block, self.address_block), problems, strict=True):
            block.complain(problem)
        self.insecure.setVisible(sends_unencrypted(new.base_url))
        return not any(problems)

    def accept(self) -> None:
        """Store it, where it can be stored."""
        if not self.check():
            return
        new = self.entered
        try:
            self._store.update({f"providers.{new.name}": new.settings})
        except SettingsError as error:
            self.name_block.complain(str(error))
            return
        super().accept()
        self.added.emit(new.name, self.key.take())

    def _preset_chosen(self) -> None:
        row = self._row
        if self._name_is_ours:
            self.name_field.setText(free_name(row.name, self._store) if row else "")
        self.address.setText(row.base_url if row else "")
        self.address.setPlaceholderText("https://host/v1")
        self.key.setPlaceholderText("" if row and row.key_required else self.tr("Only if it wants one"))
        for block in (self.name_block, self.address_block):
            block.complain("")
        self.insecure.setVisible(False)

    def _name_typed(self, text: str) -> None:
        self._name_is_ours = not text
        self._typing.start()
