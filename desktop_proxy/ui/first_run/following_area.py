"""A scroll area that follows the focus, also when a button takes it by itself."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from desktop_proxy.ui import tokens


class FollowingArea(QScrollArea):
    """Shows `content`, which is as wide as the area."""

    def __init__(self, content: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._content = content
        self.setObjectName("page")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(content)
        self._follows = False
        self._focused = content
        self._timer = QTimer(self, interval=0, singleShot=True)
        self._timer.timeout.connect(self._scroll)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        window = self.window().windowHandle()
        if window is not None and not self._follows:
            window.focusObjectChanged.connect(self._reveal)
            self._follows = True

    def _reveal(self, focused: object) -> None:
        if isinstance(focused, QWidget) and self._content.isAncestorOf(focused):
            self._focused = focused
            # What took the focus may have come just now and have no place yet.
            self._timer.start()

    def _scroll(self) -> None:
        if self._content.isAncestorOf(self._focused):
            self.ensureWidgetVisible(self._focused, 0, tokens.MARGIN)
