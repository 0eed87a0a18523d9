"""The double as Anthropic itself: for the byte relay, and to prove the tests' clients without any proxy."""

# Messages are quoted as the providers word them.
# ruff: noqa: E501

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping
from typing import Any, Literal
from uuid import uuid4

from anthropic.types.beta import message_create_params
from typing_extensions import get_type_hints

from .chat import CACHED_TOKENS, usage_of
from .checks import decode_media, reject_unknown
from .refusal import Refusal
from .script import Call, Conversation, Entry, Step, cut, digest
from .sse import named_event

_SAMPLING = {"temperature", "top_p", "top_k", "stream"}
PARAMETERS = (frozenset(get_type_hints(message_create_params.MessageCreateParamsBase)) | _SAMPLING) - {"betas"}


def read_anthropic_request(body: Mapping[str, Any], issued: Collection[str], max_output: int) -> Conversation:
    """Check a request and read its conversation."""
    reject_unknown(body, PARAMETERS)
    if body.get("thread") is not None:
        raise Refusal(400, "thread: not supported here", code="thread_unsupported_request", planned=True)
    if not body.get("messages"):
        raise Refusal(400, "messages: at least one message is required", planned=True)
    if not isinstance(body.get("max_tokens"), int):
        raise Refusal(400, "max_tokens: Field required")
    if body["max_tokens"] > max_output:
        raise Refusal(
            400,
            f"max_tokens: {body['max_tokens']} > {max_output}, which is the maximum allowed number of output tokens",
        )
    names = tuple(str(tool.get("name")) for tool in body.get("tools") or ())
    shown = (body.get("thinking") or {}).get("type") in ("enabled", "adaptive")
    conversation = Conversation(str(body["model"]), tools=names, reasoning=shown)
    form = (body.get("output_config") or {}).get("format") or body.get("output_format")
    if form:
        conversation.answer_schema = form.get("schema") or {}
    _Reader(conversation, issued).read(body)
    return conversation


class _Reader:
    def __init__(self, conversation: Conversation, issued: Collection[str]) -> None:
        self._conversation = conversation
        self._issued = issued
        self._open: dict[str, Call] = {}

    def read(self, body: Mapping[str, Any]) -> None:
        system = body.get("system") or []
        for block in [{"type": "text", "text": system}] if isinstance(system, str) else system:
            self._conversation.add(Entry("text", "system", block["text"]))
        for index, message in enumerate(body.get("messages") or ()):
            content = message["content"]
            blocks = [{"type": "text", "text": content}] if isinstance(content, str) else content
            if not blocks:
                raise Refusal(400, f"messages.{index}: content must be non-empty")
            answers = {block.get("tool_use_id") for block in blocks if block["type"] == "tool_result"}
            if message["role"] == "user" and self._open and answers < set(self._open):
                missing = set(self._open) - answers
                text = f"messages.{index - 1}: `tool_use` ids were found without `tool_result` blocks immediately after: {missing}."
                raise Refusal(400, text)
            for block in blocks:
                self._read_block(block, message["role"], index)
        if self._open:
            raise Refusal(
                400, f"`tool_use` ids were found without `tool_result` blocks immediately after: {set(self._open)}."
            )

    def _read_block(self, block: Mapping[str, Any], role: Literal["system", "user", "assistant"], index: int) -> None:
        kind = block["type"]
        if kind == "text":
            if not block["text"].strip():
                raise Refusal(400, "messages: text content blocks must contain non-whitespace text")
            self._conversation.add(Entry("text", role, block["text"]))
        elif kind == "thinking":
            if block.get("signature") not in self._issued:
                raise Refusal(400, f"messages.{index}.content.0: Invalid `signature` in `thinking` block")
            self._conversation.add(Entry("thinking", role, block["thinking"], signature=block["signature"]))
        elif kind == "tool_use":
            self._open[block["id"]] = Call(block["name"], block["input"], block["id"])
            self._conversation.add(Entry("call", role, call=self._open[block["id"]]))
        elif kind == "tool_result":
            self._read_result(block, index)
        elif kind in ("image", "document"):
            self._read_media(block)

    def _read_result(self, block: Mapping[str, Any], index: int) -> None:
        call = self._open.pop(block["tool_use_id"], None)
        if call is None:
            raise Refusal(
                400,
                f"messages.{index}.content.0: unexpected `tool_use_id` found in `tool_result` blocks: {block['tool_use_id']}.",
            )
        content = block.get("content") or ""
        blocks = [{"type": "text", "text": content}] if isinstance(content, str) else content
        text = "".join(part["text"] for part in blocks if part["type"] == "text")
        self._conversation.add(Entry("result", "user", text, call))
        for part in blocks:
            if part["type"] in ("image", "document"):
                self._read_media(part)

    def _read_media(self, block: Mapping[str, Any]) -> None:
        source = block["source"]
        if source["type"] == "base64":
            raw = decode_media(source["media_type"], source["data"], "source")
            self._conversation.add(Entry(block["type"], "user", digest(raw)))
        else:
            self._conversation.add(Entry(block["type"], "user", source.get("url") or source.get("data") or ""))


def anthropic_events(step: Step, conversation: Conversation, signature: str) -> Iterator[dict[str, Any]]:
    """The answer as stream events."""
    counted = usage_of(conversation, step)
    usage = {
        "input_tokens": counted["prompt_tokens"],
        "cache_creation_input_tokens": 0,
        "cache_read_input_tokens": CACHED_TOKENS,
        "output_tokens": 1,
    }
    message = {
        "id": f"msg_{uuid4().hex}",
        "type": "message",
        "role": "assistant",
        "model": conversation.model,
        "content": [],
    }
    yield {"type": "message_start", "message": message | {"stop_reason": None, "stop_sequence": None, "usage": usage}}
    yield {"type": "ping"}
    for index, (block, deltas) in enumerate(_blocks(step, conversation, signature)):
        yield {"type": "content_block_start", "index": index, "content_block": block}
        for delta in deltas:
            yield {"type": "content_block_delta", "index": index, "delta": delta}
        yield {"type": "content_block_stop", "index": index}
    if step.finish in ("none", "hang"):
        return
    if step.finish == "error":
        yield {"type": "error", "error": {"type": "overloaded_error", "message": "Overloaded"}}
        return
    reason = {"length": "max_tokens", "filter": "refusal"}.get(step.finish, "tool_use" if step.calls else "end_turn")
    delta = {"stop_reason": reason, "stop_sequence": None}
    yield {"type": "message_delta", "delta": delta, "usage": usage | {"output_tokens": counted["completion_tokens"]}}
    yield {"type": "message_stop"}


def _blocks(
    step: Step, conversation: Conversation, signature: str
) -> Iterator[tuple[dict[str, Any], list[dict[str, Any]]]]:
    if conversation.reasoning and step.thinking:
        deltas = [{"type": "thinking_delta", "thinking": piece} for piece in cut(step.thinking, (8, 3))]
        yield (
            {"type": "thinking", "thinking": "", "signature": ""},
            [*deltas, {"type": "signature_delta", "signature": signature}],
        )
    if step.text or step.pieces:
        yield {"type": "text", "text": ""}, [{"type": "text_delta", "text": piece} for piece in step.cut_text()]
    for call in step.calls:
        pieces = ["", *cut(json.dumps(call.arguments), (3, 7, 1))]
        block = {"type": "tool_use", "id": f"toolu_{uuid4().hex[:24]}", "name": call.name, "input": {}}
        yield block, [{"type": "input_json_delta", "partial_json": piece} for piece in pieces]


def anthropic_stream(events: Iterator[dict[str, Any]]) -> Iterator[bytes]:
    return (named_event(event) for event in events)


def anthropic_answer(events: Iterator[dict[str, Any]]) -> dict[str, Any]:
    """The same answer without a stream."""
    message: dict[str, Any] = {}
    for event in events:
        if event["type"] == "message_start":
            message = event["message"]
        elif event["type"] == "content_block_start":
            message["content"].append(dict(event["content_block"]))
        elif event["type"] == "content_block_delta":
            _add(message["content"][-1], event["delta"])
        elif event["type"] == "message_delta":
            message |= event["delta"] | {"usage": event["usage"]}
    for block in message["content"]:
        if block["type"] == "tool_use":
            block["input"] = json.loads(block.pop("json", "") or "{}")
    return message


def _add(block: dict[str, Any], delta: Mapping[str, Any]) -> None:
    if delta["type"] == "input_json_delta":
        block["json"] = block.get("json", "") + delta["partial_json"]
        return
    name = {"text_delta": "text", "thinking_delta": "thinking", "signature_delta": "signature"}[delta["type"]]
    block[name] += delta[name]
