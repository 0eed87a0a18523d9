"""The turns of a conversation as every provider accepts them: what `history.py` reads and the request shapes write."""

from __future__ import annotations

from dataclasses import dataclass

from desktop_proxy.protocol.blocks import Part


@dataclass(slots=True)
class Call:
    """A tool call as it will be sent; `signature` is Gemini's thought signature, or what another provider left."""

    id: str
    name: str
    arguments: str
    client_id: str
    signature: str | None = None


@dataclass(slots=True)
class Thought:
    """A thinking block: its visible text and the carrier behind it (`signature` or redacted `data`)."""

    text: str
    carrier: str


@dataclass(slots=True)
class UserTurn:
    """What the user said, and media out of tool results."""

    parts: list[Part]


@dataclass(slots=True)
class SystemTurn:
    """A system message in the middle."""

    text: str


@dataclass(slots=True)
class AssistantTurn:
    """Texts, thoughts and calls in order; adjacent text blocks are one piece."""

    pieces: list[str | Thought | Call]


@dataclass(slots=True)
class ResultsTurn:
    """One result for every call of the assistant turn before it, in call order."""

    results: list[tuple[Call, str]]


Turn = UserTurn | SystemTurn | AssistantTurn | ResultsTurn
