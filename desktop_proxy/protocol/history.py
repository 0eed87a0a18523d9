"""The conversation as turns every provider accepts: each call followed at once by its result, in call order.

Clients send results in any order, spread over several messages, late, twice or not at all, with system messages in
between; providers answer 400 to all of that. Reading is done once here, for both request shapes. What a turn looks
like on the wire is decided in `chat_messages.py` and `responses_input.py`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import orjson

from desktop_proxy.protocol.blocks import BlockReader, Part, readable, text_part
from desktop_proxy.protocol.call_ids import CallIds
from desktop_proxy.protocol.continuity import split_tool_id
from desktop_proxy.protocol.messages import Message
from desktop_proxy.protocol.notes import Notes
from desktop_proxy.protocol.tool_names import ToolNames
from desktop_proxy.protocol.turns import AssistantTurn, Call, ResultsTurn, SystemTurn, Thought, Turn, UserTurn

NO_RESULT = "No result was recorded; the call was interrupted."
NO_OUTPUT = "(no output)"
_SAYS_ERROR = re.compile(r"\s*(<tool_use_error>|<error|error\b|traceback\b|exception\b)", re.IGNORECASE)


def read_history(
    messages: Sequence[Message], blocks: BlockReader, ids: CallIds, names: ToolNames, notes: Notes
) -> list[Turn]:
    """The turns of a conversation; something is always said in it, because providers refuse an empty one."""
    reader = _Reader(blocks, ids, names, notes)
    for message in messages:
        reader.read(message)
    reader.settle()
    if not any(_says(turn) for turn in reader.turns):
        reader.turns.append(UserTurn([text_part("(empty message)")]))
    return reader.turns


@dataclass(slots=True)
class _Reader:
    blocks: BlockReader
    ids: CallIds
    names: ToolNames
    notes: Notes
    turns: list[Turn] = field(default_factory=list)
    calls: list[Call] = field(default_factory=list)
    results: dict[str, tuple[str, list[Part]]] = field(default_factory=dict)
    """By the id that is sent: the text and the media of a result."""
    after: list[Turn] = field(default_factory=list)
    """Turns that came before all open calls had their result: they follow the results."""

    def read(self, message: Message) -> None:
        role, content = message["role"], message["content"]
        if role == "assistant":
            self._assistant(content)
        elif role == "system":
            text = "\n\n".join(_said(part) for part in self.blocks.parts(content))
            if text:
                self._tail().append(SystemTurn(text))
        else:
            self._user(content)

    def settle(self) -> None:
        """Close the open calls: results in call order, then their media, then what else was said."""
        if not self.calls:
            return
        results: list[tuple[Call, str]] = []
        media: list[Part] = []
        for call in self.calls:
            text, parts = self.results.get(call.id) or (NO_RESULT, [])
            if call.id not in self.results:
                self.notes.rewritten("messages", "a tool call without a result got one that says so")
            results.append((call, text))
            if parts:
                media += [text_part(f"From the result of the tool call {call.name} ({call.id}):"), *parts]
        self.turns.append(ResultsTurn(results))
        if media:
            self._say(self.turns, media)
        for turn in self.after:
            if isinstance(turn, UserTurn):
                self._say(self.turns, turn.parts)
            else:
                self.turns.append(turn)
        self.calls, self.results, self.after = [], {}, []

    def _tail(self) -> list[Turn]:
        return self.after if self.calls else self.turns

    def _assistant(self, content: Any) -> None:
        last = self.turns[-1] if self.turns else None
        continues = isinstance(last, AssistantTurn) and not self.results and not self.after
        if not continues:
            self.settle()
        pieces = last.pieces if isinstance(last, AssistantTurn) and continues else []
        before = len(pieces)
        glue = "\n\n"
        for block in [{"type": "text", "text": content}] if isinstance(content, str) else content:
            self._piece(pieces, block, glue)
            glue = ""
        if pieces and not continues:
            self.turns.append(AssistantTurn(pieces))
        self.calls += [piece for piece in pieces[before:] if isinstance(piece, Call)]

    def _piece(self, pieces: list[str | Thought | Call], block: Mapping[str, Any], glue: str) -> None:
        kind = block["type"]
        if kind == "tool_use":
            pieces.append(self._call(block))
        elif kind == "thinking":
            pieces.append(Thought(block["thinking"], block.get("signature") or ""))
        elif kind == "redacted_thinking":
            pieces.append(Thought("", block["data"]))
        elif kind == "text":
            _append_text(pieces, block["text"], glue)
        else:
            _append_text(pieces, self._as_text(block), "\n\n")

    def _as_text(self, block: Mapping[str, Any]) -> str:
        """A block that has no place in an assistant's turn."""
        if block["type"] == "tool_result":
            return readable(block)
        return "\n".join(_said(part) for part in self.blocks.part(block))

    def _call(self, block: Mapping[str, Any]) -> Call:
        client_id, signature = split_tool_id(block["id"])
        arguments = orjson.dumps(block["input"]).decode()
        return Call(self.ids.take(client_id), self.names.accepted(block["name"]), arguments, client_id, signature)

    def _user(self, content: Any) -> None:
        if isinstance(content, str):
            self._say(self._tail(), self.blocks.parts(content))
            return
        for block in content:
            if block["type"] == "tool_result":
                self._result(block)
            elif block["type"] in ("tool_use", "thinking", "redacted_thinking"):
                self._say(self._tail(), [text_part(readable(block))])
            else:
                self._say(self._tail(), self.blocks.part(block))

    def _result(self, block: Mapping[str, Any]) -> None:
        client_id, _ = split_tool_id(block["tool_use_id"])
        parts = self.blocks.parts(block.get("content"))
        media = [part for part in parts if part["type"] != "text"]
        text = _result_text(
            [part["text"] for part in parts if part["type"] == "text"], len(media), block.get("is_error")
        )
        for call in self.calls:
            if call.client_id == client_id and call.id not in self.results:
                self.results[call.id] = (text, media)
                return
        self.notes.rewritten("messages", "a tool result without its call was turned into user text")
        self._say(self._tail(), [text_part(f"Result of an earlier tool call ({client_id}):\n{text}"), *media])

    @staticmethod
    def _say(turns: list[Turn], parts: list[Part]) -> None:
        last = turns[-1] if turns else None
        if isinstance(last, UserTurn):
            last.parts += parts
        elif parts:
            turns.append(UserTurn(list(parts)))


def _append_text(pieces: list[str | Thought | Call], text: str, glue: str) -> None:
    last = pieces[-1] if pieces else None
    if isinstance(last, str):
        pieces[-1] = f"{last}{glue}{text}" if text else last
    elif text and not text.isspace():
        pieces.append(text)


def _says(turn: Turn) -> bool:
    """Whether a turn is sent by itself: thinking alone is not."""
    if isinstance(turn, AssistantTurn):
        return any(not isinstance(piece, Thought) for piece in turn.pieces)
    return not isinstance(turn, SystemTurn)


def _said(part: Part) -> str:
    return part["text"] if part["type"] == "text" else f"[{part['type']}]"


def _result_text(texts: list[str], media: int, is_error: bool | None) -> str:
    text = "\n".join(texts)
    if media:
        notice = f"[{media} attachment{'s' if media > 1 else ''}: see the next user message]"
        text = f"{text}\n{notice}" if text else notice
    if not text:
        text = NO_OUTPUT
    return f"Error: {text}" if is_error and not _SAYS_ERROR.match(text) else text
