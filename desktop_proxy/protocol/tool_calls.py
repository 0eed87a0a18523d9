"""Tool calls of one answer, in order, whatever order their fragments come in.

A block cannot be reopened, so only the first unfinished call is streamed as it comes; the others wait behind it.
A call opens once its name is known. Fragments belong together by index and id; many servers leave one of them out.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from desktop_proxy.protocol.continuity import thinking_signature, tool_id_with_signature
from desktop_proxy.protocol.event_writer import EventWriter, StreamOptions
from desktop_proxy.protocol.tool_arguments import ArgumentText, arguments_text

_ACCEPTED_ID = re.compile(r"[a-zA-Z0-9_-]+")
_LITELLM_SIGNATURE_MARK = "__thought__"


@dataclass(slots=True)
class ToolFragment:
    """What one chunk says about one call; empty where it says nothing."""

    index: int | None = None
    id: str = ""
    name: str = ""
    arguments: str = ""
    signature: str = ""
    """Gemini's thought signature, to go back as LiteLLM's Gemini transform takes it."""
    extra: dict[str, Any] = field(default_factory=dict)
    """What the provider wants back with this call, in its own fields."""


@dataclass(slots=True)
class _Call:
    index: int | None
    id: str
    name: str = ""
    signature: str = ""
    extra: dict[str, Any] = field(default_factory=dict)
    arguments: ArgumentText = field(default_factory=ArgumentText)
    waiting: list[str] = field(default_factory=list)
    opened: bool = False
    over: bool = False
    """No fragment of it is expected any more."""


def read_fragment(tool_call: Mapping[str, Any]) -> ToolFragment:
    """An entry of `delta.tool_calls`, or a legacy `function_call` wrapped as one. Tolerates nulls everywhere."""
    function = _mapping(tool_call.get("function"))
    index = tool_call.get("index")
    tool_id, _, signature = _text(tool_call.get("id")).partition(_LITELLM_SIGNATURE_MARK)
    return ToolFragment(
        index=index if isinstance(index, int) else None,
        id=tool_id,
        name=_text(function.get("name")),
        arguments=arguments_text(function.get("arguments")),
        signature=_signature(tool_call) or _signature(function) or signature,
        extra=_extra(tool_call),
    )


def client_tool_id(provider_id: str, signature: str, taken: Collection[str]) -> str:
    """The id the client sees: the provider's own where it is legal and new, else a fresh one.

    Claude Code loses one of two calls that share an id, and Claude itself refuses other characters.
    """
    kept = tool_id_with_signature(provider_id, signature)
    if _ACCEPTED_ID.fullmatch(provider_id) and provider_id not in taken and kept not in taken:
        return kept
    return tool_id_with_signature(f"toolu_{secrets.token_hex(12)}", signature)


class ToolCalls:
    """Fed with fragments; writes legal blocks to the writer."""

    def __init__(self, writer: EventWriter, options: StreamOptions) -> None:
        self._writer = writer
        self._names = options.tool_names
        self._provider = options.provider
        self._taken = set(options.taken_ids)
        self._calls: list[_Call] = []
        self._written = 0
        """How many calls, from the first, have a closed block."""

    def feed(self, fragment: ToolFragment) -> None:
        """Take one fragment."""
        call = self._call_of(fragment)
        if call.over:
            return
        call.id = call.id or fragment.id
        call.name = call.name or fragment.name
        call.signature = call.signature or fragment.signature
        call.extra = call.extra or fragment.extra
        if fragment.arguments:
            call.waiting.append(call.arguments.add(fragment.arguments))
        self._advance()

    def end(self, index: int | None, arguments: str = "") -> None:
        """The call at `index` is whole; `arguments` is all of its text, used where no fragment brought any."""
        call = next((call for call in reversed(self._calls) if call.index == index), None)
        if call is None or call.over:
            return
        if arguments:
            call.waiting.append(call.arguments.add_whole(arguments))
        self._end(call)
        self._advance()

    def settled(self) -> bool:
        """Whether other content may come now; ends the calls whose arguments are whole."""
        for call in self._calls[self._written :]:
            if call.name and not call.over and call.arguments.complete():
                self._end(call)
        self._advance()
        return self._written == len(self._calls)

    def finish(self) -> None:
        """No fragment follows. A call that never got a name cannot be run and is left out."""
        self._calls[self._written :] = [call for call in self._calls[self._written :] if call.name]
        for call in self._calls[self._written :]:
            self._end(call)
        self._advance()

    def _end(self, call: _Call) -> None:
        if not call.over:
            call.over = True
            call.waiting.append(call.arguments.finish())

    def _advance(self) -> None:
        while self._written < len(self._calls):
            call = self._calls[self._written]
            if not call.name:
                return
            if not call.over and self._written + 1 < len(self._calls) and call.arguments.complete():
                self._end(call)
            self._write(call)
            if not call.over:
                return
            self._writer.end_block()
            self._written += 1

    def _write(self, call: _Call) -> None:
        if not call.opened:
            signature = call.signature
            if call.extra and self._provider:
                signature = thinking_signature(self._provider, call.extra)
            tool_id = client_tool_id(call.id, signature, self._taken)
            self._taken.update((call.id, tool_id))
            self._writer.tool_use(tool_id, self._names.get(call.name, call.name))
            call.opened = True
        for arguments in call.waiting:
            self._writer.tool_json(arguments)
        call.waiting.clear()

    def _call_of(self, fragment: ToolFragment) -> _Call:
        call = self._known(fragment)
        if call is None or self._begins_another(call, fragment):
            call = _Call(fragment.index, fragment.id)
            self._calls.append(call)
        return call

    def _known(self, fragment: ToolFragment) -> _Call | None:
        for call in reversed(self._calls):
            same_index = fragment.index is None or call.index is None or call.index == fragment.index
            same_id = not fragment.id or not call.id or call.id == fragment.id
            if same_index and same_id:
                return call
        return None

    def _begins_another(self, call: _Call, fragment: ToolFragment) -> bool:
        # A name without an id, for a call that has one: repeated by servers that send it with every fragment,
        # unless the arguments are whole or the name is another.
        if not fragment.name or not call.name or (fragment.id and fragment.id == call.id):
            return False
        return fragment.name != call.name or call.over or call.arguments.complete()


def _signature(fields: Mapping[str, Any]) -> str:
    return _text(_mapping(fields.get("provider_specific_fields")).get("thought_signature"))


def _extra(tool_call: Mapping[str, Any]) -> dict[str, Any]:
    # https://ai.google.dev/gemini-api/docs/thought-signatures#openai
    content = _mapping(tool_call.get("extra_content"))
    signed = _text(_mapping(content.get("google")).get("thought_signature"))
    return {"extra_content": content} if signed else {}


def _mapping(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""
