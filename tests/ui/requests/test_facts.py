"""What the details say."""

from __future__ import annotations

from typing import Any

import pytest

from desktop_proxy.request_log import RequestRow
from desktop_proxy.ui.requests.facts import FACTS

from .rows import a_row


def said(row: RequestRow) -> dict[str, str]:
    return {fact.title(): text for fact in FACTS if (text := fact.text(row))}


def test_an_answered_request_tells_everything_exactly() -> None:
    row = a_row(
        "req_1",
        answered="gpt-6.1-sol",
        provider="openai",
        reason="the tier",
        session="s-1",
        agent="a-1",
        client="claude-cli/2",
        input_tokens=12_400,
        output_tokens=987,
        cached_tokens=84_103,
        cost_usd=0.01996,
        first_token_ms=492.0,
        duration_ms=18_700.0,
        stop_reason="tool_use",
        tools="Bash Read",
        status=200,
        attempts=2,
    )
    facts = said(row)
    started = facts.pop("Started")
    assert len(started) == len("2026-11-25 14:18:42")
    assert facts == {
        "State": "Done, HTTP 200",
        "Duration": "18.7 s",
        "First token": "492 ms",
        "Tokens in": "96,503, of them 84,103 from the cache",
        "Tokens out": "987",
        "Cost": "$0.01996",
        "Asked for": "claude-sonnet-5",
        "Answered by": "openai/gpt-6.1-sol",
        "Why this model": "The tier",
        "Result": "Called Bash, Read",
        "Calls to providers": "2",
        "Client": "claude-cli/2",
        "Session": "s-1",
        "Subagent": "a-1",
        "Request id": "req_1",
    }


def test_what_is_not_known_is_left_out() -> None:
    assert set(said(a_row("req_1", state="error", error="x"))) == {"State", "Started", "Asked for", "Request id"}


@pytest.mark.parametrize(
    ("known", "title"),
    [
        ({"state": "done"}, "Answered by"),
        ({"state": "running", "first_token_ms": 300.0}, "Answered by"),
        ({"state": "cancelled", "first_token_ms": 300.0}, "Answered by"),
        ({"state": "running"}, "Sent to"),
        ({"state": "error", "attempts": 2}, "Sent to"),
        ({"state": "error", "attempts": 1, "first_token_ms": 300.0}, "Sent to"),
        ({"state": "error", "attempts": 0}, "Meant for"),
    ],
)
def test_only_what_has_answered_is_said_to_have_answered(known: dict[str, Any], title: str) -> None:
    facts = said(a_row(provider="openai", answered="gpt-6-astra", **known))
    assert {name for name, text in facts.items() if text == "openai/gpt-6-astra"} == {title}


def test_no_price_and_nothing_to_pay_are_two_things() -> None:
    assert said(a_row(cost_usd=0.0, output_tokens=1))["Cost"] == "$0"
    assert said(a_row(output_tokens=1))["Cost"] == "unpriced"
    assert said(a_row(cost_usd=12.3))["Cost"] == "$12.3"


def test_tricks_are_written_out() -> None:
    facts = said(a_row("req_1", asked="a\u202eb", reason="\u2066", client="\u200b"))
    assert facts["Asked for"] == "a⟨202E⟩b" and facts["Why this model"] == "⟨2066⟩" and facts["Client"] == "⟨200B⟩"
