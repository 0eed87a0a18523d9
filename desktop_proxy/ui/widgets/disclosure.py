"""A card whose heading folds what is in it, closed at first."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QToolButton, QVBoxLayout, QWidget

from desktop_proxy.ui import tokens
from desktop_proxy.ui.theme import Theme
from desktop_proxy.ui.widgets.card import Card


class Disclosure(Card):
    """Add to `folded`."""

    def __init__(self, theme: Theme, title: str, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self._theme = theme
        self.fold = QToolButton(self)
        self.fold.setProperty("role", "disclosure")
        self.fold.setText(title)
        self.fold.setCheckable(True)
        self.fold.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        # The text stands below the titles of other cards, so the arrow is behind it.
        self.fold.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        self.fold.setIconSize(QSize(tokens.SMALL_ICON_SIZE, tokens.SMALL_ICON_SIZE))
        self.fold.toggled.connect(self._fold)
        self.heading.insertWidget(0, self.fold)
        self._inside = QWidget(self)
        self.folded = QVBoxLayout(self._inside)
        self.folded.setContentsMargins(0, 0, 0, 0)
        self.folded.setSpacing(tokens.GAP)
        self.body.addWidget(self._inside)
        theme.changed.connect(self._tint)
        self._fold(False)

    def open_up(self) -> None:
        """Show what is inside."""
        self.fold.setChecked(True)

    def _fold(self, opened: bool) -> None:
        self._inside.setVisible(opened)
        self._tint()

    def _tint(self) -> None:
        icon = "chevron-down" if self.fold.isChecked() else "chevron-right"
        self.fold.setIcon(self._theme.icon(icon, "secondary"))
