"""The filter language as a whole."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from desktop_proxy.request_log import RequestRow
from desktop_proxy.ui.requests.filter import EVERYTHING, FilterError, compile_filter
from desktop_proxy.ui.requests.filter_fields import FIELDS

from .rows import a_row, a_store

STORE = a_store(
    a_row("req_1", answered="gpt-6.1-sol", provider="openai", session="s-1", stop_reason="end_turn"),
    a_row("req_2", answered="gemini-3.8-flash", provider="gemini", session="s-2", tools="Bash", stop_reason="tool_use"),
    a_row("req_3", state="error", error="OpenAI: rate limit reached", provider="openai", session="s-1"),
    a_row("req_Ab", state="cancelled"),
)


def found(text: str) -> list[str]:
    positions = compile_filter(text).select(STORE, range(len(STORE)))
    return [str(STORE.texts["id"][position]) for position in positions]


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("", ["req_1", "req_2", "req_3", "req_Ab"]),
        ("   ", ["req_1", "req_2", "req_3", "req_Ab"]),
        ("GPT", ["req_1"]),
        ("openai", ["req_1", "req_3"]),
        ("openai s-1 limit", ["req_3"]),
        ('"rate limit"', ["req_3"]),
        ('"rate  limit"', []),
        ("client left", ["req_Ab"]),
        ("bash", ["req_2"]),
        ("openai -error", ["req_1"]),
        ('-"rate limit" openai', ["req_1"]),
        ("req_3", ["req_3"]),
        ("req_Ab", ["req_Ab"]),
        ("-req_1 openai", ["req_3"]),
        ("provider:openai status:error", ["req_3"]),
        ('"provider:openai"', []),
        ("model:gpt -tool:bash", ["req_1"]),
        ('"unfinished rate', []),
        ('session:"s-1" error', ["req_3"]),
        ("12:04", []),
        ("-", ["req_1", "req_2", "req_3", "req_Ab"]),
    ],
)
def test_words_quotes_fields_and_negation(text: str, ids: list[str]) -> None:
    assert found(text) == ids


def test_the_empty_filter_has_no_terms() -> None:
    assert EVERYTHING.terms == compile_filter("  ").terms == ()


def test_a_filter_looks_only_at_the_positions_it_is_given() -> None:
    assert compile_filter("openai").select(STORE, [2, 3]) == [2]


pieces = st.lists(
    st.text(max_size=20)
    | st.builds(
        "{}{}:{}".format,
        st.sampled_from(["", "-"]),
        st.sampled_from([field.name for field in FIELDS]),
        st.text(max_size=10) | st.sampled_from([">1", "<=5s", "*", "today", '"', ">", "=0", "12:00"]),
    ),
    max_size=6,
).map(" ".join)


@given(pieces)
@example('-"')
@example("--model:x")
@example("time:>0001-01-01")
@example("time:<=9999-12-31")
def test_whatever_is_typed_is_a_filter_or_a_sentence(text: str) -> None:
    try:
        chosen = compile_filter(text)
    except FilterError as error:
        assert str(error).endswith((".", "?"))
    else:
        assert set(chosen.select(STORE, range(len(STORE)))) <= set(range(len(STORE)))


@given(st.text(min_size=1, max_size=12), st.text(max_size=12), st.booleans())
def test_a_quoted_word_is_found_where_it_stands(word: str, around: str, negated: bool) -> None:
    word = "".join(character for character in word if character.isalnum()) or "x"
    store = a_store(RequestRow("req_1", 1.0, "done", f"{around}{word}{around}"))
    with contextlib.suppress(FilterError):
        matches = compile_filter(f'{"-" if negated else ""}"{word}"').select(store, [0])
        assert bool(matches) is not negated
