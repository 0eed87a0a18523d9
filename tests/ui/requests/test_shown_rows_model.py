"""Views are told exactly what happens to the rows: Qt's own tester listens."""

from __future__ import annotations

from array import array

import pytest
from PySide6.QtCore import QModelIndex, QPersistentModelIndex
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from desktop_proxy.ui.requests.row_order import RowOrder
from desktop_proxy.ui.requests.shown_rows import Choice
from desktop_proxy.ui.requests.shown_rows_model import ShownRowsModel

from .rows import a_row, a_store


class Rows(ShownRowsModel):
    """As the table's model, without its own ways in."""

    def data(self, index, role=0):  # type: ignore[no-untyped-def]
        return self._shown.seq(index.row()) if index.isValid() and role == 0 else None


@pytest.fixture
def rows(qtbot: QtBot) -> Rows:
    model = Rows(a_store(*(a_row() for _ in range(10))))
    model.tester = QAbstractItemModelTester(  # type: ignore[attr-defined]
        model, QAbstractItemModelTester.FailureReportingMode.Fatal
    )
    model._insert(0, [2, 4, 6])
    return model


def numbers(model: Rows) -> list[int]:
    return [model.index(row, 0).data() for row in range(model.rowCount())]


def test_insertions_and_removals_are_told_where_they_are_seen(rows: Rows) -> None:
    told: list[tuple[str, int, int]] = []
    rows.rowsInserted.connect(lambda _, first, last: told.append(("in", first, last)))
    rows.rowsRemoved.connect(lambda _, first, last: told.append(("out", first, last)))
    rows._insert(3, [8, 9])
    rows._insert(1, [3])
    rows._remove(0, 1)
    assert numbers(rows) == [9, 8, 6, 4, 3]
    assert told == [("in", 0, 1), ("in", 4, 4), ("out", 5, 5)]


def test_in_the_other_direction_as_well(rows: Rows) -> None:
    rows._rearrange(rows._shown.seqs, Choice(order=RowOrder(None, descending=False)))
    rows._insert(3, [8])
    rows._remove(0, 2)
    assert numbers(rows) == [6, 8]


def test_nothing_inserted_or_removed_is_not_told(rows: Rows) -> None:
    told: list[object] = []
    rows.rowsInserted.connect(lambda *_: told.append(1))
    rows.rowsRemoved.connect(lambda *_: told.append(1))
    rows._insert(0, [])
    rows._remove(0, 0)
    assert not told


def test_who_follows_a_row_still_does_after_another_arrangement(rows: Rows) -> None:
    followed = [QPersistentModelIndex(rows.index(row, 1)) for row in range(3)]
    rows._rearrange(array("q", [1, 2, 3, 6]))
    assert [index.row() for index in followed] == [0, -1, 2]
    assert numbers(rows) == [6, 3, 2, 1]


def test_a_changed_row_is_told_by_its_number(rows: Rows) -> None:
    told: list[tuple[QModelIndex, QModelIndex]] = []
    rows.dataChanged.connect(lambda first, last, _: told.append((first, last)))
    rows._tell_changed(2, range(3, 6))
    ((first, last),) = told
    assert (first.row(), first.column(), last.row(), last.column()) == (0, 3, 0, 5)


def test_beginning_anew_keeps_the_choice(rows: Rows) -> None:
    choice = Choice(order=RowOrder("provider"))
    rows._rearrange(array("q", [2, 4]), choice)
    rows._begin_anew(a_store())
    assert (rows.rowCount(), rows._shown.choice) == (0, choice)
