"""A state as a shape and a word, with colour as the third sign."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from desktop_proxy.ui import tokens
from desktop_proxy.ui.theme import Theme
from desktop_proxy.ui.widgets.labels import label, set_tone


class StateLine(QWidget):
    """`role` is that of the word's label. Screen readers get the word."""

    def __init__(self, theme: Theme, role: str = "body", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._icon, self._tint_role = "circle", "secondary"
        self._shape = QLabel(self)
        self.word: QLabel = label("", role, self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(tokens.UNIT + 2)
        row.addWidget(self._shape, 0, Qt.AlignmentFlag.AlignTop)
        # No alignment in the layout: it would give a word of several lines the height of one.
        self.word.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        row.addWidget(self.word, 1)
        theme.changed.connect(self._draw)

    def show_state(self, icon: str, word: str, tone: str = "") -> None:
        """`tone`: ok, warning, error, or empty for neither."""
        self._icon, self._tint_role = icon, tone or "secondary"
        self.word.setText(word)
        set_tone(self.word, tone)
        self.setAccessibleName(word)
        self._draw()

    def _draw(self) -> None:
        # As high as a line of the word, so that the shape stands beside its first one.
        self._shape.setFixedSize(tokens.SMALL_ICON_SIZE, self.word.fontMetrics().height())
        ratio = self.devicePixelRatioF()
        self._shape.setPixmap(self._theme.pixmap(self._icon, self._tint_role, tokens.SMALL_ICON_SIZE, ratio))
