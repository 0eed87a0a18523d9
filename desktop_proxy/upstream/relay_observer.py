"""What the request log wants to know of a relayed answer, picked out of its bytes as they pass.

Sans-I/O and tolerant: bytes it cannot read are skipped, the relay never waits for it and nothing it meets raises.
Only the few events that carry usage or an end are parsed; deltas are not.
"""

from __future__ import annotations

import time
from typing import Any

import orjson

from desktop_proxy.protocol.called_tools import CalledTools

MAX_EVENT_BYTES = 16 * 1024 * 1024

_MARKS = (
    b"message_start",
    b"message_delta",
    b"message_stop",
    b'tool_use"',
    b'"error"',
    b"event: error",
    b"event:error",
)


class RelayObserver:
    """Fed with everything the client is sent; `close()` at the end."""

    def __init__(self, *, streaming: bool) -> None:
        self._streaming = streaming
        self._pending = b""
        self.usage: dict[str, Any] = {}
        """As Anthropic counts: `input_tokens` without the cached ones."""
        self.model: str | None = None
        self.stop_reason: str | None = None
        self.error: str | None = None
        """The message of an error event or error body."""
        self.error_type: str | None = None
        self.tools = CalledTools()
        self.first_token_at: float | None = None
        """Monotonic seconds of the first piece of content."""
        self.finished = False
        """Whether the answer came to its end: `message_stop`, an error, or a whole JSON body."""

    def feed(self, data: bytes) -> None:
        """The next bytes, cut anywhere."""
        pending = self._pending + data if self._pending else data
        if self._streaming:
            end = max(pending.rfind(b"\n"), pending.rfind(b"\r")) + 1
            self._lines(pending[:end])
            pending = pending[end:]
        self._pending = pending if len(pending) <= MAX_EVENT_BYTES else b""

    def close(self) -> None:
        """Nothing more will come."""
        pending, self._pending = self._pending, b""
        if self._streaming:
            self._lines(pending)
            return
        payload = _object(pending)
        if payload:
            self._first_token()
            self.finished = True
            self._error(payload) if payload.get("type") == "error" else self._message(payload)

    def _lines(self, data: bytes) -> None:
        if self.first_token_at is None and b"content_block_delta" in data:
            self._first_token()
        if not any(mark in data for mark in _MARKS):
            return
        for line in data.splitlines():
            if line.startswith(b"data:") and any(mark in line for mark in _MARKS):
                self._event(_object(line[5:]))

    def _event(self, payload: dict[str, Any]) -> None:
        match payload.get("type"):
            case "message_start":
                self._message(payload.get("message"))
            case "content_block_start":
                self.tools.note(payload.get("content_block"))
            case "message_delta":
                self._usage(payload.get("usage"))
                delta = payload.get("delta")
                if isinstance(delta, dict) and isinstance(delta.get("stop_reason"), str):
                    self.stop_reason = delta["stop_reason"]
            case "message_stop":
                self.finished = True
            case "error":
                self.finished = True
                self._error(payload)

    def _message(self, message: Any) -> None:
        if not isinstance(message, dict):
            return
        self._usage(message.get("usage"))
        if isinstance(message.get("model"), str):
            self.model = message["model"]
        if isinstance(message.get("stop_reason"), str):
            self.stop_reason = message["stop_reason"]
        content = message.get("content")
        for block in content if isinstance(content, list) else ():
            self.tools.note(block)

    def _usage(self, usage: Any) -> None:
        if isinstance(usage, dict):
            self.usage.update({name: value for name, value in usage.items() if value is not None})

    def _error(self, payload: dict[str, Any]) -> None:
        error = payload.get("error")
        error = error if isinstance(error, dict) else {}
        self.error_type = str(error.get("type") or "api_error")
        self.error = str(error.get("message") or self.error_type)

    def _first_token(self) -> None:
        self.first_token_at = time.monotonic()


def _object(data: bytes) -> dict[str, Any]:
    try:
        payload = orjson.loads(data)
    except orjson.JSONDecodeError:
        return {}
    return payload if isinstance(payload, dict) else {}
