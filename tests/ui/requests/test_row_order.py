"""Rows in the order of arrival or by a column, each at exactly one place."""

from __future__ import annotations

import random

import pytest

from desktop_proxy.ui.requests.row_order import ARRIVAL, RowOrder

from .rows import a_row, a_store


def in_order(order: RowOrder, store, seqs) -> list[int]:  # type: ignore[no-untyped-def]
    steps = order.sorted(store, list(seqs))
    while True:
        try:
            next(steps)
        except StopIteration as finished:
            return list(finished.value)


def test_without_a_column_it_is_the_order_of_arrival() -> None:
    assert in_order(ARRIVAL, a_store(a_row(), a_row()), [0, 1]) == [0, 1]


def test_texts_are_sorted_whatever_their_case_and_missing_ones_come_first() -> None:
    store = a_store(*(a_row(provider=name) for name in ("xai", "OpenAI", None, "gemini")))
    assert in_order(RowOrder("provider"), store, range(4)) == [2, 3, 1, 0]


def test_what_is_not_known_comes_before_every_number() -> None:
    store = a_store(*(a_row(cost_usd=cost) for cost in (0.5, None, 0.0, 0.1)))
    assert in_order(RowOrder("cost_usd"), store, range(4)) == [1, 2, 3, 0]


@pytest.mark.parametrize("column", ["provider", "cost_usd"])
def test_the_steps_together_sort_as_the_keys_do_and_equals_stay_in_order(
    column: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("desktop_proxy.ui.requests.row_order.STEP_ROWS", 7)
    chance = random.Random(3)
    rows = [a_row(provider=chance.choice("abc"), cost_usd=chance.choice([None, 0.1, 0.2])) for _ in range(100)]
    store, order = a_store(*rows), RowOrder(column)
    expected = sorted(range(100), key=lambda seq: order.key(store, seq))
    assert in_order(order, store, range(100)) == expected
