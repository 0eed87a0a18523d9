"""What the provider double streams in each provider's own words: the same text and the same tool call.

Sources: the providers' public API references.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

TEXT = "Let me look."
TOOL = "list_files"
ARGUMENTS = {"path": "."}

_HALVES = ('{"path"', ': "."}')


def _chat(delta: Mapping[str, Any], finish: str | None = None) -> dict[str, Any]:
    choice = {"index": 0, "delta": delta, "finish_reason": finish}
    return {"id": "c1", "object": "chat.completion.chunk", "created": 1, "model": "m", "choices": [choice]}


def _call(**fields: Any) -> dict[str, Any]:
    return {"tool_calls": [{"index": 0, **fields}]}


_CHAT: Sequence[Mapping[str, Any]] = (
    _chat({"role": "assistant", "content": ""}),
    _chat({"content": TEXT}),
    _chat(_call(id="call_1", type="function", function={"name": TOOL, "arguments": ""})),
    *(_chat(_call(function={"arguments": half})) for half in _HALVES),
    _chat({}, "tool_calls"),
    _chat({}) | {"choices": [], "usage": {"prompt_tokens": 20, "completion_tokens": 10, "total_tokens": 30}},
)

_MESSAGE = {"type": "message", "id": "msg_1", "role": "assistant"}
_FUNCTION = {"type": "function_call", "id": "fc_1", "call_id": "call_1", "name": TOOL}
_FULL_MESSAGE = {
    **_MESSAGE,
    "status": "completed",
    "content": [{"type": "output_text", "text": TEXT, "annotations": []}],
}
_FULL_FUNCTION = {**_FUNCTION, "status": "completed", "arguments": "".join(_HALVES)}
_RESPONSE = {"id": "resp_1", "object": "response", "created_at": 1, "model": "m"}

_RESPONSES: Sequence[Mapping[str, Any]] = (
    {"type": "response.created", "response": {**_RESPONSE, "status": "in_progress", "output": []}},
    {
        "type": "response.output_item.added",
        "output_index": 0,
        "item": {**_MESSAGE, "status": "in_progress", "content": []},
    },
    {
        "type": "response.content_part.added",
        "output_index": 0,
        "content_index": 0,
        "item_id": "msg_1",
        "part": {"type": "output_text", "text": "", "annotations": []},
    },
    {"type": "response.output_text.delta", "output_index": 0, "content_index": 0, "item_id": "msg_1", "delta": TEXT},
    {"type": "response.output_text.done", "output_index": 0, "content_index": 0, "item_id": "msg_1", "text": TEXT},
    {"type": "response.output_item.done", "output_index": 0, "item": _FULL_MESSAGE},
    {
        "type": "response.output_item.added",
        "output_index": 1,
        "item": {**_FUNCTION, "status": "in_progress", "arguments": ""},
    },
    *(
        {"type": "response.function_call_arguments.delta", "output_index": 1, "item_id": "fc_1", "delta": half}
        for half in _HALVES
    ),
    {
        "type": "response.function_call_arguments.done",
        "output_index": 1,
        "item_id": "fc_1",
        "arguments": "".join(_HALVES),
    },
    {"type": "response.output_item.done", "output_index": 1, "item": _FULL_FUNCTION},
    {
        "type": "response.completed",
        "response": {
            **_RESPONSE,
            "status": "completed",
            "output": [_FULL_MESSAGE, _FULL_FUNCTION],
            "usage": {"input_tokens": 20, "output_tokens": 10, "total_tokens": 30},
        },
    },
)


def _gemini(part: Mapping[str, Any], **fields: Any) -> dict[str, Any]:
    return {
        "candidates": [{"index": 0, "content": {"role": "model", "parts": [part]}, **fields}],
        "usageMetadata": {"promptTokenCount": 20, "candidatesTokenCount": 10, "totalTokenCount": 30},
        "modelVersion": "m",
        "responseId": "r1",
    }


_GEMINI: Sequence[Mapping[str, Any]] = (
    _gemini({"text": TEXT}),
    _gemini({"functionCall": {"name": TOOL, "args": ARGUMENTS}}, finishReason="STOP"),
)

_ANTHROPIC: Sequence[Mapping[str, Any]] = (
    {
        "type": "message_start",
        "message": {
            "id": "msg_1",
            "type": "message",
            "role": "assistant",
            "model": "m",
            "content": [],
            "stop_reason": None,
            "stop_sequence": None,
            "usage": {"input_tokens": 20, "output_tokens": 1},
        },
    },
    {"type": "content_block_start", "index": 0, "content_block": {"type": "text", "text": ""}},
    {"type": "content_block_delta", "index": 0, "delta": {"type": "text_delta", "text": TEXT}},
    {"type": "content_block_stop", "index": 0},
    {
        "type": "content_block_start",
        "index": 1,
        "content_block": {"type": "tool_use", "id": "toolu_1", "name": TOOL, "input": {}},
    },
    *(
        {"type": "content_block_delta", "index": 1, "delta": {"type": "input_json_delta", "partial_json": half}}
        for half in _HALVES
    ),
    {"type": "content_block_stop", "index": 1},
    {
        "type": "message_delta",
        "delta": {"stop_reason": "tool_use", "stop_sequence": None},
        "usage": {"output_tokens": 10},
    },
    {"type": "message_stop"},
)

ANSWERS: tuple[tuple[str, Sequence[Mapping[str, Any]]], ...] = (
    ("/chat/completions", _CHAT),
    ("/responses", _RESPONSES),
    (":streamGenerateContent", _GEMINI),
    ("/v1/messages", _ANTHROPIC),
)
"""End of the path, and the events to stream."""
