"""What an answering model takes, and what a translation is made of.

A `Profile` is data about one provider's model, built by `upstream/catalog.py`; the request modules read it and
never ask which provider it is. `Translation` is what they return: the provider-neutral body and a note for every
field that was dropped, clamped or rewritten, so that the log can say why.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

Action = Literal["dropped", "clamped", "rewritten"]


@dataclass(frozen=True, slots=True)
class Profile:
    """What one model takes. `None` and defaults mean "not known": then nothing is invented or cut."""

    provider: str
    """LiteLLM's provider name: openai, xai, gemini, vertex_ai, …"""
    model: str
    """The id the provider knows, without prefix."""
    max_output_tokens: int | None = None
    max_input_tokens: int | None = None
    images: bool = True
    documents: bool = False
    """Takes a PDF as a file part."""
    efforts: tuple[str, ...] = ()
    """Reasoning efforts the model takes, weakest first; empty for a model that does not reason."""
    thinking_budget: bool = False
    """Takes a reasoning budget in tokens (Gemini 2.5)."""
    output_limit_field: Literal["max_tokens", "max_completion_tokens"] = "max_tokens"
    sampling: bool = True
    """Takes temperature and top_p."""
    thinking_switch: Literal["", "thinking", "enable_thinking"] = ""
    """The field that switches its thinking on and off, where it has neither efforts nor a budget."""
    forced_choice_while_thinking: bool = True
    """Takes a `tool_choice` that forces a call while it thinks."""
    tools: bool = True
    """Takes function tools."""
    parallel_switch: bool = True
    """Takes `parallel_tool_calls`."""
    structured_output: bool = True
    """Takes a JSON schema for the answer."""
    late_system: bool = True
    """Takes a system message in the middle of a conversation (many local chat templates refuse one)."""
    user_after_results: bool = True
    """Takes a user or system message directly after tool results."""
    reasoning_content: bool = False
    """Wants its own reasoning back in the history as `reasoning_content` (DeepSeek, Kimi: within a tool loop)."""
    web_search: bool = False
    """Can search the web by itself when asked to (the translation then offers the provider's own tool)."""
    tool_name_limit: int = 64
    schema: Literal["json", "gemini"] = "json"
    """Which dialect of JSON Schema its tools take."""


@dataclass(frozen=True, slots=True)
class Note:
    """One field that does not reach the provider as the client sent it."""

    field: str
    action: Action
    why: str


@dataclass(frozen=True, slots=True)
class Translation:
    """A request in the provider-neutral shape (chat completions or OpenAI Responses)."""

    body: dict[str, Any]
    notes: tuple[Note, ...] = ()
    tool_names: Mapping[str, str] = field(default_factory=dict)
    """Shortened tool name → the client's own name; only names that had to change."""
    stop_sequences: tuple[str, ...] = ()
    """Sequences at which the stream cuts the answer: no provider says which of them it met."""
