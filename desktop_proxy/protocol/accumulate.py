"""The events of one stream folded into one message, for a client that did not ask for a stream."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import orjson

from desktop_proxy.protocol.errors import ERROR_TYPES, ApiError
from desktop_proxy.protocol.messages import Event

_STATUSES = {kind: status for status, kind in ERROR_TYPES.items()} | {
    # Types that stand for several statuses: the one a proxy would answer.
    "invalid_request_error": 400,
    "api_error": 502,
    "timeout_error": 504,
}


class MessageAccumulator:
    """Fed with batches of events, `message_start` included; `message()` is the complete Anthropic Message."""

    def __init__(self) -> None:
        self._message: dict[str, Any] | None = None
        self._block: dict[str, Any] = {}
        self._pieces: list[str] = []
        self._complete = False

    def feed(self, events: Iterable[Event]) -> None:
        """Take events in order; raises `ApiError` for an `error` event."""
        for event in events:
            kind = event["type"]
            if kind == "content_block_delta":
                self._add(event["delta"])
            elif kind == "content_block_start":
                self._block = dict(event["content_block"])
            elif kind == "content_block_stop":
                self._end_block()
            elif kind == "message_start":
                self._message = {**event["message"], "content": [], "usage": dict(event["message"]["usage"])}
            elif kind == "message_delta":
                self._end(event)
            elif kind == "message_stop":
                self._complete = True
            elif kind == "error":
                raise _error(event["error"])

    def message(self) -> dict[str, Any]:
        """The message; raises `ApiError` 502 when the stream did not end with `message_stop`."""
        if self._message is None or not self._complete:
            raise ApiError(502, "The provider's answer ended before it was finished. Try again.")
        return self._message

    def _add(self, delta: dict[str, Any]) -> None:
        kind = delta["type"]
        if kind == "signature_delta":
            self._block["signature"] = delta["signature"]
        elif kind == "text_delta":
            self._pieces.append(delta["text"])
        elif kind == "thinking_delta":
            self._pieces.append(delta["thinking"])
        elif kind == "input_json_delta":
            self._pieces.append(delta["partial_json"])

    def _end_block(self) -> None:
        text = "".join(self._pieces)
        self._pieces.clear()
        kind = self._block["type"]
        if kind in ("tool_use", "server_tool_use"):
            self._block["input"] = _input(text)
        elif kind in ("text", "thinking"):
            self._block[kind] += text
        if self._message is not None:
            self._message["content"].append(self._block)

    def _end(self, event: Event) -> None:
        if self._message is None:
            return
        self._message.update(event["delta"])
        self._message["usage"].update({name: value for name, value in event["usage"].items() if value is not None})


def _input(text: str) -> dict[str, Any]:
    """A tool's input. Broken JSON is wrapped, so that a tool never runs with less than the model meant to say.

    The key is the API's own: https://docs.claude.com/en/docs/agents-and-tools/tool-use/fine-grained-tool-streaming
    """
    if not text.strip():
        return {}
    try:
        parsed = orjson.loads(text)
    except orjson.JSONDecodeError:
        parsed = None
    return parsed if isinstance(parsed, dict) else {"INVALID_JSON": text}


def _error(error: dict[str, Any]) -> ApiError:
    kind = error["type"]
    return ApiError(_STATUSES.get(kind, 502), error["message"], type=kind, details=error.get("details"))
