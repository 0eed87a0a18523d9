"""Token usage in Anthropic's terms: cached tokens apart from `input_tokens`, reasoning inside `output_tokens`.

Prices are not computed here. A count the provider did not give is left out, except `output_tokens`, which the
client needs and `estimated_tokens` guesses.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

Usage = dict[str, Any]

_CHARACTERS_PER_TOKEN = 4


def chat_usage(usage: Mapping[str, Any]) -> Usage:
    """The `usage` of a chat completion, also in the dialects of DeepSeek, Kimi, xAI and LiteLLM."""
    details = _mapping(usage.get("prompt_tokens_details"))
    prompt = _count(usage, "prompt_tokens", "input_tokens")
    output = _count(usage, "completion_tokens", "output_tokens")
    cached = _first(
        _count(usage, "cache_read_input_tokens"),
        _count(details, "cached_tokens"),
        _count(usage, "prompt_cache_hit_tokens", "cached_tokens"),
    )
    written = _first(
        _count(usage, "cache_creation_input_tokens"), _count(details, "cache_write_tokens", "cache_creation_tokens")
    )
    reasoning = _count(_mapping(usage.get("completion_tokens_details")), "reasoning_tokens") or 0
    total = _count(usage, "total_tokens")
    # xAI counts reasoning beside completion_tokens, everyone else inside.
    if prompt is not None and output is not None and reasoning and total == prompt + output + reasoning:
        output += reasoning
    return _usage(prompt, cached, written, output, _count(details, "web_search_requests"))


def responses_usage(usage: Mapping[str, Any], searches: int = 0) -> Usage:
    """The `usage` of an OpenAI response; `searches` are the web searches seen in its output."""
    details = _mapping(usage.get("input_tokens_details"))
    return _usage(
        _count(usage, "input_tokens"),
        _count(details, "cached_tokens"),
        _count(details, "cache_write_tokens"),
        _count(usage, "output_tokens"),
        searches,
    )


def estimated_tokens(characters: int) -> int:
    """Tokens of a text whose tokenizer is not known: about four characters each, at least one for any text."""
    return -(-characters // _CHARACTERS_PER_TOKEN)


def _usage(prompt: int | None, cached: int | None, written: int | None, output: int | None, searches: Any) -> Usage:
    usage: Usage = {}
    if prompt is not None:
        cached, written = min(cached or 0, prompt), written or 0
        usage["input_tokens"] = max(0, prompt - cached - written)
        usage["cache_read_input_tokens"] = cached
        usage["cache_creation_input_tokens"] = written
    if output is not None:
        usage["output_tokens"] = output
    if searches:
        usage["server_tool_use"] = {"web_search_requests": searches, "web_fetch_requests": 0}
    return usage


def _mapping(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}


def _count(usage: Mapping[str, Any], *names: str) -> int | None:
    for name in names:
        value = usage.get(name)
        if isinstance(value, (int, float)) and not isinstance(value, bool) and 0 <= value < 2**53:
            return int(value)
    return None


def _first(*counts: int | None) -> int | None:
    """The first count that is not zero or missing: servers fill the fields they do not use with 0."""
    return next((count for count in counts if count), None)
