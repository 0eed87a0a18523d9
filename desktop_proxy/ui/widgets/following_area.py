"""A scroll area that follows the focus, also when it comes from outside, or a button takes it by itself."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from desktop_proxy.ui import tokens


class FollowingArea(QScrollArea):
    """Shows `content`, or what `setWidget` is given, which is as wide as the area."""

    def __init__(self, content: QWidget | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        if content is not None:
            self.setWidget(content)
        self._follows = False
        self._timer = QTimer(self, interval=0, singleShot=True)
        self._timer.timeout.connect(self._scroll)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        window = self.window().windowHandle()
        if window is not None and not self._follows:
            window.focusObjectChanged.connect(self._reveal)
            self._follows = True

    def _reveal(self, _focused: object) -> None:
        if self._focused() is not None:
            # What took the focus may have come just now and have no place yet.
            self._timer.start()

    def _scroll(self) -> None:
        if (focused := self._focused()) is not None:
            self.ensureWidgetVisible(focused, 0, tokens.MARGIN)

    def _focused(self) -> QWidget | None:
        """What has the focus in here."""
        content, focused = self.widget(), self.window().focusWidget()
        inside = content is not None and focused is not None and content.isAncestorOf(focused)
        return focused if inside else None
