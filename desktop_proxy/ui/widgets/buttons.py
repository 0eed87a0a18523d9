"""Buttons by their role, and the one that copies."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPushButton, QToolButton, QWidget

from desktop_proxy.ui import tokens
from desktop_proxy.ui.theme import Theme
from desktop_proxy.ui.widgets.clipboard import copy_secret

COPIED_MS = 1500


def button(
    text: str, clicked: Callable[[], object] | None = None, role: str = "", parent: QWidget | None = None
) -> QPushButton:
    """`role`: empty, primary, danger or flat. The primary one is the page's main action; there is at most one."""
    made = QPushButton(text, parent)
    made.setProperty("role", role)
    made.setAutoDefault(False)
    if clicked is not None:
        made.clicked.connect(lambda _checked=False: clicked())
    return made


class IconButton(QToolButton):
    """An icon alone: `name` is what a screen reader and the tooltip say."""

    def __init__(self, theme: Theme, icon: str, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._icon = theme, icon
        self.setAccessibleName(name)
        self.setToolTip(name)
        self.setIconSize(QSize(tokens.SMALL_ICON_SIZE, tokens.SMALL_ICON_SIZE))
        self.setFixedSize(tokens.CONTROL_HEIGHT, tokens.CONTROL_HEIGHT)
        # To a method and not to a function: Qt takes that connection down together with the button.
        theme.changed.connect(self._tint)
        self._tint()

    def _tint(self) -> None:
        self.setIcon(self._theme.icon(self._icon, "secondary"))


def icon_button(
    theme: Theme, icon: str, name: str, clicked: Callable[[], object], parent: QWidget | None = None
) -> IconButton:
    """One that does something when it is clicked."""
    made = IconButton(theme, icon, name, parent)
    made.clicked.connect(lambda _checked=False: clicked())
    return made


class CopyButton(QPushButton):
    """Copies what `text` returns, and says so for a moment. A `secret` one is marked as such."""

    def __init__(
        self,
        text: Callable[[], str],
        caption: str | None = None,
        parent: QWidget | None = None,
        *,
        secret: bool = False,
    ) -> None:
        super().__init__(parent)
        self._text = text
        self._put = copy_secret if secret else QGuiApplication.clipboard().setText
        self._caption = caption or self.tr("Copy")
        self.setText(self._caption)
        self.setAutoDefault(False)
        self._timer = QTimer(self, interval=COPIED_MS, singleShot=True)
        self._timer.timeout.connect(lambda: self.setText(self._caption))
        self.clicked.connect(self._copy)
        # The width of the longer caption, so that nothing jumps.
        copied = self.fontMetrics().horizontalAdvance(self.tr("Copied"))
        self.setMinimumWidth(max(copied, self.fontMetrics().horizontalAdvance(self._caption)) + 8 * tokens.UNIT)

    def _copy(self) -> None:
        self._put(self._text())
        self.setText(self.tr("Copied"))
        self._timer.start()
