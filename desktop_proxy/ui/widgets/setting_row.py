"""One setting on a page: a name, what it means, its control, and below it a sentence where the value cannot be.

A setting acts when it is made; for five seconds "Undo" stands beside it. What is set by the environment or the command
line is shown and cannot be changed here.
"""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from desktop_proxy.settings import SettingsError, SettingsStore
from desktop_proxy.settings.document import value_at
from desktop_proxy.ui import tokens
from desktop_proxy.ui.widgets.buttons import button
from desktop_proxy.ui.widgets.labels import label, set_tone

_PINNED = ("environment", ".env", "command line")


class SettingRow(QWidget):
    """Give `control` its value in `show_value`-like code of the page and call `change` when the user has made one.

    Signals: `applied(value)` after a change was stored, also by Undo.
    """

    applied = Signal(object)

    def __init__(
        self,
        store: SettingsStore,
        dotted: str,
        caption: str,
        explanation: str,
        control: QWidget,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._store, self.dotted, self.control = store, dotted, control
        self._before: Any = None
        name = label(caption, parent=self, wrap=False)
        name.setBuddy(control)
        if not control.accessibleName():
            control.setAccessibleName(caption)
        self.explanation: QLabel = label(explanation, "caption", self)
        self.remark: QLabel = label("", "caption", self)
        self.remark.hide()
        self.undo = button(self.tr("Undo"), self._undo, "flat", self)
        keep = self.undo.sizePolicy()
        keep.setRetainSizeWhenHidden(True)
        self.undo.setSizePolicy(keep)
        self.undo.hide()
        self._lay_out(name)
        self._undo_timer = QTimer(self, interval=tokens.UNDO_MS, singleShot=True)
        self._undo_timer.timeout.connect(self.undo.hide)
        self.refresh()

    @property
    def value(self) -> Any:
        """The value in effect."""
        return value_at(self._store.current, self.dotted)

    def change(self, value: Any) -> bool:
        """Store the new value; False, with a sentence below the control, where it cannot be."""
        before = self.value
        try:
            self._store.update({self.dotted: value})
        except SettingsError as error:
            self.complain(str(error))
            return False
        self.complain("")
        if self.value != before:
            self._before = before
            self.undo.show()
            self._undo_timer.start()
        self.applied.emit(self.value)
        return True

    def complain(self, sentence: str) -> None:
        """Show why the value cannot be; empty takes it away."""
        set_tone(self.remark, "error" if sentence else "")
        self.remark.setText(sentence)
        self.remark.setVisible(bool(sentence))

    def refresh(self) -> None:
        """Look again whether something stronger than the settings file decides."""
        source = self._store.source(self.dotted)
        pinned = source in _PINNED
        self.control.setEnabled(not pinned)
        if pinned:
            self.complain("")
            self.remark.setText(self.tr("Set by the %1; change it there.").replace("%1", source))
            self.remark.show()

    def _undo(self) -> None:
        self._undo_timer.stop()
        self.undo.hide()
        self._store.update({self.dotted: self._before})
        self.complain("")
        self.applied.emit(self.value)

    def _lay_out(self, name: QLabel) -> None:
        texts = QVBoxLayout()
        texts.setSpacing(2)
        texts.addWidget(name)
        texts.addWidget(self.explanation)
        texts.addWidget(self.remark)
        self.explanation.setVisible(bool(self.explanation.text()))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, tokens.UNIT, 0, tokens.UNIT)
        row.setSpacing(tokens.GAP)
        row.addLayout(texts, 1)
        row.addWidget(self.undo, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.control, 0, Qt.AlignmentFlag.AlignVCenter)
