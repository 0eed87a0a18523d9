"""A strict reader of Anthropic event streams: what a client may rely on, and nothing looser.

`check_stream` takes whole streams (`message_start` included); `check_answer` takes what a stream module returned.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

from anthropic.types import Message, RawMessageStreamEvent
from pydantic import TypeAdapter

from desktop_proxy.protocol.accumulate import MessageAccumulator
from desktop_proxy.protocol.event_writer import message_start

Event = dict[str, Any]

EVENT_TYPE: TypeAdapter[Any] = TypeAdapter(RawMessageStreamEvent)

EVENT_KEYS = {
    "message_start": {"type", "message"},
    "content_block_start": {"type", "index", "content_block"},
    "content_block_delta": {"type", "index", "delta"},
    "content_block_stop": {"type", "index"},
    "message_delta": {"type", "delta", "usage"},
    "message_stop": {"type"},
    "ping": {"type"},
    "error": {"type", "error"},
}
BLOCK_KEYS = {
    "text": {"type", "text"},
    "thinking": {"type", "thinking", "signature"},
    "redacted_thinking": {"type", "data"},
    "tool_use": {"type", "id", "name", "input"},
    "server_tool_use": {"type", "id", "name", "input"},
    "web_search_tool_result": {"type", "tool_use_id", "content"},
}
DELTAS = {
    "text": {"text_delta": "text"},
    "thinking": {"thinking_delta": "thinking", "signature_delta": "signature"},
    "redacted_thinking": {},
    "tool_use": {"input_json_delta": "partial_json"},
    "server_tool_use": {"input_json_delta": "partial_json"},
    "web_search_tool_result": {},
}
USAGE_KEYS = {
    "input_tokens",
    "cache_read_input_tokens",
    "cache_creation_input_tokens",
    "output_tokens",
    "server_tool_use",
}
STOP_REASONS = {"end_turn", "max_tokens", "stop_sequence", "tool_use", "refusal", "model_context_window_exceeded"}
ERROR_KEYS = {"type", "message", "details"}
TOOL_ID = re.compile(r"[a-zA-Z0-9_-]+")


def check_answer(events: Iterable[Event], *, complete: bool | None = None) -> list[Event]:
    """Check the events after `message_start`; `complete` asserts how the stream ends. Returns them as a list."""
    events = list(events)
    check_stream([message_start("msg_1", "m", 1), *events], complete=complete)
    return events


def check_stream(events: Sequence[Event], *, complete: bool | None = None) -> None:
    """Raise AssertionError at the first event that breaks the grammar."""
    events = [event for event in events if not (event["type"] == "ping" and event.keys() == {"type"})]
    for event in events:
        assert event.keys() - {"request_id"} == EVENT_KEYS[event["type"]], event
        if event["type"] != "error":
            EVENT_TYPE.validate_python(event)
    assert events[0]["type"] == "message_start"
    last = events[-1]["type"]
    assert last in ("message_stop", "error"), last
    if complete is not None:
        assert complete == (last == "message_stop"), events[-1]
    blocks = _blocks(events[1:])
    searched = [block["id"] for block in blocks if block["type"] == "server_tool_use"]
    assert searched == [block["tool_use_id"] for block in blocks if block["type"] == "web_search_tool_result"]
    ids = [block["id"] for block in blocks if block["type"] == "tool_use"]
    assert len(ids) == len(set(ids)), ids
    if last == "message_stop":
        _check_end(events[-2], blocks)
        message = fold(events)
        Message.model_validate(message)
        assert [block["type"] for block in message["content"]] == [block["type"] for block in blocks]


def _check_end(delta: Event, blocks: list[dict[str, Any]]) -> None:
    assert delta["type"] == "message_delta"
    assert delta["delta"].keys() == {"stop_reason", "stop_sequence"}
    assert delta["delta"]["stop_reason"] in STOP_REASONS
    assert (delta["delta"]["stop_sequence"] is not None) == (delta["delta"]["stop_reason"] == "stop_sequence")
    assert delta["usage"].keys() <= USAGE_KEYS
    assert isinstance(delta["usage"]["output_tokens"], int)
    assert any(block["type"] in ("text", "tool_use") for block in blocks), "an answer without text or tool call"
    if delta["delta"]["stop_reason"] == "tool_use":
        assert any(block["type"] == "tool_use" for block in blocks)


def _blocks(events: Sequence[Event]) -> list[dict[str, Any]]:
    """The content blocks in order; checks indexes, pairs and the kind of every delta."""
    blocks: list[dict[str, Any]] = []
    opened: dict[str, Any] | None = None
    ended = False
    for event in events:
        kind = event["type"]
        assert not ended or kind == "message_stop", event
        if kind == "content_block_start":
            assert opened is None, "a block inside a block"
            opened = _begun(event, len(blocks))
            blocks.append(opened)
        elif kind == "content_block_delta":
            assert opened is not None and event["index"] == len(blocks) - 1, event
            _add(opened, event["delta"])
        elif kind == "content_block_stop":
            assert opened is not None and event["index"] == len(blocks) - 1, event
            _check_block(opened)
            opened = None
        elif kind == "message_delta":
            assert opened is None, "the message ended inside a block"
            ended = True
        elif kind == "message_stop":
            assert ended, "message_stop without message_delta"
            assert event is events[-1], "something after message_stop"
        else:
            assert kind == "error", event
            assert event["error"].keys() <= ERROR_KEYS
            assert event is events[-1], "something after an error"
    return blocks


def _begun(event: Event, index: int) -> dict[str, Any]:
    block = event["content_block"]
    assert event["index"] == index, event
    assert block.keys() == BLOCK_KEYS[block["type"]], block
    if block["type"] in ("tool_use", "server_tool_use"):
        assert block["input"] == {}, "tool input comes only as input_json_delta"
        assert TOOL_ID.fullmatch(block["id"]), block["id"]
        assert block["name"]
    if block["type"] in ("text", "thinking"):
        assert block[block["type"]] == ""
    return {**block, "pieces": [], "signatures": 0}


def _add(block: dict[str, Any], delta: dict[str, Any]) -> None:
    field = DELTAS[block["type"]].get(delta["type"])
    assert field is not None, f"{delta['type']} in a {block['type']} block"
    assert delta.keys() == {"type", field}
    if delta["type"] == "signature_delta":
        block["signatures"] += 1
        block["signature"] = delta["signature"]
    else:
        assert not block["signatures"], "a delta after the signature"
        assert delta[field], "an empty delta"
        block["pieces"].append(delta[field])


def _check_block(block: dict[str, Any]) -> None:
    text = "".join(block["pieces"])
    if block["type"] == "text":
        assert text.strip(), "an empty text block"
    if block["type"] == "thinking":
        assert (text or block["signature"]) and block["signatures"] == 1
    if block["type"] in ("tool_use", "server_tool_use"):
        assert text, "a tool call without arguments"


def fold(events: Iterable[Event]) -> dict[str, Any]:
    """The complete message of a whole stream."""
    accumulator = MessageAccumulator()
    accumulator.feed(event for event in events if event["type"] != "ping")
    return accumulator.message()


def fold_answer(events: Iterable[Event]) -> dict[str, Any]:
    """The message of the events after `message_start`."""
    return fold([message_start("msg_1", "m", 1), *events])
