"""The table's rows as Qt wants them: at most a hundred thousand, filtered, in the chosen order.

A batch of new rows is one insertion; changed rows change where they are. The filter and the order run in slices, and
what arrives meanwhile waits until they are done. It fetches nothing: see `feed.py`.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal

from desktop_proxy.request_log import RequestRow
from desktop_proxy.request_log.row import RUNNING
from desktop_proxy.ui.plain_text import visible, without_markup
from desktop_proxy.ui.requests.columns import COLUMNS, DERIVED_NUMBERS, DERIVED_TEXTS
from desktop_proxy.ui.requests.filter import Filter
from desktop_proxy.ui.requests.row_order import RowOrder
from desktop_proxy.ui.requests.row_store import RowStore
from desktop_proxy.ui.requests.shown_rows import Choice
from desktop_proxy.ui.requests.shown_rows_model import Index, ShownRowsModel
from desktop_proxy.ui.requests.slices import SlicedWork

CAPACITY = 100_000
REMEMBERED_TEXTS = 500
"""Rows whose texts are kept ready: more than a screen shows."""
SINGLE_CHANGES = 8
"""From this many rows on that begin or cease to match, the whole order is told anew."""

_NUMERIC = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_TEXTUAL = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_ALIGNMENTS = [_NUMERIC if column.numeric else _TEXTUAL for column in COLUMNS]
_TICKING = [number for number, column in enumerate(COLUMNS) if column.ticks]


class RequestTableModel(ShownRowsModel):
    """Signals: `counted()` when the number of rows or of shown rows may have changed."""

    counted = Signal()

    def __init__(self, capacity: int = CAPACITY, parent: QObject | None = None) -> None:
        super().__init__(_new_store(), parent)
        self._capacity = capacity
        self._wanted = Choice()
        """What is being worked out while `_work` is active."""
        self._running: set[int] = set()
        self._work: SlicedWork[array[int]] = SlicedWork(self)
        self._waiting: list[Callable[[], None]] = []
        self._texts: dict[int, tuple[str, ...]] = {}

    @property
    def total(self) -> int:
        """Rows that are here, shown or not."""
        return len(self._store)

    @property
    def busy(self) -> bool:
        """Whether a filter or an order is being worked out."""
        return self._work.active

    @property
    def filtered(self) -> bool:
        """Whether a filter is on."""
        return bool(self._shown.choice.filter.terms)

    @property
    def running(self) -> int:
        """Requests that have not ended, shown or not."""
        return len(self._running)

    def row(self, id: str) -> RequestRow | None:
        """The request of that id, shown or not."""
        seq = self._store.seq_of(id)
        return None if seq is None else self._store.row(seq)

    def knows(self, id: str) -> bool:
        """Whether that request is here, shown or not."""
        return self._store.seq_of(id) is not None

    def id_at(self, number: int) -> str:
        """The id of the request in that row of the table."""
        return self._text("id", number)

    def state_at(self, number: int) -> str:
        """Its `RequestRow.state`."""
        return self._text("state", number)

    def texts_at(self, number: int) -> tuple[str, ...]:
        """What its cells say."""
        seq = self._shown.seq(number)
        texts = self._texts.get(seq)
        if texts is None:
            if len(self._texts) >= REMEMBERED_TEXTS:
                self._texts.clear()
            row = self._store.row(seq)
            texts = self._texts[seq] = tuple(column.text(row) for column in COLUMNS)
        return texts

    def number_of(self, id: str) -> int | None:
        """In which row of the table that request is; None when it is not shown."""
        seq = self._store.seq_of(id)
        place = None if seq is None else self._shown.place(seq)
        return None if place is None else self._shown.flip(place)

    def set_filter(self, chosen: Filter) -> None:
        """Show only what matches."""
        self._choose(replace(self._wanted, filter=chosen))

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """By a column; any other number is the order of arrival."""
        by = COLUMNS[column].sorts_by if 0 <= column < len(COLUMNS) else None
        self._choose(replace(self._wanted, order=RowOrder(by, order == Qt.SortOrder.DescendingOrder)))

    def apply(self, rows: Sequence[RequestRow]) -> None:
        """Take in rows that have come, oldest first, or changed."""
        self._when_free(lambda: self._apply(rows))

    def add_older(self, rows: Sequence[RequestRow]) -> None:
        """Take in rows of the past, newest first, while there is room. Rows that are here already stay as they are."""
        self._when_free(lambda: self._add_older(rows))

    def keep_running(self) -> None:
        """Forget every request that has ended."""
        self._when_free(self._keep_running)

    def tick(self) -> None:
        """The clock has gone on: what shows the time of running requests is old."""
        for seq in self._running:
            self._texts.pop(seq, None)
            place = self._shown.place(seq)
            if place is not None:
                self._tell_changed(place, _TICKING)

    def forget_texts(self) -> None:
        """Make the texts anew: what they say of the day may be old."""
        self._texts.clear()

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.texts_at(index.row())[index.column()]
        if role == Qt.ItemDataRole.ToolTipRole:
            tooltip = COLUMNS[index.column()].tooltip(self._store.row(self._shown.seq(index.row())))
            return without_markup(visible(tooltip)) or None
        return _ALIGNMENTS[index.column()] if role == Qt.ItemDataRole.TextAlignmentRole else None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(COLUMNS):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return COLUMNS[section].title()
        if role == Qt.ItemDataRole.ToolTipRole:
            full = COLUMNS[section].full_title
            return full() if full else None
        return _ALIGNMENTS[section] if role == Qt.ItemDataRole.TextAlignmentRole else None

    def _text(self, name: str, number: int) -> str:
        return self._store.texts[name][self._shown.seq(number) - self._store.first] or ""

    def _when_free(self, act: Callable[[], None]) -> None:
        if self.busy:
            self._waiting.append(act)
        else:
            act()

    def _choose(self, choice: Choice) -> None:
        if choice == self._wanted:
            return
        self._wanted = choice
        self._work_out()

    def _work_out(self) -> None:
        self._work.begin(self._shown.arranged(self._wanted), self._finish_work)

    def _finish_work(self, seqs: array[int]) -> None:
        self._rearrange(seqs, self._wanted)
        waiting, self._waiting = self._waiting, []
        for act in waiting:
            self._when_free(act)
        self.counted.emit()

    def _apply(self, rows: Sequence[RequestRow]) -> None:
        latest = {row.id: row for row in rows}.values()
        fresh = [row for row in latest if not self.knows(row.id)]
        changed = [row for row in latest if self.knows(row.id)]
        if self._shown.choice.order.column is None:
            self._change_in_place(changed)
            self._insert(len(self._shown), self._shown.matching(self._appended(fresh)))
        else:
            seqs = [seq for row in changed if (seq := self._store.seq_of(row.id)) is not None]
            left = self._shown.taken_out(seqs)
            moved = [*map(self._updated, changed), *self._appended(fresh)]
            self._rearrange(self._shown.put_into(left, self._shown.matching(moved)))
        self._drop_surplus()
        self.counted.emit()

    def _change_in_place(self, rows: Sequence[RequestRow]) -> None:
        come: list[int] = []
        gone: list[int] = []
        for seq in map(self._updated, rows):
            place, matches = self._shown.place(seq), bool(self._shown.matching([seq]))
            if place is not None and matches:
                self._tell_changed(place, range(len(COLUMNS)))
            elif place is not None:
                gone.append(seq)
            elif matches:
                come.append(seq)
        if len(come) + len(gone) > SINGLE_CHANGES:
            self._rearrange(self._shown.put_into(self._shown.taken_out(gone), come))
            return
        for seq in gone:
            self._remove(self._shown.place_for(seq), 1)
        for seq in come:
            self._insert(self._shown.place_for(seq), [seq])

    def _add_older(self, rows: Sequence[RequestRow]) -> None:
        room = max(0, self._capacity - self.total)
        fresh = list({row.id: row for row in rows if not self.knows(row.id)}.values())[:room][::-1]
        self._store.prepend(fresh)
        seqs = range(self._store.first, self._store.first + len(fresh))
        self._note_running(seqs, fresh)
        if self._shown.choice.order.column is None:
            self._insert(0, self._shown.matching(seqs))
        else:
            self._work_out()
        self.counted.emit()

    def _keep_running(self) -> None:
        rows = [self._store.row(seq) for seq in sorted(self._running)]
        self._running.clear()
        self._texts.clear()
        self._begin_anew(_new_store())
        self._apply(rows)

    def _updated(self, row: RequestRow) -> int:
        seq = self._store.seq_of(row.id)
        assert seq is not None, "only rows that are here change"
        self._store.update(seq, row)
        self._texts.pop(seq, None)
        self._running.discard(seq)
        self._note_running([seq], [row])
        return seq

    def _appended(self, rows: Sequence[RequestRow]) -> range:
        seqs = range(self._store.end, self._store.end + len(rows))
        self._store.append(rows)
        self._note_running(seqs, rows)
        return seqs

    def _note_running(self, seqs: Sequence[int], rows: Sequence[RequestRow]) -> None:
        self._running.update(seq for seq, row in zip(seqs, rows, strict=True) if row.state == RUNNING)

    def _drop_surplus(self) -> None:
        surplus = self.total - self._capacity
        if surplus <= 0:
            return
        # Some more than must, so that not every batch moves everything.
        first = self._store.first + min(self.total, surplus + self._capacity // 100)
        if self._shown.choice.order.column is None:
            self._remove(0, self._shown.place_for(first))
        else:
            self._rearrange(array("q", (seq for seq in self._shown.seqs if seq >= first)))
        self._store.drop_oldest(first - self._store.first)
        self._running = {seq for seq in self._running if seq >= first}


def _new_store() -> RowStore:
    return RowStore(DERIVED_TEXTS, DERIVED_NUMBERS)
