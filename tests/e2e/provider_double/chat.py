"""How chat-completions servers answer: OpenAI's fragments, xAI's whole calls, a compatible server's interleaving."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator, Mapping
from typing import Any
from uuid import uuid4

from .chat_flavours import Flavour
from .facts import Facts
from .script import Call, Conversation, Step, cut
from .sse import DONE, data_line

CACHED_TOKENS = 1024


def usage_of(conversation: Conversation, step: Step) -> dict[str, Any]:
    said = sum(len(entry.text) for entry in conversation.entries)
    prompt, completion = CACHED_TOKENS + said // 4, 10 + len(step.text) // 4
    return {
        "prompt_tokens": prompt,
        "completion_tokens": completion,
        "total_tokens": prompt + completion,
        "prompt_tokens_details": {"cached_tokens": CACHED_TOKENS, "audio_tokens": 0},
        "completion_tokens_details": {"reasoning_tokens": 5, "audio_tokens": 0},
    }


def finish_reason(step: Step) -> str:
    known = {"length": "length", "filter": "content_filter"}
    return known.get(step.finish, "tool_calls" if step.calls else "stop")


def chat_stream(
    step: Step, conversation: Conversation, body: Mapping[str, Any], flavour: Flavour, facts: Facts
) -> Iterator[bytes]:
    """The answer as SSE events, one chunk each."""
    head = {
        "id": f"chatcmpl-{uuid4().hex}",
        "object": "chat.completion.chunk",
        "created": int(time.time()),
        "model": body["model"],
    }
    if flavour == "openai":
        head |= {"service_tier": "default", "system_fingerprint": "fp_double"}

    def chunk(delta: Mapping[str, Any], finish: str | None = None, **extra: Any) -> bytes:
        choice = {"index": 0, "delta": delta, "logprobs": None, "finish_reason": finish}
        return data_line({**head, "choices": [choice], **extra})

    if flavour == "compat":
        yield b": keep-alive\n\n"
    yield chunk({"role": "assistant", "content": "" if step.text else None, "refusal": None})
    if facts.reasons and flavour != "openai":
        for piece in cut(step.thinking, (7, 3, 11)):
            yield chunk({"reasoning_content": piece})
    for piece in step.cut_text() if step.text or step.pieces else ():
        yield chunk({"content": piece})
    for delta in _CALLS[flavour](step.calls):
        yield chunk(delta)
    if step.finish == "error":
        yield data_line(
            {
                "error": {
                    "message": "The server had an error while processing your request.",
                    "type": "server_error",
                    "param": None,
                    "code": None,
                }
            }
        )
        return
    if step.finish in ("none", "hang"):
        return
    usage = usage_of(conversation, step)
    if flavour == "xai":
        yield chunk({}, finish_reason(step), usage=usage)
    else:
        yield chunk({}, finish_reason(step))
        if (body.get("stream_options") or {}).get("include_usage"):
            yield data_line({**head, "choices": [], "usage": usage})
    yield DONE


def _in_fragments(calls: tuple[Call, ...]) -> Iterator[dict[str, Any]]:
    for index, call in enumerate(calls):
        function = {"name": call.name, "arguments": ""}
        yield {
            "tool_calls": [{"index": index, "id": f"call_{uuid4().hex[:24]}", "type": "function", "function": function}]
        }
        for piece in cut(json.dumps(call.arguments), (2, 5, 1, 13)):
            yield {"tool_calls": [{"index": index, "function": {"arguments": piece}}]}


def _whole(calls: tuple[Call, ...]) -> Iterator[dict[str, Any]]:
    for index, call in enumerate(calls):
        function = {"name": call.name, "arguments": json.dumps(call.arguments)}
        yield {
            "tool_calls": [{"index": index, "id": f"call_{uuid4().hex[:8]}", "type": "function", "function": function}]
        }


def _interleaved(calls: tuple[Call, ...]) -> Iterator[dict[str, Any]]:
    """Fragments of several calls in turn, as some servers send them."""
    waiting = [list(_in_fragments((call,))) for call in calls]
    while any(waiting):
        for index, deltas in enumerate(waiting):
            if deltas:
                delta = deltas.pop(0)
                delta["tool_calls"][0]["index"] = index
                yield delta


_CALLS = {"openai": _in_fragments, "xai": _whole, "compat": _interleaved}


def chat_answer(
    step: Step, conversation: Conversation, body: Mapping[str, Any], flavour: Flavour, facts: Facts
) -> dict[str, Any]:
    """The same answer without a stream."""
    message: dict[str, Any] = {
        "role": "assistant",
        "content": step.text or "".join(step.pieces) or None,
        "refusal": None,
    }
    if step.calls:
        message["tool_calls"] = [delta["tool_calls"][0] for delta in _whole(step.calls)]
    if facts.reasons and flavour != "openai" and step.thinking:
        message["reasoning_content"] = step.thinking
    return {
        "id": f"chatcmpl-{uuid4().hex}",
        "object": "chat.completion",
        "created": int(time.time()),
        "model": body["model"],
        "choices": [{"index": 0, "message": message, "logprobs": None, "finish_reason": finish_reason(step)}],
        "usage": usage_of(conversation, step),
    }
