"""Rows in columns come back as they went in, and keep their sequence numbers."""

from __future__ import annotations

from dataclasses import fields

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_proxy.request_log import RequestRow
from desktop_proxy.ui.requests import row_store
from desktop_proxy.ui.requests.row_store import RowStore

from .rows import a_row, a_store

KINDS = {
    "str": st.text(),
    "float": st.floats(0, 1e12),
    "int": st.integers(0, 2**50),
    "bool": st.booleans(),
}


def any_row() -> st.SearchStrategy[RequestRow]:
    values = {}
    for field in fields(RequestRow):
        kind, *optional = str(field.type).split(" | ")
        values[field.name] = st.none() | KINDS[kind] if optional else KINDS[kind]
    return st.builds(RequestRow, **values)


@given(any_row())
def test_a_row_comes_back_as_it_went_in(row: RequestRow) -> None:
    store = RowStore({}, {})
    store.append([row])
    back = store.row(0)
    assert back == row
    assert [type(getattr(back, field.name)) for field in fields(row)] == [
        type(getattr(row, field.name)) for field in fields(row)
    ]


def test_older_rows_come_before_and_numbers_stay() -> None:
    store = a_store(a_row("c"), a_row("d"))
    store.prepend([a_row("a"), a_row("b")])
    store.append([a_row("e")])
    assert [store.row(seq).id for seq in range(store.first, store.end)] == ["a", "b", "c", "d", "e"]
    assert (store.first, store.seq_of("c"), store.seq_of("a"), store.seq_of("e")) == (-2, 0, -2, 2)


def test_the_oldest_are_forgotten() -> None:
    store = a_store(*(a_row(f"r{n}") for n in range(5)))
    store.drop_oldest(3)
    assert (len(store), store.first, store.seq_of("r2")) == (2, 3, None)
    assert store.row(3).id == "r3"
    assert all(len(column) == 2 for column in (*store.texts.values(), *store.numbers.values()))
    with pytest.raises(IndexError):
        store.row(2)


def test_a_changed_row_changes_its_derived_columns_too() -> None:
    store = a_store(a_row("a", state="running"), a_row("b"))
    store.update(0, a_row("a", state="error", error="Slow down.", input_tokens=3))
    assert store.row(0).error == "Slow down."
    assert store.texts["result"][0] == "Slow down."
    assert store.numbers["tokens"][0] == 3


def test_a_text_that_repeats_is_kept_once() -> None:
    store = a_store(*(a_row(session="".join(["session", "-1"])) for _ in range(3)))
    assert len({id(text) for text in store.texts["session"]}) == 1


def test_the_memory_of_texts_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(row_store, "MAX_INTERNED", 10)
    store = RowStore({}, {})
    for number in range(50):
        store.append([a_row(error=f"error {number}")])
    assert len(store._shared) < 20
    assert store.texts["error"][7] == "error 7"
