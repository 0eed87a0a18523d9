"""How OpenAI's Responses API answers, event by event."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator, Mapping
from typing import Any
from uuid import uuid4

from .chat import CACHED_TOKENS, usage_of
from .facts import Facts
from .script import Call, Conversation, Step, cut
from .sse import named_event


class ResponsesAnswer:
    """One answer: its events in order, and the complete response that ends them."""

    def __init__(
        self, step: Step, conversation: Conversation, body: Mapping[str, Any], facts: Facts, secret: str
    ) -> None:
        self._step = step
        self._body = body
        self._facts = facts
        self._secret = secret
        self._sequence = -1
        self._output: list[dict[str, Any]] = []
        counted = usage_of(conversation, step)
        self._usage = {
            "input_tokens": counted["prompt_tokens"],
            "input_tokens_details": {"cached_tokens": CACHED_TOKENS},
            "output_tokens": counted["completion_tokens"],
            "output_tokens_details": {"reasoning_tokens": 5},
            "total_tokens": counted["total_tokens"],
        }
        self._id = f"resp_{uuid4().hex}"

    def whole(self) -> dict[str, Any]:
        """The response without a stream."""
        for _ in self.events():
            pass
        return self._response("completed", final=True)

    def events(self) -> Iterator[bytes]:
        """The response as a stream."""
        yield self._event("response.created", response=self._response("in_progress"))
        yield self._event("response.in_progress", response=self._response("in_progress"))
        if self._facts.reasons:
            yield from self._reasoning()
        if self._step.text or self._step.pieces:
            yield from self._message()
        for call in self._step.calls:
            yield from self._call(call)
        yield from self._end()

    def _end(self) -> Iterator[bytes]:
        if self._step.finish in ("none", "hang"):
            return
        if self._step.finish == "error":
            yield self._event(
                "error",
                code="server_error",
                message="The server had an error while processing your request.",
                param=None,
            )
            return
        reason = {"length": "max_output_tokens", "filter": "content_filter"}.get(self._step.finish)
        if reason:
            response = self._response("incomplete", final=True) | {"incomplete_details": {"reason": reason}}
            yield self._event("response.incomplete", response=response)
        else:
            yield self._event("response.completed", response=self._response("completed", final=True))

    def _event(self, kind: str, **fields: Any) -> bytes:
        self._sequence += 1
        return named_event({"type": kind, "sequence_number": self._sequence, **fields})

    def _response(self, status: str, final: bool = False) -> dict[str, Any]:
        return {
            "id": self._id,
            "object": "response",
            "created_at": int(time.time()),
            "status": status,
            "background": False,
            "error": None,
            "incomplete_details": None,
            "instructions": self._body.get("instructions"),
            "max_output_tokens": self._body.get("max_output_tokens"),
            "model": self._body["model"],
            "output": self._output if final else [],
            "parallel_tool_calls": self._body.get("parallel_tool_calls", True),
            "previous_response_id": None,
            "reasoning": self._body.get("reasoning") or {"effort": None, "summary": None},
            "store": self._body.get("store", True),
            "temperature": 1.0,
            "text": self._body.get("text") or {"format": {"type": "text"}},
            "tool_choice": self._body.get("tool_choice") or "auto",
            "tools": self._body.get("tools") or [],
            "top_p": 1.0,
            "truncation": "disabled",
            "usage": self._usage if final else None,
            "user": None,
            "metadata": {},
        }

    def _item(self, first: dict[str, Any], done: dict[str, Any], inner: Iterator[bytes]) -> Iterator[bytes]:
        index = len(self._output)
        yield self._event("response.output_item.added", output_index=index, item=first)
        yield from inner
        self._output.append(done)
        yield self._event("response.output_item.done", output_index=index, item=done)

    def _reasoning(self) -> Iterator[bytes]:
        item_id = f"rs_{uuid4().hex}"
        sealed = "reasoning.encrypted_content" in (self._body.get("include") or ())
        shown = bool((self._body.get("reasoning") or {}).get("summary")) and bool(self._step.thinking)
        first: dict[str, Any] = {"id": item_id, "type": "reasoning", "summary": []}
        done = first | {"summary": [{"type": "summary_text", "text": self._step.thinking}] if shown else []}
        if sealed:
            first, done = first | {"encrypted_content": "partial"}, done | {"encrypted_content": self._secret}
        yield from self._item(first, done, self._summary(item_id) if shown else iter(()))

    def _summary(self, item_id: str) -> Iterator[bytes]:
        place = {"item_id": item_id, "output_index": len(self._output), "summary_index": 0}
        part = {"type": "summary_text", "text": self._step.thinking}
        yield self._event("response.reasoning_summary_part.added", **place, part={"type": "summary_text", "text": ""})
        for piece in cut(self._step.thinking, (6, 2, 9)):
            yield self._event("response.reasoning_summary_text.delta", **place, delta=piece, obfuscation="x9")
        yield self._event("response.reasoning_summary_text.done", **place, text=self._step.thinking)
        yield self._event("response.reasoning_summary_part.done", **place, part=part)

    def _message(self) -> Iterator[bytes]:
        item_id, text = f"msg_{uuid4().hex}", "".join(self._step.cut_text())
        links = [
            {"type": "url_citation", "url": url, "title": title, "start_index": 0, "end_index": len(text)}
            for url, title in self._step.links
        ]
        part = {"type": "output_text", "annotations": links, "logprobs": [], "text": text}
        first = {"id": item_id, "type": "message", "status": "in_progress", "content": [], "role": "assistant"}
        done = first | {"status": "completed", "content": [part]}
        yield from self._item(first, done, self._text(item_id, text, part))

    def _text(self, item_id: str, text: str, part: dict[str, Any]) -> Iterator[bytes]:
        place = {"item_id": item_id, "output_index": len(self._output), "content_index": 0}
        yield self._event("response.content_part.added", **place, part=part | {"text": ""})
        for piece in self._step.cut_text():
            yield self._event("response.output_text.delta", **place, delta=piece, logprobs=[], obfuscation="q")
        yield self._event("response.output_text.done", **place, text=text, logprobs=[])
        yield self._event("response.content_part.done", **place, part=part)

    def _call(self, call: Call) -> Iterator[bytes]:
        item_id, arguments = f"fc_{uuid4().hex}", json.dumps(call.arguments)
        first = {
            "id": item_id,
            "type": "function_call",
            "status": "in_progress",
            "arguments": "",
            "call_id": f"call_{uuid4().hex[:24]}",
            "name": call.name,
        }
        done = first | {"status": "completed", "arguments": arguments}
        yield from self._item(first, done, self._arguments(item_id, arguments))

    def _arguments(self, item_id: str, arguments: str) -> Iterator[bytes]:
        place = {"item_id": item_id, "output_index": len(self._output)}
        for piece in cut(arguments, (3, 1, 8, 5)):
            yield self._event("response.function_call_arguments.delta", **place, delta=piece, obfuscation="zz")
        yield self._event("response.function_call_arguments.done", **place, arguments=arguments)
