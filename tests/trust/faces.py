"""The seven providers the faults are tried with: how each begins, goes on and ends an answer, and how it refuses."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import orjson

from . import refusals
from .refusals import Refusals, anthropic_error


def sse(*payloads: Mapping[str, Any] | bytes) -> bytes:
    """One event for each payload; Anthropic's are named as well."""
    events = []
    for payload in payloads:
        data = payload if isinstance(payload, bytes) else orjson.dumps(payload)
        name = b"event: %s\n" % payload["type"].encode() if isinstance(payload, Mapping) and "type" in payload else b""
        events.append(name + b"data: " + data + b"\n\n")
    return b"".join(events)


@dataclass(frozen=True)
class Face:
    """One provider. The parts of an answer are `opening` (says "Hello"), any number of `delta(text)`, and `closing`."""

    name: str
    model: str
    """As the client asks for it."""
    key_variable: str
    key: str
    opening: bytes
    delta: Callable[[str], bytes]
    closing: bytes
    error_frame: Callable[[str], bytes]
    refuse: Callable[[int, str], bytes]
    """The body of a refusal with this status and message."""
    refusals: Refusals
    document: bytes = b""
    """The whole answer to a request that is not streamed; empty where the provider is always asked for a stream."""

    @property
    def relayed(self) -> bool:
        return bool(self.document)

    @property
    def provider(self) -> str:
        return self.model.partition("/")[0]

    def parts(self, *, stream: bool) -> tuple[bytes, bytes]:
        """An answer in two parts, of which the first is no whole answer."""
        if stream or not self.document:
            return self.opening, self.closing
        middle = len(self.document) // 2
        return self.document[:middle], self.document[middle:]

    def content_type(self, *, stream: bool) -> dict[str, str]:
        whole = self.relayed and not stream
        return {"content-type": "application/json" if whole else "text/event-stream; charset=utf-8"}


_CHUNK = {"id": "c", "object": "chat.completion.chunk", "created": 1, "model": "m"}


def _chat_delta(finish: str | None = None, **delta: Any) -> dict[str, Any]:
    return {**_CHUNK, "choices": [{"index": 0, "delta": delta, "finish_reason": finish}]}


_CHAT: dict[str, Any] = {
    "opening": sse(_chat_delta(role="assistant", content="Hello")),
    "delta": lambda text: sse(_chat_delta(content=text)),
    "closing": sse(
        _chat_delta("stop"),
        {**_CHUNK, "choices": [], "usage": {"prompt_tokens": 3, "completion_tokens": 2, "total_tokens": 5}},
        b"[DONE]",
    ),
}


_OPENAI: dict[str, Any] = {"key_variable": "OPENAI_API_KEY", "key": "sk-proj-Qm4vT8sXw2Zr6Yb1Nc5Kd9Lf3Gh7Jp0"}

_ITEM = {
    "id": "msg_1",
    "type": "message",
    "role": "assistant",
    "status": "completed",
    "content": [{"type": "output_text", "text": "Hello", "annotations": []}],
}
_RESPONSES: dict[str, Any] = {
    "opening": sse(
        {"type": "response.created", "response": {"id": "r", "status": "in_progress", "output": []}},
        {"type": "response.output_item.added", "output_index": 0, "item": {**_ITEM, "content": []}},
        {
            "type": "response.output_text.delta",
            "item_id": "msg_1",
            "output_index": 0,
            "content_index": 0,
            "delta": "Hello",
        },
    ),
    "delta": lambda text: sse(
        {"type": "response.output_text.delta", "item_id": "msg_1", "output_index": 0, "content_index": 0, "delta": text}
    ),
    "closing": sse(
        {"type": "response.output_item.done", "output_index": 0, "item": _ITEM},
        {
            "type": "response.completed",
            "response": {
                "id": "r",
                "status": "completed",
                "output": [_ITEM],
                "usage": {"input_tokens": 3, "output_tokens": 2, "total_tokens": 5},
            },
        },
    ),
    "error_frame": lambda message: sse({"type": "error", "code": "server_error", "message": message, "param": None}),
}


def _gemini_chunk(text: str, finish: str | None = None) -> dict[str, Any]:
    candidate: dict[str, Any] = {"content": {"role": "model", "parts": [{"text": text}]}, "index": 0}
    usage = {"promptTokenCount": 3, "candidatesTokenCount": 2, "totalTokenCount": 5}
    return {"candidates": [candidate | ({"finishReason": finish} if finish else {})], "usageMetadata": usage}


_GEMINI: dict[str, Any] = {
    "opening": sse(_gemini_chunk("Hello")),
    "delta": lambda text: sse(_gemini_chunk(text)),
    "closing": sse(_gemini_chunk(".", "STOP")),
    "error_frame": lambda message: b"data: " + refusals.google_body(500, message, "INTERNAL") + b"\n\n",
}


_MESSAGE: dict[str, Any] = {
    "id": "msg_1",
    "type": "message",
    "role": "assistant",
    "model": "claude-sonnet-5",
    "content": [],
    "stop_reason": None,
    "stop_sequence": None,
    "usage": {"input_tokens": 3, "output_tokens": 1},
}

FACES: tuple[Face, ...] = (
    Face(
        name="openai-chat",
        model="openai/gpt-4.1",
        **_CHAT,
        **_OPENAI,
        error_frame=lambda message: sse({"error": {"message": message, "type": "server_error", "code": None}}),
        refuse=refusals.openai_body,
        refusals=refusals.OPENAI_CHAT,
    ),
    Face(
        name="openai-responses",
        model="openai/gpt-5.1",
        **_RESPONSES,
        **_OPENAI,
        refuse=refusals.openai_body,
        refusals=refusals.OPENAI_RESPONSES,
    ),
    Face(
        name="gemini",
        model="gemini/gemini-2.5-pro",
        key_variable="GEMINI_API_KEY",
        key="AIzaSyB7fK2mQ9xW4tR8vN1cL5hJ3gD6sP0aZ2e",
        **_GEMINI,
        refuse=refusals.google_body,
        refusals=refusals.GEMINI,
    ),
    Face(
        name="vertex",
        model="vertex_ai/gemini-2.5-pro",
        key_variable="",
        key="",
        **_GEMINI,
        refuse=refusals.vertex_body,
        refusals=refusals.VERTEX,
    ),
    Face(
        name="xai",
        model="xai/grok-4.3",
        key_variable="XAI_API_KEY",
        key="xai-8Hs2Lk5Pq9Wv3Xc7Zb1Nm4Tf6Yr0Dg",
        **_CHAT,
        error_frame=lambda message: sse({"code": "The service is currently unavailable", "error": message}),
        refuse=refusals.xai_body,
        refusals=refusals.XAI,
    ),
    Face(
        name="named-endpoint",
        model="team/local-coder",
        key_variable="",
        key="Wd7Rk2Vq9Tz4Xn6Bs1Hm8Yc3Lp5Jf0Ga",
        **_CHAT,
        error_frame=lambda message: sse({"object": "error", "error": {"message": message, "code": 500}}),
        refuse=refusals.vllm_body,
        refusals=refusals.COMPATIBLE,
    ),
    Face(
        name="anthropic",
        model="anthropic/claude-sonnet-5",
        key_variable="ANTHROPIC_API_KEY",
        key="sk-ant-api03-Zx7Cv2Bn9Mq4Ws6Ed1Rf8Tg3Yh5Uj0Ik",
        opening=sse(
            {"type": "message_start", "message": _MESSAGE},
            {"type": "content_block_start", "index": 0, "content_block": {"type": "text", "text": ""}},
            {"type": "content_block_delta", "index": 0, "delta": {"type": "text_delta", "text": "Hello"}},
        ),
        delta=lambda text: sse(
            {"type": "content_block_delta", "index": 0, "delta": {"type": "text_delta", "text": text}}
        ),
        closing=sse(
            {"type": "content_block_stop", "index": 0},
            {
                "type": "message_delta",
                "delta": {"stop_reason": "end_turn", "stop_sequence": None},
                "usage": {"output_tokens": 2},
            },
            {"type": "message_stop"},
        ),
        document=orjson.dumps({**_MESSAGE, "content": [{"type": "text", "text": "Hello."}], "stop_reason": "end_turn"}),
        error_frame=lambda message: sse(anthropic_error("api_error", message)),
        refuse=refusals.anthropic_body,
        refusals=refusals.ANTHROPIC,
    ),
)
