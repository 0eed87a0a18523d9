"""The list at the left of the page: each provider with its state as a shape and a word, and which one is in use."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from desktop_proxy.ui import tokens
from desktop_proxy.ui.plain_text import visible, without_markup
from desktop_proxy.ui.providers.entries import Entry
from desktop_proxy.ui.providers.states import ProviderState, words
from desktop_proxy.ui.theme import Theme

NAME, STATE, IN_USE = (Qt.ItemDataRole.UserRole + offset for offset in range(3))
WIDTHS = (184, 264)
"""The least and the most; between them, as wide as the longest word."""
PADDING = 12

Index = QModelIndex | QPersistentModelIndex


class ProviderList(QListWidget):
    """Signals: `chosen(name)` when another one is selected."""

    chosen = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("list")
        self.setAccessibleName(self.tr("Providers"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setUniformItemSizes(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setItemDelegate(_Delegate(theme, self.tr("In use"), self))
        self.setFixedWidth(self._width())
        self.currentItemChanged.connect(self._tell)
        theme.changed.connect(self.viewport().update)

    @property
    def current(self) -> str:
        """The name of the selected one."""
        item = self.currentItem()
        return str(item.data(NAME)) if item is not None else ""

    def show_entries(self, rows: list[tuple[Entry, ProviderState, bool]]) -> None:
        """Each with its state and whether it is in use; the selection stays where it is."""
        selected = self.current
        self.blockSignals(True)
        while self.count() > len(rows):
            self.takeItem(self.count() - 1)
        for number, (entry, state, in_use) in enumerate(rows):
            item = self.item(number) or self._added()
            self._fill(item, entry, state, in_use)
        names = [entry.name for entry, _, _ in rows]
        self.setCurrentRow(names.index(selected) if selected in names else -1)
        self.blockSignals(False)
        if selected and selected not in names:
            self.choose(next((entry.name for entry, _, in_use in rows if in_use), names[0]))

    def choose(self, name: str) -> bool:
        """Select it; False where there is none of that name."""
        for number in range(self.count()):
            if self.item(number).data(NAME) == name:
                self.setCurrentRow(number)
                return True
        return False

    def _width(self) -> int:
        metrics = QFontMetrics(_small(self.font()))
        longest = max(metrics.horizontalAdvance(word) for word in words())
        low, high = WIDTHS
        return max(low, min(high, longest + tokens.ICON_SIZE + 2 * PADDING + tokens.GAP))

    def _added(self) -> QListWidgetItem:
        item = QListWidgetItem()
        self.addItem(item)
        return item

    def _fill(self, item: QListWidgetItem, entry: Entry, state: ProviderState, in_use: bool) -> None:
        name = visible(entry.label)
        said = [name, state.word, *([self.tr("In use")] if in_use else [])]
        item.setText(name)
        item.setData(NAME, entry.name)
        item.setData(STATE, state)
        item.setData(IN_USE, in_use)
        item.setData(Qt.ItemDataRole.AccessibleTextRole, ", ".join(said))
        item.setToolTip(without_markup(", ".join(said)))

    def _tell(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self.chosen.emit(str(item.data(NAME)))


class _Delegate(QStyledItemDelegate):
    """Two lines: the name and whether it is in use; the state's shape and word."""

    def __init__(self, theme: Theme, in_use: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme, self._in_use = theme, in_use

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        lines = QFontMetrics(_strong(option.font)).height() + QFontMetrics(_small(option.font)).height()
        return QSize(0, lines + 2 * tokens.GAP + 2)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        view = option.widget
        style = view.style()
        style.drawPrimitive(QStyle.PrimitiveElement.PE_PanelItemViewItem, option, painter, view)
        painter.save()
        inside = option.rect.adjusted(PADDING, tokens.GAP, -PADDING, -tokens.GAP)
        self._paint_name(painter, inside, option, index)
        self._paint_state(painter, inside, option, index)
        painter.restore()

    def _paint_name(self, painter: QPainter, inside: QRect, option: QStyleOptionViewItem, index: Index) -> None:
        small, used = _small(option.font), 0
        if index.data(IN_USE):
            painter.setFont(small)
            painter.setPen(self._theme.colour("accent"))
            used = QFontMetrics(small).horizontalAdvance(self._in_use) + tokens.GAP
            painter.drawText(inside, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignRight, self._in_use)
        font = _strong(option.font)
        painter.setFont(font)
        painter.setPen(self._theme.colour("text"))
        name = QFontMetrics(font).elidedText(
            index.data(Qt.ItemDataRole.DisplayRole), Qt.TextElideMode.ElideRight, inside.width() - used
        )
        painter.drawText(inside, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft, name)

    def _paint_state(self, painter: QPainter, inside: QRect, option: QStyleOptionViewItem, index: Index) -> None:
        state: ProviderState = index.data(STATE)
        metrics = QFontMetrics(_small(option.font))
        line = QRect(inside.left(), inside.bottom() - metrics.height() + 1, inside.width(), metrics.height())
        size = tokens.SMALL_ICON_SIZE - 2
        ratio = option.widget.devicePixelRatioF()
        shape = self._theme.pixmap(state.icon, state.tone or "secondary", size, ratio)
        painter.drawPixmap(line.left(), line.center().y() - size // 2 + 1, shape)
        line.setLeft(line.left() + size + tokens.UNIT + 2)
        painter.setFont(_small(option.font))
        painter.setPen(self._theme.colour(state.tone if state.tone in ("warning", "error") else "secondary"))
        word = metrics.elidedText(state.word, Qt.TextElideMode.ElideRight, line.width())
        painter.drawText(line, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, word)


def _strong(font: QFont) -> QFont:
    made = QFont(font)
    made.setWeight(QFont.Weight.Medium)
    return made


def _small(font: QFont) -> QFont:
    made = QFont(font)
    made.setPointSizeF(made.pointSizeF() + tokens.CAPTION_PT)
    return made
