"""Shown rows as Qt counts them: tells the views what is inserted, removed or arranged anew.

Base of the table's model, which says what the cells hold.
"""

from __future__ import annotations

from array import array
from collections.abc import Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex

from desktop_proxy.ui.requests.columns import COLUMNS
from desktop_proxy.ui.requests.row_store import RowStore
from desktop_proxy.ui.requests.shown_rows import Choice, ShownRows

Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()


class ShownRowsModel(QAbstractTableModel):
    """`_shown` is changed through the methods here and nowhere else."""

    def __init__(self, store: RowStore, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._store = store
        self._shown = ShownRows(store, Choice())

    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._shown)

    def columnCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(COLUMNS)

    def _begin_anew(self, store: RowStore) -> None:
        self.beginResetModel()
        self._store = store
        self._shown = ShownRows(store, self._shown.choice)
        self.endResetModel()

    def _tell_changed(self, place: int, columns: Sequence[int]) -> None:
        number = self._shown.flip(place)
        self.dataChanged.emit(self.index(number, columns[0]), self.index(number, columns[-1]))

    def _insert(self, place: int, seqs: Sequence[int]) -> None:
        if not seqs:
            return
        count, length = len(seqs), len(self._shown)
        first = length - place if self._shown.choice.order.descending else place
        self.beginInsertRows(QModelIndex(), first, first + count - 1)
        self._shown.seqs[place:place] = array("q", seqs)
        self.endInsertRows()

    def _remove(self, place: int, count: int) -> None:
        if not count:
            return
        first = len(self._shown) - place - count if self._shown.choice.order.descending else place
        self.beginRemoveRows(QModelIndex(), first, first + count - 1)
        del self._shown.seqs[place : place + count]
        self.endRemoveRows()

    def _rearrange(self, seqs: array[int], choice: Choice | None = None) -> None:
        """Show those rows; what is selected stays selected where it is still shown."""
        self.layoutAboutToBeChanged.emit()
        before = self.persistentIndexList()
        followed = [self._shown.seq(index.row()) for index in before]
        self._shown.seqs = seqs
        self._shown.choice = choice or self._shown.choice
        places = [self._shown.place(seq) for seq in followed]
        after = [
            QModelIndex() if place is None else self.index(self._shown.flip(place), index.column())
            for place, index in zip(places, before, strict=True)
        ]
        self.changePersistentIndexList(before, after)
        self.layoutChanged.emit()
