"""What is known of model families where LiteLLM's table is silent or wrong: a literal table, first match per field.

A row applies to the providers it names (LiteLLM's names) and to the ids its pattern matches from the beginning; of
several rows that match, the first that says something about a field counts. Sources stand beside the rows.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

_REASONING: dict[str, Any] = {"sampling": False, "output_limit_field": "max_completion_tokens"}
_GEMINI: dict[str, Any] = {
    "documents": True,
    "parallel_switch": False,
    "web_search": True,
    "late_system": False,
    "schema": "gemini",
}
_SWITCH: dict[str, Any] = {"thinking_switch": "thinking", "forced_choice_while_thinking": False}
_QWEN: dict[str, Any] = {"thinking_switch": "enable_thinking", "forced_choice_while_thinking": False}


@dataclass(frozen=True, slots=True)
class Family:
    """One row."""

    providers: tuple[str, ...]
    """Empty for a model that is the same everywhere."""
    pattern: re.Pattern[str]
    facts: dict[str, Any] = field(default_factory=dict)
    """Fields of `Profile`."""
    outranks: bool = True
    """Whether the row is believed more than LiteLLM's table."""


def _row(providers: str, pattern: str, *, outranks: bool = True, **facts: Any) -> Family:
    return Family(tuple(providers.split()), re.compile(pattern), facts, outranks)


FAMILIES: tuple[Family, ...] = (
    # https://platform.openai.com/docs/guides/reasoning, https://platform.openai.com/docs/models
    _row("openai", r"(ft:)?gpt-5(\.\d+)?-chat", efforts=(), sampling=True, web_search=False),
    _row("openai", r"(ft:)?gpt-5(\.\d+)?-search", efforts=(), web_search=False, tools=False, **_REASONING),
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
    # https://docs.x.ai/developers/model-capabilities/text/reasoning: only grok-4.3 can be told not to reason.
    _row("xai", r"grok-3-mini", efforts=("low", "high"), images=False),
    _row("xai", r"grok-4\.3(?!\d)", efforts=("none", "low", "medium", "high")),
    _row("xai", r"grok-4\.6(?!\d)", efforts=("low", "medium", "high", "xhigh")),
    _row("xai", r"grok-4\.5(?!\d)", efforts=("low", "medium", "high")),
    _row("xai", r"grok-(4|[5-9]|code)", efforts=()),
    _row("xai", r"grok-(2|1)(?!.*vision)|grok-3", efforts=(), images=False),
    # https://api-docs.deepseek.com/guides/thinking_with_tools, https://platform.moonshot.ai/docs
    _row("deepseek moonshot zai", r"", reasoning_content=True, outranks=False),
    # https://api-docs.deepseek.com/api/create-chat-completion: JSON, but no schema for it.
    _row("deepseek", r"", images=False, structured_output=False, **_SWITCH),
    _row("moonshot", r"kimi-k2(\.[5-9]|p)|kimi-k[3-9]", **_SWITCH),
    _row("moonshot", r"kimi-k2-thinking", forced_choice_while_thinking=False),
    # https://docs.z.ai/guides/capabilities/thinking-mode
    _row("zai", r"glm-(4\.[5-9]|[5-9])", thinking_switch="thinking"),
    # https://www.alibabacloud.com/help/en/model-studio/deep-thinking
    _row("dashscope", r"qwq|qwen.*thinking", forced_choice_while_thinking=False),
    _row("dashscope", r"qwen(?!.*(thinking|coder|instruct|omni|ocr))(3|-plus|-turbo|-flash)", **_QWEN),
    # https://docs.mistral.ai/capabilities/function_calling; local chat templates of these models refuse it as well.
    _row("mistral", r"", user_after_results=False),
    _row("", r"(?i)(.*/)?(mi(ni)?stral|devstral|codestral|magistral|mixtral|pixtral)", user_after_results=False),
    # Text alone, wherever they are served; LiteLLM's table says images for some of them.
    _row("", r"(?i).*deepseek(?!.*(vl|ocr))", images=False),
)


def facts(provider: str, model: str, *, outranking: bool) -> dict[str, Any]:
    """What the rows say about a model: those believed more than LiteLLM's table, or the others."""
    found: dict[str, Any] = {}
    for row in FAMILIES:
        applies = row.outranks is outranking and (not row.providers or provider in row.providers)
        if applies and row.pattern.match(model):
            for name, value in row.facts.items():
                found.setdefault(name, value)
    return found
