"""A heading that folds what is below it, closed at first."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QToolButton, QVBoxLayout, QWidget

from desktop_proxy.ui import tokens
from desktop_proxy.ui.theme import Theme


class Disclosure(QWidget):
    """Add to `body`."""

    def __init__(self, theme: Theme, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.heading = QToolButton(self)
        self.heading.setProperty("role", "disclosure")
        self.heading.setText(title)
        self.heading.setCheckable(True)
        self.heading.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.heading.setIconSize(QSize(tokens.SMALL_ICON_SIZE, tokens.SMALL_ICON_SIZE))
        self.heading.toggled.connect(self._fold)
        self._inside = QWidget(self)
        self.body = QVBoxLayout(self._inside)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(tokens.GAP)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(tokens.GAP)
        outer.addWidget(self.heading, 0, Qt.AlignmentFlag.AlignLeft)
        outer.addWidget(self._inside)
        theme.changed.connect(self._tint)
        self._fold(False)

    def open_up(self) -> None:
        """Show what is inside."""
        self.heading.setChecked(True)

    def _fold(self, opened: bool) -> None:
        self._inside.setVisible(opened)
        self._tint()

    def _tint(self) -> None:
        icon = "chevron-down" if self.heading.isChecked() else "chevron-right"
        self.heading.setIcon(self._theme.icon(icon, "secondary"))
