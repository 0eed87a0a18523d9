"""What the dialogs of this page share: a column of fields, and buttons of which one is the verb."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop_proxy.ui import tokens
from desktop_proxy.ui.widgets.buttons import button

WIDTH = 440


class FieldsDialog(QDialog):
    """Add to `column`. Use `open()` and `finished`; Return does what the primary button does, Esc closes."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMinimumWidth(WIDTH)
        self.column = QVBoxLayout()
        self.column.setSpacing(tokens.GAP)
        self.accept_button: QPushButton
        self.cancel_button: QPushButton
        self._outer = QVBoxLayout(self)
        self._outer.setContentsMargins(tokens.MARGIN, tokens.MARGIN, tokens.MARGIN, tokens.MARGIN)
        self._outer.setSpacing(tokens.GROUP)
        self._outer.addLayout(self.column)
        self._outer.addStretch(1)

    def finish(self, title: str, verb: str) -> None:
        """Call it so once the fields are in place: the buttons come last, also for the Tab key."""
        self.setWindowTitle(title)
        self.cancel_button = button(self.tr("Cancel"), self.reject, parent=self)
        self.accept_button = button(verb, self.accept, "primary", self)
        self.accept_button.setDefault(True)
        foot = QHBoxLayout()
        foot.setSpacing(tokens.GAP)
        foot.addStretch(1)
        foot.addWidget(self.cancel_button)
        foot.addWidget(self.accept_button)
        self._outer.addLayout(foot)

    def event(self, event: QEvent) -> bool:
        """Grows where a remark takes more lines than it had."""
        done = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:
            needed = self._outer.heightForWidth(self.width())
            if needed > self.height():
                self.resize(self.width(), needed)
        return done
