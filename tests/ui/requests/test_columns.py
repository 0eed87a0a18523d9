"""What the cells say."""

from __future__ import annotations

import time
from datetime import datetime, timedelta
from typing import Any

import pytest

from desktop_proxy.ui.requests.columns import COLUMNS, DERIVED_NUMBERS, DERIVED_TEXTS, Column
from desktop_proxy.ui.requests.filter import compile_filter
from desktop_proxy.ui.requests.filter_fields import FIELDS

from .rows import a_row, a_store

BY_KEY: dict[str, Column] = {column.key: column for column in COLUMNS}
ANSWERED = a_row(
    "req_1",
    answered="gpt-6.1-sol",
    provider="openai",
    reason="the tier",
    session="3f2a9c1e-5b7d-4c11",
    input_tokens=12_400,
    output_tokens=987,
    cached_tokens=1_250_000,
    cost_usd=0.0042,
    first_token_ms=820.4,
    duration_ms=72_000.0,
    stop_reason="end_turn",
    status=200,
)


def text(key: str, **fields: Any) -> str:
    return BY_KEY[key].text(a_row(**fields))


def test_an_answered_request_says_everything_in_short() -> None:
    assert [column.text(ANSWERED) for column in COLUMNS][1:] == [
        "Done",
        "claude-sonnet-5 → gpt-6.1-sol",
        "openai",
        "3f2a9c1e",
        "1.26M",
        "987",
        "1.25M",
        "$0.004",
        "820 ms",
        "1 m 12 s",
        "Answered",
    ]


def test_the_exact_values_are_in_the_tooltips() -> None:
    tooltips = {column.key: column.tooltip(ANSWERED) for column in COLUMNS}
    assert tooltips["input"] == "1,262,400, of them 1,250,000 from the cache"
    assert (tooltips["cached"], tooltips["cost"], tooltips["first"]) == ("1,250,000", "$0.004200", "820.4 ms")
    assert tooltips["model"] == "claude-sonnet-5 → gpt-6.1-sol\nThe tier"
    assert datetime.fromisoformat(tooltips["time"]).timestamp() == pytest.approx(ANSWERED.started_at, abs=0.001)


def test_what_is_not_known_yet_is_empty() -> None:
    running = a_row(state="running", started_at=time.time(), asked="claude-sonnet-5")
    texts = {column.key: column.text(running) for column in COLUMNS}
    assert texts["model"] == "claude-sonnet-5"
    assert {texts[key] for key in ("provider", "session", "input", "cost", "first", "result")} == {""}


def test_a_running_request_shows_the_time_until_now_in_whole_seconds() -> None:
    assert text("duration", state="running", started_at=time.time() - 5.2) == "5.0 s"
    assert text("duration", state="running", started_at=time.time() + 60) == "0 ms"


def test_a_price_nobody_knows_is_said_only_of_an_answer() -> None:
    assert text("cost", output_tokens=5) == "unpriced"
    assert text("cost", state="error") == ""


def test_a_subagents_session_is_marked() -> None:
    assert text("session", session="3f2a9c1e-5b7d", agent="a1") == "↳ 3f2a9c1e"
    assert "Subagent a1" in BY_KEY["session"].tooltip(a_row(session="3f2a9c1e-5b7d", agent="a1"))


def test_a_time_of_another_day_says_the_day() -> None:
    now = datetime.now()
    assert text("time", started_at=now.timestamp()) == f"{now:%H:%M:%S}"
    older = now - timedelta(days=400)
    assert text("time", started_at=older.timestamp()) == f"{older:%Y-%m-%d}"


@pytest.mark.parametrize("column", COLUMNS, ids=lambda column: column.key)
def test_a_column_sorts_and_filters_by_what_there_is(column: Column) -> None:
    store = a_store(ANSWERED)
    assert column.sorts_by is None or column.sorts_by in {**store.texts, **store.numbers}
    assert column.filter_field in {field.name for field in FIELDS}
    assert column.title()
    value = column.filter_value(ANSWERED) if column.filter_value else None
    if value:
        assert compile_filter(f"{column.filter_field}:{value}").select(store, [0]) == [0]


def test_tokens_in_sort_and_filter_by_the_number_that_is_shown() -> None:
    store = a_store(a_row(input_tokens=900, cached_tokens=0), a_row(input_tokens=1, cached_tokens=1000), a_row())
    sorts_by = BY_KEY["input"].sorts_by
    assert sorts_by is not None
    assert list(store.numbers[sorts_by])[:2] == [900, 1001]
    assert compile_filter(f"{BY_KEY['input'].filter_field}:1001").select(store, range(3)) == [1]
    assert compile_filter("in:*").select(store, range(3)) == [0, 1]


def test_what_a_model_invents_is_one_line_with_its_tricks_written_out() -> None:
    assert text("model", asked="a\n<b>\u202eb", answered="c" * 1000).startswith("a <b>⟨202E⟩b → ccc")
    assert len(text("model", answered="c" * 1000)) <= 300
    assert text("result", error="<img src=http://x>\u2066") == "<img src=http://x>⟨2066⟩"


def test_derived_columns_hold_what_is_searched_and_summed() -> None:
    assert "gpt-6.1-sol" in DERIVED_TEXTS["who"](ANSWERED)
    assert "done" in DERIVED_TEXTS["how"](ANSWERED)
    assert DERIVED_NUMBERS["tokens"](ANSWERED) == 12_400 + 987 + 1_250_000
    assert DERIVED_NUMBERS["tokens_in"](ANSWERED) == 12_400 + 1_250_000
    assert DERIVED_NUMBERS["tokens"](a_row()) != DERIVED_NUMBERS["tokens"](a_row())
