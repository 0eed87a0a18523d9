"""The table as it is looked at and worked with by keys and pointer. What is in it is the model's concern."""

from __future__ import annotations

from PySide6.QtCore import (
    QEvent,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QSettings,
    Qt,
    Signal,
)
from PySide6.QtGui import QContextMenuEvent, QGuiApplication, QKeyEvent, QKeySequence, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QMenu, QTableView, QWidget

from desktop_proxy.ui import tokens
from desktop_proxy.ui.plain_text import menu_text, one_line
from desktop_proxy.ui.requests.cell_delegate import CellDelegate
from desktop_proxy.ui.requests.column_layout import ColumnLayout
from desktop_proxy.ui.requests.columns import COLUMNS
from desktop_proxy.ui.requests.table_model import RequestTableModel
from desktop_proxy.ui.theme import Theme

MENU_CHARACTERS = 40


class RequestTable(QTableView):
    """Signals: `current_changed(id)` with an empty id when no row is current, `opened()` for Return, a click or a
    double click on a row, `escaped()` for Esc, `wanted(term)` when the filter is to have another term.
    """

    current_changed = Signal(str)
    opened = Signal()
    escaped = Signal()
    wanted = Signal(str)

    _cells: CellDelegate | None = None
    """Qt tells of fonts before there is one."""

    def __init__(
        self, model: RequestTableModel, theme: Theme, settings: QSettings, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._rows = model
        self.setModel(model)
        self.setAccessibleName(self.tr("Requests"))
        self._cells = cells = CellDelegate(model, theme, self)
        self.setItemDelegate(cells)
        self._set_up_look()
        self._set_up_header()
        self.columns = ColumnLayout(self.horizontalHeader(), settings, cells.width)
        self.selectionModel().currentRowChanged.connect(self._current_changed)
        self.clicked.connect(lambda _index: self.opened.emit())
        self.doubleClicked.connect(lambda _index: self.opened.emit())
        theme.changed.connect(self.viewport().update)

    @property
    def current_id(self) -> str:
        """The request of the current row; empty without one."""
        index = self.currentIndex()
        return self._rows.id_at(index.row()) if index.isValid() else ""

    def select(self, id: str) -> bool:
        """Make that request's row the current one and show it; False when it is not in the table."""
        number = self._rows.number_of(id)
        if number is None:
            return False
        index = self._rows.index(number, 0)
        flags = QItemSelectionModel.SelectionFlag
        self.selectionModel().setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)
        self.scrollTo(self._rows.index(number, self._first_column()))
        return True

    def row_text(self) -> str:
        """The current row's shown cells, in their order, with tabs between them."""
        header, index = self.horizontalHeader(), self.currentIndex()
        if not index.isValid():
            return ""
        texts = self._rows.texts_at(index.row())
        shown = [header.logicalIndex(place) for place in range(len(COLUMNS))]
        return "\t".join(texts[number] for number in shown if not header.isSectionHidden(number))

    def copy_row(self) -> None:
        """Put the current row on the clipboard."""
        if text := self.row_text():
            QGuiApplication.clipboard().setText(text)

    def row_menu(self, column: int) -> QMenu:
        """What can be done with the current row, and with its value in that column."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(self.tr("Show details")).triggered.connect(lambda _checked=False: self.opened.emit())
        menu.addAction(self.tr("Copy row")).triggered.connect(lambda _checked=False: self.copy_row())
        id = self.current_id
        copy_id = menu.addAction(self.tr("Copy request id"))
        copy_id.triggered.connect(lambda _checked=False: QGuiApplication.clipboard().setText(id))
        term = self._term(column)
        if term:
            menu.addSeparator()
            shown = menu_text(one_line(term, MENU_CHARACTERS))
            only = menu.addAction(self.tr("Show only %1").replace("%1", shown))
            only.triggered.connect(lambda _checked=False: self.wanted.emit(term))
            without = menu.addAction(self.tr("Leave out %1").replace("%1", shown))
            without.triggered.connect(lambda _checked=False: self.wanted.emit(f"-{term}"))
        return menu

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_row()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.escaped.emit()
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        index = self.currentIndex() if by_key else self.indexAt(event.pos())
        if not index.isValid():
            return
        self.setCurrentIndex(index)
        place = self.visualRect(index).bottomLeft() if by_key else event.pos()
        self.row_menu(index.column()).popup(self.viewport().mapToGlobal(QPoint(place)))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and self._cells is not None:
            self._cells.prepare_fonts()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._cells is not None:
            self._cells.current_row = self.currentIndex().row()
        super().paintEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.columns.fit(self.viewport().width())

    def rowsInserted(self, parent: QModelIndex | QPersistentModelIndex, start: int, end: int) -> None:
        """Rows above leave what is being read where it is; at the top the newest stay in sight."""
        bar = self.verticalScrollBar()
        top = bar.value()
        super().rowsInserted(parent, start, end)
        if top > 0 and start <= top:
            self.updateGeometries()
            bar.setValue(top + end - start + 1)

    def _term(self, column: int) -> str:
        value_of, id = COLUMNS[column].filter_value, self.current_id
        row = self._rows.row(id) if id else None
        value = value_of(row) if value_of and row else None
        if not value or '"' in value:
            return ""
        return (
            f'{COLUMNS[column].filter_field}:"{value}"' if " " in value else f"{COLUMNS[column].filter_field}:{value}"
        )

    def _first_column(self) -> int:
        header = self.horizontalHeader()
        return header.logicalIndexAt(0) if header.count() else 0

    def _current_changed(self, current: QModelIndex | QPersistentModelIndex) -> None:
        self.current_changed.emit(self._rows.id_at(current.row()) if current.isValid() else "")

    def _set_up_look(self) -> None:
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerItem)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        rows = self.verticalHeader()
        rows.hide()
        # One height for all of them: with any other mode Qt measures each row.
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setMinimumSectionSize(tokens.ROW_HEIGHT)
        rows.setDefaultSectionSize(tokens.ROW_HEIGHT)

    def _set_up_header(self) -> None:
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionsMovable(True)
        header.setStretchLastSection(True)
        header.setTextElideMode(Qt.TextElideMode.ElideRight)
        header.setSortIndicator(0, Qt.SortOrder.DescendingOrder)
        self.setSortingEnabled(True)
