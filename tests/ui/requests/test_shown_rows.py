"""Which rows are shown, and where."""

from __future__ import annotations

from array import array

from hypothesis import given
from hypothesis import strategies as st

from desktop_proxy.ui.requests.filter import compile_filter
from desktop_proxy.ui.requests.row_order import RowOrder
from desktop_proxy.ui.requests.shown_rows import Choice, ShownRows

from .rows import a_row, a_store


def arranged(shown: ShownRows, choice: Choice) -> array[int]:
    steps = shown.arranged(choice)
    while True:
        try:
            next(steps)
        except StopIteration as finished:
            seqs: array[int] = finished.value
            return seqs


def with_costs(*costs: float | None, order: RowOrder | None = None) -> ShownRows:
    store = a_store(*(a_row(cost_usd=cost) for cost in costs))
    shown = ShownRows(store, Choice(order=order or RowOrder("cost_usd")))
    shown.seqs = arranged(shown, shown.choice)
    return shown


def test_numbers_count_from_the_newest_by_default() -> None:
    shown = with_costs(1, 2, 3, order=RowOrder())
    assert [shown.seq(number) for number in range(3)] == [2, 1, 0]


def test_only_what_matches_is_arranged() -> None:
    shown = with_costs(1, 2, 3, None)
    choice = Choice(compile_filter("cost:>1"), RowOrder("cost_usd"))
    assert list(arranged(shown, choice)) == [1, 2]
    shown.choice = choice
    assert shown.matching([0, 1, 3]) == [1]
    assert shown.matching(range(1, 4)) == [1, 2]


def test_a_row_that_is_not_shown_has_no_place() -> None:
    shown = with_costs(1, 2, 3)
    shown.seqs = array("q", [0, 2])
    assert (shown.place(0), shown.place(1), shown.place(2)) == (0, None, 1)


@given(st.lists(st.none() | st.sampled_from([0.1, 0.2, 0.3]), min_size=1, max_size=20), st.data())
def test_rows_taken_out_and_put_back_stand_where_they_stood(costs: list[float | None], data: st.DataObject) -> None:
    shown = with_costs(*costs)
    moved = data.draw(st.lists(st.integers(0, len(costs) - 1), unique=True))
    left = shown.taken_out(moved)
    assert len(left) == len(costs) - len(moved)
    assert shown.put_into(left, moved) == shown.seqs


def test_rows_keep_their_places_when_older_ones_come() -> None:
    shown = with_costs(1, 2, order=RowOrder())
    shown.store.prepend([a_row(cost_usd=5.0)])
    shown.choice = Choice(compile_filter("cost:>1"))
    assert shown.matching(range(-1, 2)) == [-1, 1]
