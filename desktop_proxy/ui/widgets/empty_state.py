"""What a page without content shows: what will be here, and the one button that makes it so."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from desktop_proxy.ui import tokens
from desktop_proxy.ui.theme import Theme
from desktop_proxy.ui.widgets.buttons import button
from desktop_proxy.ui.widgets.labels import label

_ICON = 40
_WIDTH = 420


class EmptyState(QWidget):
    """Centred in the place it is given."""

    def __init__(
        self,
        theme: Theme,
        icon: str,
        title: str,
        text: str,
        action: tuple[str, Callable[[], object]] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme, self._icon = theme, icon
        self._picture = QLabel(self, alignment=Qt.AlignmentFlag.AlignCenter)
        self.title = label(title, "section", self)
        self.text = label(text, "secondary", self)
        column = QVBoxLayout()
        column.setSpacing(tokens.GAP)
        column.addWidget(self._picture)
        for part in (self.title, self.text):
            part.setAlignment(Qt.AlignmentFlag.AlignCenter)
            part.setFixedWidth(_WIDTH)
            # Not with an alignment: an aligned item gets the height of its hint, not the one for its width.
            column.addWidget(part)
        if action is not None:
            self.button = button(action[0], action[1], "primary", self)
            column.addSpacing(tokens.GAP)
            column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignHCenter)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addLayout(column)
        row.addStretch(1)
        layout = QVBoxLayout(self)
        layout.addStretch(1)
        layout.addLayout(row)
        layout.addStretch(2)
        theme.changed.connect(self._tint)
        self._tint()

    def _tint(self) -> None:
        self._picture.setPixmap(self._theme.pixmap(self._icon, "secondary", _ICON, self.devicePixelRatioF()))
