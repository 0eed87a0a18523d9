"""A line that shows a secret and is not written in: what is copied of it by hand is marked as a secret, too."""

from __future__ import annotations

from PySide6.QtGui import QAction, QContextMenuEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit, QMenu, QWidget

from desktop_proxy.ui.widgets.clipboard import copy_secret

_COPY = "edit-copy"
"""What Qt calls that action of its menu."""


class SecretLine(QLineEdit):
    """Of what it shows anything may be copied, also while that is masked."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setReadOnly(True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self._copy_selection()
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.menu().popup(event.globalPos())

    def menu(self) -> QMenu:
        """The usual one of a line, with its Copy replaced."""
        made = self.createStandardContextMenu()
        copy = made.findChild(QAction, _COPY)
        if copy is not None:
            copy.triggered.disconnect()
            copy.triggered.connect(self._copy_selection)
        made.aboutToHide.connect(made.deleteLater)
        return made

    def _copy_selection(self) -> None:
        if self.hasSelectedText():
            copy_secret(self.selectedText())
