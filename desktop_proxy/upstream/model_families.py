"""What is known of model families where LiteLLM's table is silent or wrong: a literal table, first match per field.

A row applies to the providers it names (LiteLLM's names) and to the ids its pattern matches from the beginning; of
several rows that match, the first that says something about a field counts. Sources stand beside the rows.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

_REASONING: dict[str, Any] = {"sampling": False, "stop_limit": 0, "output_limit_field": "max_completion_tokens"}
_GEMINI: dict[str, Any] = {
    "documents": True,
    "parallel_switch": False,
    "stop_limit": 5,
    "web_search": True,
    "late_system": False,
    "schema": "gemini",
}


@dataclass(frozen=True, slots=True)
class Family:
    """One row."""

    providers: tuple[str, ...]
    pattern: re.Pattern[str]
    facts: dict[str, Any] = field(default_factory=dict)
    """Fields of `Profile`."""
    outranks: bool = True
    """Whether the row is believed more than LiteLLM's table."""


def _row(providers: str, pattern: str, *, outranks: bool = True, **facts: Any) -> Family:
    return Family(tuple(providers.split()), re.compile(pattern), facts, outranks)


FAMILIES: tuple[Family, ...] = (
    # https://platform.openai.com/docs/guides/reasoning, https://platform.openai.com/docs/models
    _row("openai", r"(ft:)?gpt-5(\.\d+)?-chat", efforts=(), sampling=True, stop_limit=4, web_search=False),
    _row("openai", r"(ft:)?gpt-5(\.\d+)?-search", efforts=(), web_search=False, **_REASONING),
    _row("openai", r"gpt-5-pro", efforts=("high",), web_search=True, documents=True, **_REASONING),
    _row(
        "openai",
        r"(ft:)?gpt-([5-9]|[1-9]\d)(?!\d)",
        documents=True,
        web_search=True,
        structured_output=True,
        parallel_switch=True,
        **_REASONING,
    ),
    _row(
        "openai", r"(ft:)?gpt-5(-mini|-nano)?(-\d{4}|$)", outranks=False, efforts=("minimal", "low", "medium", "high")
    ),
    _row("openai", r"(ft:)?gpt-5[^.]*codex", outranks=False, efforts=("low", "medium", "high")),
    _row("openai", r"(ft:)?gpt-5\.1(?!\d)", outranks=False, efforts=("none", "low", "medium", "high")),
    _row(
        "openai",
        r"(ft:)?gpt-([5-9]|[1-9]\d)(?!\d)",
        outranks=False,
        efforts=("none", "low", "medium", "high", "xhigh"),
    ),
    _row("openai", r"o1-(mini|preview)", efforts=(), late_system=False, **_REASONING),
    _row("openai", r"(ft:)?o3-mini", images=False, documents=False, efforts=("low", "medium", "high"), **_REASONING),
    _row("openai", r"(ft:)?(o\d|codex-|computer-use-)", efforts=("low", "medium", "high"), **_REASONING),
    _row("openai", r"(ft:)?(o\d)", outranks=False, documents=True),
    _row("openai", r"(ft:)?gpt-4(\.1|o|\.5)", documents=True, efforts=(), output_limit_field="max_completion_tokens"),
    _row("openai", r"", output_limit_field="max_completion_tokens"),
    # https://ai.google.dev/gemini-api/docs/thinking, https://ai.google.dev/gemini-api/docs/models
    _row("gemini vertex_ai", r"gemini-2\.5", thinking_budget=True, efforts=(), **_GEMINI),
    _row("gemini vertex_ai", r"gemini-([12]\.|1-|2-|exp|pro$|pro-vision)", efforts=(), **_GEMINI),
    _row("gemini vertex_ai", r"gemma|learnlm", efforts=(), **{**_GEMINI, "documents": False, "web_search": False}),
    _row("gemini vertex_ai", r"gemini-3(\.0)?-pro", efforts=("low", "high"), **_GEMINI),
    _row("gemini vertex_ai", r"gemini-.*flash", efforts=("minimal", "low", "medium", "high"), **_GEMINI),
    _row("gemini vertex_ai", r"", efforts=("low", "medium", "high"), **_GEMINI),
    _row("gemini vertex_ai", r"gemini-(1\.|2\.0)", outranks=False, max_output_tokens=8192),
    _row("gemini vertex_ai", r"gemini-(2\.5|[3-9])", outranks=False, max_output_tokens=65536),
    # https://docs.x.ai/docs/guides/reasoning: only grok-3-mini takes an effort; reasoning models refuse stop.
    _row("xai", r"grok-3-mini", efforts=("low", "high"), stop_limit=0, images=False),
    _row("xai", r"grok-(4|[5-9]|code)", efforts=(), stop_limit=0),
    _row("xai", r"grok-(2|1)(?!.*vision)|grok-3", efforts=(), images=False),
    # https://api-docs.deepseek.com/guides/thinking_with_tools, https://platform.moonshot.ai/docs
    _row("deepseek moonshot zai", r"", reasoning_content=True, outranks=False),
)


def facts(provider: str, model: str, *, outranking: bool) -> dict[str, Any]:
    """What the rows say about a model: those believed more than LiteLLM's table, or the others."""
    found: dict[str, Any] = {}
    for row in FAMILIES:
        if row.outranks is outranking and provider in row.providers and row.pattern.match(model):
            for name, value in row.facts.items():
                found.setdefault(name, value)
    return found
