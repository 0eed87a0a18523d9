"""The scripted model: which step of which script answers a conversation.

A test registers a `Script` under a name and puts `SCENARIO:name` into the prompt. Every provider face reads its own
request into a `Conversation`; the step that answers is found by counting the tool calls made since the marker, so
the model keeps no state between requests (except how often a script still has to fail).
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from .refusal import Refusal

MARKER = re.compile(r"SCENARIO:([a-z0-9-]+)")


@dataclass(frozen=True, slots=True)
class Call:
    """A tool call."""

    name: str
    arguments: Mapping[str, Any]
    id: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """One answer. `pieces` fixes how the text is cut into chunks; `thinking` is ignored where a model has none."""

    text: str = ""
    calls: tuple[Call, ...] = ()
    thinking: str = ""
    pieces: tuple[str, ...] = ()
    links: tuple[tuple[str, str], ...] = ()
    """URL and title of each page a web search found, for the providers that search by themselves."""
    finish: Literal["", "length", "filter", "none", "error", "hang"] = ""
    """How it ends; "" is stop or tool calls. "none": the stream just ends; "error": it ends in an error; "hang": it
    goes silent after its text until the client leaves."""

    def cut_text(self) -> list[str]:
        return list(self.pieces) or cut(self.text, (4, 1, 9, 2, 17))


@dataclass(slots=True)
class Script:
    """Steps in order, and refusals to give first."""

    steps: tuple[Step | Callable[[Conversation], Step], ...]
    failures: list[Refusal] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Entry:
    """One piece of a conversation, in order, with what every provider can say about it."""

    kind: Literal["text", "call", "result", "image", "document", "thinking"]
    role: Literal["system", "user", "assistant"]
    text: str = ""
    """Text; for a result its text; for an image or document the SHA-256 of its bytes."""
    call: Call | None = None
    """The call, for a result the call it answers."""
    signature: str = ""


@dataclass(slots=True)
class Conversation:
    """A request as the model understands it."""

    model: str
    entries: list[Entry] = field(default_factory=list)
    tools: tuple[str, ...] = ()
    answer_schema: Mapping[str, Any] | None = None
    reasoning: bool = False
    """Whether thinking was asked to be shown."""

    def add(self, entry: Entry) -> None:
        self.entries.append(entry)

    def script_name(self) -> str | None:
        """The last marker in what the user said."""
        for entry in reversed(self.entries):
            if entry.kind == "text" and entry.role == "user" and (found := MARKER.findall(entry.text)):
                return str(found[-1])
        return None

    def since_marker(self) -> list[Entry]:
        """What came after the text that carries the last marker."""
        for index in range(len(self.entries) - 1, -1, -1):
            entry = self.entries[index]
            if entry.kind == "text" and entry.role == "user" and MARKER.search(entry.text):
                return self.entries[index + 1 :]
        return []

    def results(self) -> list[Entry]:
        return [entry for entry in self.since_marker() if entry.kind == "result"]

    def result_of(self, needle: str) -> str:
        """The text of the result whose call mentions `needle` in its arguments."""
        for entry in self.results():
            if entry.call and needle in json.dumps(entry.call.arguments):
                return entry.text
        raise AssertionError(f"no result for a call with {needle!r}: {[e.text[:80] for e in self.results()]}")

    def media(self, kind: Literal["image", "document"]) -> list[str]:
        return [entry.text for entry in self.since_marker() if entry.kind == kind]


def digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def cut(text: str, sizes: Sequence[int]) -> list[str]:
    """Cut a text into pieces of the given sizes, over and over."""
    pieces, at, turn = [], 0, 0
    while at < len(text):
        size = sizes[turn % len(sizes)]
        pieces.append(text[at : at + size])
        at, turn = at + size, turn + 1
    return pieces


def next_step(conversation: Conversation, scripts: Mapping[str, Script]) -> Step:
    """The answer to a conversation. Raises `Refusal` while its script still has failures to give."""
    name = conversation.script_name()
    script = scripts.get(name or "")
    if script is None:
        if conversation.answer_schema is not None:
            return Step(text=json.dumps(example_of(conversation.answer_schema)))
        return Step(text="A plain answer.", thinking="Nothing to do.")
    if script.failures:
        raise script.failures.pop(0)
    made = sum(entry.kind == "call" for entry in conversation.since_marker())
    for item in script.steps:
        step = item(conversation) if callable(item) else item
        if made < max(1, len(step.calls)):
            return step
        made -= len(step.calls)
    return Step(text="The script is over.")


def example_of(schema: Mapping[str, Any]) -> Any:
    """The smallest value a schema allows."""
    if "enum" in schema:
        return schema["enum"][0]
    kind = str(schema.get("type", "string")).lower()
    if kind == "object":
        return {name: example_of(part) for name, part in (schema.get("properties") or {}).items()}
    if kind == "array":
        return [example_of(schema.get("items") or {})]
    return {"string": "example", "integer": 7, "number": 7.5, "boolean": True}.get(kind)
