"""What the states, endings and notes of a request are called, and by which shape a state is drawn."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache

import orjson
from PySide6.QtCore import QCoreApplication

from desktop_proxy.request_log import RequestRow
from desktop_proxy.ui.plain_text import one_line

translate = QCoreApplication.translate

REMEMBERED = 4096
"""Endings made lately; most are met again and again."""
MAX_LINE = 300
"""Of a cell; the details show the whole text."""


@dataclass(frozen=True, slots=True)
class StateLook:
    """One state: `icon` is drawn in the colour `tone` before the word."""

    word: Callable[[], str]
    icon: str
    tone: str


STATES: Mapping[str, StateLook] = {
    "running": StateLook(lambda: translate("Requests", "Running"), "play", "accent"),
    "done": StateLook(lambda: translate("Requests", "Done"), "check-circle", "ok"),
    "error": StateLook(lambda: translate("Requests", "Error"), "alert-circle", "error"),
    "cancelled": StateLook(lambda: translate("Requests", "Cancelled"), "slash-circle", "secondary"),
    "interrupted": StateLook(lambda: translate("Requests", "Interrupted"), "alert-triangle", "warning"),
}
"""By `RequestRow.state`."""

_ENDS: Mapping[str, Callable[[], str]] = {
    "end_turn": lambda: translate("Requests", "Answered"),
    "tool_use": lambda: translate("Requests", "Called a tool"),
    "max_tokens": lambda: translate("Requests", "Reached its length limit"),
    "stop_sequence": lambda: translate("Requests", "Met a stop sequence"),
    "refusal": lambda: translate("Requests", "Refused to answer"),
    "pause_turn": lambda: translate("Requests", "Paused its turn"),
    "model_context_window_exceeded": lambda: translate("Requests", "Context window is full"),
}

_WITHOUT_END: Mapping[str, Callable[[], str]] = {
    "cancelled": lambda: translate("Requests", "The client left"),
    "interrupted": lambda: translate("Requests", "The proxy ended first"),
}

_CHANGES: Mapping[str, Callable[[], str]] = {
    "dropped": lambda: translate("Requests", "%1 was left out: %2"),
    "clamped": lambda: translate("Requests", "%1 was limited: %2"),
    "rewritten": lambda: translate("Requests", "%1 was rewritten: %2"),
}


def state_look(state: str) -> StateLook:
    """A state that a later version wrote is shown by its own name."""
    return STATES.get(state) or StateLook(lambda: one_line(state, MAX_LINE), "circle", "secondary")


def result(row: RequestRow) -> str:
    """How it ended, in one line: the error, or why the model stopped. Empty while it runs."""
    return _result(row.state, row.stop_reason, row.tools, row.error)


@lru_cache(REMEMBERED)
def _result(state: str, stop_reason: str | None, tools: str | None, error: str | None) -> str:
    if error:
        return one_line(error, MAX_LINE)
    if stop_reason == "tool_use" and tools:
        names = ", ".join(tools.split())
        return one_line(translate("Requests", "Called %1").replace("%1", names), MAX_LINE)
    if stop_reason:
        known = _ENDS.get(stop_reason)
        return known() if known else one_line(stop_reason, MAX_LINE)
    ending = _WITHOUT_END.get(state)
    return ending() if ending else ""


def reason(row: RequestRow) -> str:
    """Why that model answers, beginning as every other value does."""
    text = row.reason or ""
    return text[:1].upper() + text[1:]


def notes(row: RequestRow) -> list[str]:
    """A sentence for each thing that was changed on the way to the provider."""
    try:
        found = orjson.loads(row.notes or "[]")
    except orjson.JSONDecodeError:
        return []
    return [sentence for note in found if (sentence := _note(note))] if isinstance(found, list) else []


def _note(note: object) -> str:
    if not isinstance(note, dict):
        return ""
    why, field = str(note.get("why", "")), str(note.get("field", ""))
    words = _CHANGES.get(str(note.get("action")))
    sentence = words() if words else "%1: %2"
    # The texts come from outside and may hold a "%2" of their own, so both are put in at once.
    before, _, rest = sentence.partition("%1")
    between, _, after = rest.partition("%2")
    return f"{before}{field}{between}{why}{after}"
