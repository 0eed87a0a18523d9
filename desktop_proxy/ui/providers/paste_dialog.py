"""The dialog that takes a key of nobody in particular: whose it is follows from its shape, or is said."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QWidget

from desktop_proxy.providers import recognise
from desktop_proxy.ui.plain_text import visible
from desktop_proxy.ui.providers.dialog import FieldsDialog
from desktop_proxy.ui.providers.entries import entries
from desktop_proxy.ui.providers.field_block import FieldBlock
from desktop_proxy.ui.providers.key_shape import TOO_SHORT
from desktop_proxy.ui.providers.new_endpoint import presets
from desktop_proxy.ui.providers.parts import Parts
from desktop_proxy.ui.providers.saving import set_up
from desktop_proxy.ui.widgets.choice import Choice
from desktop_proxy.ui.widgets.key_field import KeyField
from desktop_proxy.ui.widgets.number_field import TYPING_STOPS_MS
from desktop_proxy.ui.widgets.state_line import StateLine


class PasteDialog(FieldsDialog):
    """Signals: `pasted(provider, key)`; a preset that was not set up is by then."""

    pasted = Signal(str, str)

    def __init__(self, parts: Parts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._store = parts.core.settings
        self.key = KeyField(parts.theme, self.tr("Key"))
        self.key.textChanged.connect(self._typed)
        self.recognised = StateLine(parts.theme, "secondary", self)
        self.provider = Choice(_rows(parts))
        self.provider.setCurrentIndex(-1)
        self.provider.setPlaceholderText(self.tr("Choose whose key it is"))
        self.provider.chosen.connect(lambda _value: self._follow())
        self.column.addWidget(FieldBlock(self.tr("&Key"), self.key))
        self.provider_block = FieldBlock(self.tr("&Provider"), self.provider)
        self.column.addWidget(self.provider_block)
        self.column.addWidget(self.recognised)
        self._typing = QTimer(self, interval=TYPING_STOPS_MS, singleShot=True)
        self._typing.timeout.connect(self._say)
        self.finish(self.tr("Paste a key"), self.tr("Save key"))
        self._typed()
        self._say()

    def accept(self) -> None:
        """Hand the key on; it stays in its field where it has no place to go to."""
        if not self._complete:
            return
        name = str(self.provider.currentData())
        if problem := set_up(name, self._store):
            self.provider_block.complain(problem)
            return
        key = self.key.take()
        super().accept()
        self.pasted.emit(name, key)

    def reject(self) -> None:
        """Keep nothing."""
        self.key.take()
        super().reject()

    @property
    def _complete(self) -> bool:
        return bool(self.key.key) and self.provider.currentIndex() >= 0

    def _typed(self) -> None:
        row = recognise(self.key.key)
        if row is not None:
            self.provider.show_value(row.name)
            self._say()
        else:
            self._typing.start()
        self._follow()

    def _say(self) -> None:
        self._typing.stop()
        row = recognise(self.key.key)
        if row is not None:
            said = self.tr("This looks like a key of %1.").replace("%1", row.label)
            self.recognised.show_state("check-circle", said, "ok")
        elif len(self.key.key) >= TOO_SHORT:
            said = self.tr("Its shape does not say whose key it is: choose the provider.")
            self.recognised.show_state("info", said)
        else:
            self.recognised.show_state("info", self.tr("Most keys say by their shape whose they are."))

    def _follow(self) -> None:
        self.provider_block.complain("")
        self.accept_button.setEnabled(self._complete)


def _rows(parts: Parts) -> list[tuple[object, str]]:
    there = [entry for entry in entries(parts.core.settings.current) if entry.takes_key]
    names = {entry.name for entry in there}
    rows: list[tuple[object, str]] = [(entry.name, visible(entry.label)) for entry in there]
    return rows + [(row.name, row.label) for row in presets() if row.name not in names]
