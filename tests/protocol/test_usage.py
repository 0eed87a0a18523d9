from __future__ import annotations

from typing import Any

import pytest
from anthropic.types import MessageDeltaUsage

from desktop_proxy.protocol.usage import chat_usage, estimated_tokens, responses_usage


def counts(usage: dict[str, Any]) -> tuple[int | None, ...]:
    names = ("input_tokens", "cache_read_input_tokens", "cache_creation_input_tokens", "output_tokens")
    return tuple(usage.get(name) for name in names)


BASE = {"prompt_tokens": 100, "completion_tokens": 7, "total_tokens": 107}


@pytest.mark.parametrize(
    ("usage", "expected"),
    [
        (BASE, (100, 0, 0, 7)),
        ({**BASE, "prompt_tokens_details": {"cached_tokens": 40}}, (60, 40, 0, 7)),
        ({**BASE, "prompt_tokens_details": {"cached_tokens": 40, "cache_write_tokens": 10}}, (50, 40, 10, 7)),
        ({**BASE, "prompt_tokens_details": None, "completion_tokens_details": None}, (100, 0, 0, 7)),
        ({**BASE, "prompt_cache_hit_tokens": 64, "prompt_cache_miss_tokens": 36}, (36, 64, 0, 7)),
        ({**BASE, "cached_tokens": 8}, (92, 8, 0, 7)),
        ({**BASE, "cache_read_input_tokens": 40, "cache_creation_input_tokens": 5}, (55, 40, 5, 7)),
        ({**BASE, "cost": 0.1, "cost_details": {"x": 1}}, (100, 0, 0, 7)),
        ({**BASE, "completion_tokens_details": {"reasoning_tokens": 5}}, (100, 0, 0, 7)),
        ({**BASE, "total_tokens": 112, "completion_tokens_details": {"reasoning_tokens": 5}}, (100, 0, 0, 12)),
        ({"prompt_tokens": 100}, (100, 0, 0, None)),
        ({"completion_tokens": 7}, (None, None, None, 7)),
        ({"prompt_tokens": "x", "completion_tokens": -1}, (None, None, None, None)),
        ({"prompt_tokens": 5, "prompt_tokens_details": {"cached_tokens": 9}}, (0, 5, 0, None)),
        ({"prompt_tokens": True, "completion_tokens": float("inf")}, (None, None, None, None)),
    ],
)
def test_chat_usage(usage: dict[str, Any], expected: tuple[int | None, ...]) -> None:
    assert counts(chat_usage(usage)) == expected


def test_responses_usage() -> None:
    usage = responses_usage(
        {
            "input_tokens": 100,
            "input_tokens_details": {"cached_tokens": 40, "cache_write_tokens": 0},
            "output_tokens": 9,
            "output_tokens_details": {"reasoning_tokens": 5},
        },
        searches=2,
    )
    assert counts(usage) == (60, 40, 0, 9)
    assert MessageDeltaUsage.model_validate(usage).server_tool_use.web_search_requests == 2


def test_no_usage_gives_no_counts() -> None:
    assert chat_usage({}) == responses_usage({}) == {}


@pytest.mark.parametrize(("characters", "tokens"), [(0, 0), (1, 1), (4, 1), (5, 2), (4000, 1000)])
def test_tokens_are_estimated_from_characters(characters: int, tokens: int) -> None:
    assert estimated_tokens(characters) == tokens
