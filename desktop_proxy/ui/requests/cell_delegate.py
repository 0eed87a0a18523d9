"""Paints the cells of the table: one text a cell, and before a state its shape.

Qt's own delegate asks the model seven times for each cell and measures its text anew each time, which for a table that
moves ten times a second is most of the work. This one asks once and remembers how texts are cut.
"""

from __future__ import annotations

from math import ceil

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QFontMetricsF, QPainter, QPixmap
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QTableView

from desktop_proxy.ui import tokens
from desktop_proxy.ui.requests.columns import ARROW, COLUMNS
from desktop_proxy.ui.requests.table_model import RequestTableModel
from desktop_proxy.ui.requests.wording import state_look
from desktop_proxy.ui.theme import Theme

REMEMBERED_CUTS = 4000
PADDING = tokens.GAP
MARK_WIDTH = 2
ELLIPSIS = "…"

_STATE = next(number for number, column in enumerate(COLUMNS) if column.key == "state")
_MODEL = next(number for number, column in enumerate(COLUMNS) if column.key == "model")
_NUMERIC = [column.numeric for column in COLUMNS]
_TABULAR = QFont.Tag("tnum")


class CellDelegate(QStyledItemDelegate):
    """For the whole table."""

    def __init__(self, model: RequestTableModel, theme: Theme, view: QTableView) -> None:
        super().__init__(view)
        self._model, self._theme, self._view = model, theme, view
        self._cuts: dict[tuple[str, int, int], tuple[str, int]] = {}
        self._shapes: dict[tuple[str, float], QPixmap] = {}
        self._fonts: list[QFont] = []
        self._metrics: list[QFontMetrics] = []
        self.current_row = -1
        """The row that is painted as selected. Told by the view before it paints: asking for each cell is dear."""
        theme.changed.connect(self._take_colours)
        self._take_colours()
        self.prepare_fonts()

    def prepare_fonts(self) -> None:
        """The view has another font."""
        plain = self._view.font()
        figures = QFont(plain)
        figures.setFeature(_TABULAR, 1)
        fixed = self._theme.fixed_font()
        fixed.setPointSizeF(plain.pointSizeF())
        self._fonts = [figures if c.numeric else fixed if c.identifier else plain for c in COLUMNS]
        self._metrics = [QFontMetrics(font) for font in self._fonts]
        self._heights = [metrics.height() for metrics in self._metrics]
        self._ascents = [metrics.ascent() for metrics in self._metrics]
        self._cuts.clear()

    def width(self, column: int, text: str) -> int:
        """What a cell needs to show that text whole."""
        shape = tokens.SMALL_ICON_SIZE + tokens.UNIT if column == _STATE else 0
        # Whole pixels round down, and a text that lacks a tenth of one would be cut.
        return ceil(QFontMetricsF(self._fonts[column]).horizontalAdvance(text)) + shape + 2 * PADDING

    def sizeHint(self, _option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        text = self._model.texts_at(index.row())[index.column()]
        return QSize(self.width(index.column(), text), tokens.ROW_HEIGHT)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        row, column = index.row(), index.column()
        rect: QRect = option.rect
        left, top, width, height = rect.x(), rect.y(), rect.width(), rect.height()
        if row == self.current_row:
            painter.fillRect(rect, self._selection)
            if left <= 0 < left + width and self._view.hasFocus():
                # The row the keys act on.
                painter.fillRect(0, top, MARK_WIDTH, height, self._accent)
        text = self._model.texts_at(row)[column]
        left, width = left + PADDING, width - 2 * PADDING
        if column == _STATE:
            shape = self._shape(self._model.state_at(row), self._view.devicePixelRatioF())
            painter.drawPixmap(left, top + (height - tokens.SMALL_ICON_SIZE) // 2, shape)
            left += tokens.SMALL_ICON_SIZE + tokens.UNIT
            width -= tokens.SMALL_ICON_SIZE + tokens.UNIT
        if text:
            cut, advance = self._cut(text, column, width)
            painter.setFont(self._fonts[column])
            painter.setPen(self._text)
            x = left + width - advance if _NUMERIC[column] else left
            painter.drawText(x, top + (height - self._heights[column]) // 2 + self._ascents[column], cut)

    def _take_colours(self) -> None:
        self._shapes.clear()
        self._text, self._selection, self._accent = map(self._theme.colour, ("text", "selection", "accent"))

    def _cut(self, text: str, column: int, width: int) -> tuple[str, int]:
        key = (text, column, width)
        found = self._cuts.get(key)
        if found is None:
            if len(self._cuts) >= REMEMBERED_CUTS:
                self._cuts.clear()
            metrics = self._metrics[column]
            cut = metrics.elidedText(text, Qt.TextElideMode.ElideRight, width)
            if column == _MODEL and cut != text:
                cut = self._cut_asked(text, metrics, width)
            found = self._cuts[key] = (cut, metrics.horizontalAdvance(cut))
        return found

    def _cut_asked(self, text: str, metrics: QFontMetrics, width: int) -> str:
        """The model that answers stays whole as long as it fits; of the one asked for, the beginning."""
        asked, arrow, answered = text.partition(ARROW)
        # Widths are rounded each for itself: two of them may be a pixel less than the whole.
        room = width - metrics.horizontalAdvance(arrow + answered) - 1
        if not arrow or room < metrics.horizontalAdvance(ELLIPSIS):
            text = f"{ELLIPSIS}{arrow}{answered}" if arrow else text
            return metrics.elidedText(text, Qt.TextElideMode.ElideRight, width)
        return metrics.elidedText(asked, Qt.TextElideMode.ElideRight, room) + arrow + answered

    def _shape(self, state: str, ratio: float) -> QPixmap:
        key = (state, ratio)
        if key not in self._shapes:
            look = state_look(state)
            self._shapes[key] = self._theme.pixmap(look.icon, look.tone, tokens.SMALL_ICON_SIZE, ratio)
        return self._shapes[key]
