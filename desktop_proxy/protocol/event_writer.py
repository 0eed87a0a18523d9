"""The only maker of content block events: whatever order a provider sends things in, the blocks come out legal.

Keeps at most one block open, opens text lazily, ends every answer with something in it. It knows nothing of chunks:
what a provider meant is decided in `answer.py` and the stream modules.
Order of events: https://docs.claude.com/en/docs/build-with-claude/streaming#event-types
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from desktop_proxy.protocol.errors import ApiError
from desktop_proxy.protocol.messages import Event

EMPTY_ANSWER_TEXTS: Mapping[str, str] = {
    "max_tokens": "(The output limit was reached before the model began its answer.)",
    "refusal": "(The provider stopped this answer: its content filter or the model refused.)",
}
"""What stands in an answer without text or tool calls: Claude Code loses a turn that is empty."""
EMPTY_ANSWER_TEXT = "(The model returned an empty answer.)"


@dataclass(frozen=True, slots=True)
class StreamOptions:
    """What a stream must know of the request it answers."""

    tool_names: Mapping[str, str] = field(default_factory=dict)
    """Shortened tool name → the client's own name."""
    stop_sequences: tuple[str, ...] = ()
    """Sequences to cut here because the provider does not take them."""
    show_thinking: bool = False
    """Thinking blocks are wanted; without them all that is thought is left out."""
    omit_thinking: bool = False
    """Their text is not: they only carry what the provider wants back."""
    taken_ids: frozenset[str] = frozenset()
    """Tool ids the conversation already holds."""
    web_search: bool = False
    """The client offered a web search, so it knows the blocks that tell of one."""
    provider: str = ""
    """Who thinks: the tag of thinking signatures, the same as `Profile.provider`."""
    label: str = ""
    """The provider's name as the user knows it, for error sentences."""


def message_start(message_id: str, model: str, input_tokens: int) -> Event:
    """The first event of a stream; `input_tokens` may be an estimate, `message_delta` corrects it."""
    return {
        "type": "message_start",
        "message": {
            "id": message_id,
            "type": "message",
            "role": "assistant",
            "model": model,
            "content": [],
            "stop_reason": None,
            "stop_sequence": None,
            "usage": {
                "input_tokens": input_tokens,
                "cache_creation_input_tokens": 0,
                "cache_read_input_tokens": 0,
                "output_tokens": 0,
            },
        },
    }


class EventWriter:
    """Appends legal events to `events`; `take()` hands them over."""

    __slots__ = ("_index", "_signature", "_space", "answered", "characters", "ended", "events", "kind", "used_tools")

    def __init__(self) -> None:
        self.events: list[Event] = []
        self.kind: str | None = None
        """The open block: text, thinking, tool_use; None when all are closed."""
        self.characters = 0
        """Characters written so far, to estimate tokens from when the provider counts none."""
        self.used_tools = False
        self.ended = False
        self.answered = False
        """Whether there is text or a tool call."""
        self._index = -1
        self._signature: str | Callable[[], str] = ""
        self._space = ""

    def take(self) -> list[Event]:
        """The events since the last call."""
        events, self.events = self.events, []
        return events

    def text(self, text: str) -> None:
        """Add text. White space alone opens no block: the API refuses it when the client sends it back."""
        if self.kind != "text":
            text = self._space + text
            if not text or text.isspace():
                self._space = text
                return
            self._begin("text", {"type": "text", "text": ""})
            self.answered = True
        elif not text:
            return
        self.characters += len(text)
        self.events.append(
            {"type": "content_block_delta", "index": self._index, "delta": {"type": "text_delta", "text": text}}
        )

    def thinking(self, text: str) -> None:
        """Add visible thinking."""
        if not text:
            return
        self.begin_thinking()
        self.characters += len(text)
        self._delta({"type": "thinking_delta", "thinking": text})

    def begin_thinking(self) -> None:
        """Open a thinking block unless one is open; it may stay without text."""
        if self.kind != "thinking":
            self._begin("thinking", {"type": "thinking", "thinking": "", "signature": ""})

    def signature(self, signature: str | Callable[[], str]) -> None:
        """Sign the open thinking block when it closes (a function is called then).

        The last signature counts; without a block there is none.
        """
        if self.kind == "thinking":
            self._signature = signature

    def whole_block(self, block: dict[str, Any], *deltas: dict[str, Any]) -> None:
        """A block of a kind that is known at once: redacted thinking, a server's tool and its result."""
        self._begin(block["type"], block)
        for delta in deltas:
            self._delta(delta)
        self.end_block()

    def tool_use(self, tool_id: str, name: str) -> None:
        """Begin a tool call."""
        # No arguments here: Claude Code ignores an `input` that is not streamed.
        self._begin("tool_use", {"type": "tool_use", "id": tool_id, "name": name, "input": {}})
        self.characters += len(name)
        self.answered = self.used_tools = True

    def tool_json(self, partial: str) -> None:
        """Add to the arguments of the open tool call."""
        if partial and self.kind == "tool_use":
            self.characters += len(partial)
            self._delta({"type": "input_json_delta", "partial_json": partial})

    def end_block(self) -> None:
        """Close the open block, if any; what comes next opens another."""
        if self.kind is None:
            return
        if self.kind == "thinking":
            signature = self._signature if isinstance(self._signature, str) else self._signature()
            self._delta({"type": "signature_delta", "signature": signature})
            self._signature = ""
        self.events.append({"type": "content_block_stop", "index": self._index})
        self.kind = None

    def finish(self, stop_reason: str, stop_sequence: str | None, usage: Mapping[str, Any]) -> None:
        """End the message. An answer of thinking alone counts as empty: the client shows nothing of it."""
        if self.ended:
            return
        if not self.answered:
            self._space = ""
            self.text(EMPTY_ANSWER_TEXTS.get(stop_reason, EMPTY_ANSWER_TEXT))
        self.end_block()
        delta = {"stop_reason": stop_reason, "stop_sequence": stop_sequence}
        self.events.append({"type": "message_delta", "delta": delta, "usage": dict(usage)})
        self.events.append({"type": "message_stop"})
        self.ended = True

    def fail(self, error: ApiError) -> None:
        """End the stream with an `error` event; an open block stays open and there is no `message_stop`."""
        if not self.ended:
            self.events.append(error.envelope())
            self.ended = True

    def _begin(self, kind: str, block: dict[str, Any]) -> None:
        self.end_block()
        self._space = ""
        self._index += 1
        self.kind = kind
        self.events.append({"type": "content_block_start", "index": self._index, "content_block": block})

    def _delta(self, delta: dict[str, Any]) -> None:
        self.events.append({"type": "content_block_delta", "index": self._index, "delta": delta})
