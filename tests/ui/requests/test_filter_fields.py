"""The fields of the filter language, and what is said of a field or value there is none of."""

from __future__ import annotations

import time

import pytest

from desktop_proxy.ui.requests.filter import compile_filter
from desktop_proxy.ui.requests.filter_fields import FIELDS, Field, FilterError

from .rows import a_row, a_store

STORE = a_store(
    a_row(
        "req_answered",
        started_at=time.time(),
        answered="gpt-6.1-sol",
        provider="openai",
        session="3f2a",
        agent="a1",
        client="claude-cli/2",
        tools="Bash Read",
        stop_reason="tool_use",
        notes='[{"field":"top_k"}]',
        cost_usd=0.5,
        input_tokens=1000,
        output_tokens=200,
        cached_tokens=0,
        duration_ms=6000.0,
        first_token_ms=900.0,
        attempts=2,
        status=200,
    ),
    a_row(
        "req_failed", started_at=1000.0, asked="claude-haiku-4-5", state="error", error="Rate limit reached", status=429
    ),
    a_row("req_running", started_at=2000.0, asked="claude-opus", state="running"),
)


def found(text: str) -> list[str]:
    positions = compile_filter(text).select(STORE, range(len(STORE)))
    return [str(STORE.texts["id"][position]).removeprefix("req_") for position in positions]


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("status:error", ["failed"]),
        ("state:err", ["failed"]),
        ("status:429", ["failed"]),
        ("status:>=400", ["failed"]),
        ("-status:done", ["failed", "running"]),
        ("model:GPT", ["answered"]),
        ("model:haiku", ["failed"]),
        ("asked:claude", ["answered", "failed", "running"]),
        ("asked:gpt", []),
        ("answered:gpt", ["answered"]),
        ("provider:openai", ["answered"]),
        ("session:3f", ["answered"]),
        ("agent:*", ["answered"]),
        ("-agent:*", ["failed", "running"]),
        ("client:claude-cli", ["answered"]),
        ("tool:bash", ["answered"]),
        ("tools:Read", ["answered"]),
        ("stop:tool_use", ["answered"]),
        ('error:"rate limit"', ["failed"]),
        ("note:top_k", ["answered"]),
        ("id:req_failed", ["failed"]),
        ("cost:>0.1", ["answered"]),
        ("-cost:*", ["failed", "running"]),
        ("tokens:>1k", ["answered"]),
        ("tokens:1200", ["answered"]),
        ("in:>=1000", ["answered"]),
        ("out:<1k", ["answered"]),
        ("cached:0", ["answered"]),
        ("duration:>5s", ["answered"]),
        ("first:>800ms", ["answered"]),
        ("attempts:>1", ["answered"]),
        ("time:today", ["answered"]),
        ("time:9h", ["answered"]),
    ],
)
def test_a_field_finds_what_it_names(text: str, ids: list[str]) -> None:
    assert found(text) == ids


@pytest.mark.parametrize("field", FIELDS, ids=lambda field: field.name)
def test_every_example_can_be_typed(field: Field) -> None:
    compile_filter(field.example)
    compile_filter(f"-{field.example}")
    assert field.meaning()


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("modle:gpt", "There is no field “modle:”. Did you mean “model”?"),
        ("zzzzz:x", "There is no field “zzzzz:”. Put quotes around a text to look for it as it is."),
        ("status:eror", "There is no state “eror”. Did you mean “error”?"),
        ("status:xyz", "There is no state “xyz”."),
        ("model:", "“model:” needs a value, such as model:gpt."),
        ("cost:much", "“cost:” needs a number, such as cost:>0.1."),
        ("tokens:>", "“tokens:” needs a number, such as tokens:>100k."),
        ("duration:>5", "“duration:” needs a unit, such as duration:>5s."),
        ("duration:long", "“duration:” needs a number, such as duration:>5s."),
        ("time:noon", "“time:” needs a time, such as time:>12:00 or time:today."),
    ],
)
def test_what_is_wrong_is_said_in_a_sentence(text: str, sentence: str) -> None:
    with pytest.raises(FilterError) as error:
        compile_filter(text)
    assert str(error.value) == sentence
