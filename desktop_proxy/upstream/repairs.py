"""Requests a provider refused for one field that it names, and what is changed so that it takes them.

A table: the refusal's words, the change, and whether the next requests are changed at once. The output limit is read
from the words and changes the request before it is translated; the other changes are made to the translation.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from desktop_proxy.protocol.errors import ApiError
from desktop_proxy.protocol.messages import MessagesRequest
from desktop_proxy.protocol.output_limit import accepted_output_limit
from desktop_proxy.protocol.profile import Note, Translation
from desktop_proxy.upstream.endpoints import Endpoint

MOST = 3
"""Repairs of one request: a server that finds another fault each time must come to an end."""

Body = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Repair:
    """One change."""

    note: Note
    lasting: bool
    """Whether the endpoint will refuse the same again, whatever the conversation."""
    refusal: re.Pattern[str] | None = None
    change: Callable[[Body], Body | None] | None = None
    """Gives the changed body, or None where there is nothing to change."""
    max_tokens: int | None = None
    model: str | None = None
    """The only model it is for."""


def _without_summary(body: Body) -> Body | None:
    reasoning = body.get("reasoning") or {}
    if "summary" not in reasoning:
        return None
    left = {name: value for name, value in reasoning.items() if name != "summary"}
    bare = {name: value for name, value in body.items() if name != "reasoning"}
    return {**bare, "reasoning": left} if left else bare


def _without_reasoning_items(body: Body) -> Body | None:
    items = body.get("input")
    if not isinstance(items, list):
        return None
    left = [item for item in items if item.get("type") != "reasoning"]
    return {**body, "input": left} if len(left) < len(items) else None


_TABLE = (
    Repair(
        Note("thinking", "dropped", "OpenAI summarises reasoning only for a verified organization, so none is shown"),
        lasting=True,
        refusal=re.compile(r"organi[sz]ation must be verified to generate reasoning summar"),
        change=_without_summary,
    ),
    Repair(
        Note("messages.content.thinking", "dropped", "the reasoning was encrypted for another organization or key"),
        lasting=False,
        refusal=re.compile(r"invalid_encrypted_content|encrypted content .{0,2000}could not be (?:verified|decrypted)"),
        change=_without_reasoning_items,
    ),
)


class RepairMemory:
    """What endpoints refused for good; one for the process."""

    def __init__(self) -> None:
        self._lasting: dict[Endpoint, dict[tuple[str, str | None], Repair]] = {}

    def of(self, endpoint: Endpoint, model: str) -> list[Repair]:
        """The repairs a request begins with."""
        return [repair for repair in self._lasting.get(endpoint, {}).values() if repair.model in (None, model)]

    def keep(self, endpoint: Endpoint, repair: Repair) -> None:
        """For the next requests; the latest for a field of a model counts."""
        self._lasting.setdefault(endpoint, {})[repair.note.field, repair.model] = repair


class Repairs:
    """Those of one request to one target."""

    def __init__(self, memory: RepairMemory, endpoint: Endpoint, model: str) -> None:
        self._memory = memory
        self._endpoint = endpoint
        self._model = model
        self._applied = memory.of(endpoint, model)
        self._left = MOST

    def find(self, error: ApiError, asked_tokens: int) -> bool:
        """Whether there is one more for what `error` refuses; then the request is worth sending again."""
        if error.status != 400 or not self._left:
            return False
        found = self._in_table(error) or self._output_limit(error, asked_tokens)
        if found is None:
            return False
        self._left -= 1
        self._applied.append(found)
        if found.lasting:
            self._memory.keep(self._endpoint, found)
        return True

    def request(self, request: MessagesRequest, notes: list[Note]) -> MessagesRequest:
        """The request as it is sent, with its note."""
        limits = [(repair.max_tokens, repair.note) for repair in self._applied if repair.max_tokens is not None]
        tokens, note = min(limits, key=lambda limit: limit[0], default=(request.max_tokens, None))
        if note is None or tokens >= request.max_tokens:
            return request
        notes.append(note)
        return request.model_copy(update={"max_tokens": tokens})

    def translation(self, translation: Translation) -> Translation:
        """The translated request as it is sent, with its notes."""
        for repair in self._applied:
            if repair.change is not None and (body := repair.change(translation.body)) is not None:
                translation = replace(translation, body=body, notes=(*translation.notes, repair.note))
        return translation

    def _in_table(self, error: ApiError) -> Repair | None:
        left = (repair for repair in _TABLE if repair not in self._applied)
        return next((repair for repair in left if repair.refusal and repair.refusal.search(error.words)), None)

    def _output_limit(self, error: ApiError, asked_tokens: int) -> Repair | None:
        limit = accepted_output_limit(error.message, asked_tokens)
        if limit is None:
            return None
        target = f"{self._endpoint.name}/{self._model}"
        note = Note("max_tokens", "clamped", f"{target} takes at most {limit.tokens}, says its server")
        return Repair(note, limit.lasting, max_tokens=limit.tokens, model=self._model)
