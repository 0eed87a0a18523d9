"""One request's record: begun when its model is known, finished exactly once however it ends.

Best effort: nothing here may fail or delay a request. It sees events and numbers, never the prompt, and keeps no
credentials. Storing is the request log's concern.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Mapping
from types import TracebackType
from typing import TYPE_CHECKING, Any

import orjson

from desktop_proxy.protocol.called_tools import CalledTools
from desktop_proxy.protocol.errors import ApiError
from desktop_proxy.protocol.messages import Event
from desktop_proxy.redaction import Redactor
from desktop_proxy.request_log import RequestLog, RequestRow
from desktop_proxy.routing import Route, Target
from desktop_proxy.server.connection import Request
from desktop_proxy.upstream.exchange import Exchange

if TYPE_CHECKING:
    from desktop_proxy.upstream.relay import RelayObserver
    from desktop_proxy.upstream.upstream import Upstream

MAX_HEADER_CHARACTERS = 128
_ENDINGS = frozenset({"message_delta", "message_stop", "error"})

logger = logging.getLogger(__name__)


class Recorder:
    """Makes the records; one for the server."""

    def __init__(self, log: RequestLog, upstream: Upstream, redactor: Redactor) -> None:
        self._log = log
        self._upstream = upstream
        self._redactor = redactor

    def begin(self, request: Request, asked: str, *, streaming: bool) -> Recording:
        """A record to be used as a context manager; leaving it finishes the row."""
        row = RequestRow(
            id=request.request_id,
            started_at=time.time(),
            asked=asked,
            session=_header(request, "x-claude-code-session-id"),
            agent=_header(request, "x-claude-code-agent-id"),
            streaming=streaming,
            client=_header(request, "user-agent"),
        )
        self._log.begin(row)
        return Recording(self, request, row)

    def finish(self, recording: Recording, outcome: Mapping[str, Any]) -> None:
        """Store how it ended."""
        exchange = recording.exchange
        target = exchange.answered_by or recording.target
        usage = recording.usage
        error = outcome.get("error") or recording.error
        tools = recording.tools.names()
        logger.debug("%s %s, status %s, %s", recording.request_id, outcome["state"], outcome["status"], target)
        self._log.finish(
            recording.request_id,
            **{
                **outcome,
                "answered": target.model if target else None,
                "provider": target.provider if target else None,
                "reason": recording.row.reason,
                "input_tokens": usage.get("input_tokens"),
                "output_tokens": usage.get("output_tokens"),
                "cached_tokens": usage.get("cache_read_input_tokens"),
                "cost_usd": self._upstream.cost(target, usage) if target and usage else None,
                "first_token_ms": recording.first_token_ms,
                "stop_reason": recording.stop_reason,
                "error": self._redactor.redact(error) if error else None,
                "notes": orjson.dumps(exchange.notes).decode() if exchange.notes else None,
                "attempts": exchange.attempts,
                "tools": self._redactor.redact(tools) if tools else None,
            },
        )


class Recording:
    """What is known of one request so far; `observe` its events, or set the fields."""

    def __init__(self, recorder: Recorder, request: Request, row: RequestRow) -> None:
        self.exchange = Exchange()
        self.request_id = request.request_id
        self.row = row
        self.target: Target | None = None
        """Who is to answer; None where nobody can."""
        self.usage: Mapping[str, int] = {}
        self.stop_reason: str | None = None
        self.tools = CalledTools()
        self.error: str | None = None
        """What the provider's stream ended with, when that was an error."""
        self.first_token_ms: float | None = None
        self.status = 200
        """What the client gets when nothing is raised."""
        self._recorder = recorder
        self._request = request
        self._started = time.monotonic()

    def routed(self, route: Route) -> Route:
        """Note who is to answer, and why."""
        self.target = route.target
        self.row.answered, self.row.provider = route.target.model, route.target.provider
        self.row.reason = route.reason
        return route

    def observe(self, events: list[Event]) -> None:
        """Note the first event, the tools that are called, and the end."""
        if self.first_token_ms is None:
            self.first_token_ms = self._ms(time.monotonic())
        for event in events:
            if event["type"] == "content_block_start":
                self.tools.note(event["content_block"])
        if events[-1]["type"] in _ENDINGS:
            for event in events:
                self._observe_end(event)

    def take_over(self, observer: RelayObserver, status: int) -> None:
        """What relayed bytes told."""
        self.status = status
        if observer.first_token_at is not None:
            self.first_token_ms = self._ms(observer.first_token_at)
        self.usage = observer.usage
        self.tools = observer.tools
        self.stop_reason = observer.stop_reason
        self.error = observer.error

    def _observe_end(self, event: Event) -> None:
        if event["type"] == "message_delta":
            self.usage = event.get("usage") or {}
            self.stop_reason = event["delta"].get("stop_reason")
        elif event["type"] == "error":
            self.error = event["error"]["message"]

    def _ms(self, moment: float) -> float:
        return round((moment - self._started) * 1000, 1)

    def __enter__(self) -> Recording:
        return self

    def __exit__(self, kind: type[BaseException] | None, fault: BaseException | None, _: TracebackType | None) -> None:
        try:
            outcome = self._outcome(fault)
            self._recorder.finish(self, {**outcome, "duration_ms": self._ms(time.monotonic())})
        except Exception:
            logger.exception("A request could not be recorded")

    def _outcome(self, fault: BaseException | None) -> dict[str, Any]:
        streamed = self._request.stream is not None and self._request.stream.opened
        if fault is None:
            return {"state": "error" if self.error else "done", "status": self.status}
        if isinstance(fault, asyncio.CancelledError) and self._request.interruption is not None:
            fault = self._request.interruption
        if isinstance(fault, ApiError):
            return {"state": "error", "status": 200 if streamed else fault.status, "error": fault.message}
        if isinstance(fault, asyncio.CancelledError | ConnectionError | GeneratorExit):
            return {"state": "cancelled", "status": 200 if streamed else None}
        return {"state": "error", "status": 200 if streamed else 500, "error": "Desktop Proxy failed; see its log."}


def _header(request: Request, name: str) -> str | None:
    value = request.headers.get(name)
    # A header may hold bytes that are not UTF-8; they could not be stored.
    return value[:MAX_HEADER_CHARACTERS].encode("utf-8", "replace").decode() if value else None
