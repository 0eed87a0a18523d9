"""Connections: HTTP framing, its limits, and who is let in when there are too many.

aiohttp parses and frames; this module adds what it has no setting for: a limit on the whole head, a limit on how
long a head or body may take, a limit on the number of connections, and errors in Anthropic's shape where the bytes
are not HTTP at all. It knows nothing of routes, tokens or messages.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any

from aiohttp import web

from desktop_proxy.protocol.errors import ApiError
from desktop_proxy.server.gate import MAX_HEAD_BYTES, head_too_large
from desktop_proxy.server.identifiers import new_request_id
from desktop_proxy.server.replies import error_reply, raw_error

if TYPE_CHECKING:
    from desktop_proxy.server.sse import EventStream

MAX_CONNECTIONS = 256
"""More are let in only where none of these is quiet; `app.py` answers no more requests than this at a time."""
HARD_MAX_CONNECTIONS = 2 * MAX_CONNECTIONS
SLOW_AFTER_S = 45.0
"""How long a client may take for one head, and again for one body. Loopback needs milliseconds for 32 MB."""
KEEP_ALIVE_S = 300.0
PATIENCE_S = 1.0
"""How long a connection must have been quiet before a newcomer may take its place."""

logger = logging.getLogger(__name__)

Handler = Callable[["Request"], Awaitable[web.StreamResponse]]


class Request(web.BaseRequest):
    """A request with its id, which every answer carries, and what its handler has begun to answer."""

    ATTRS = web.BaseRequest.ATTRS | frozenset({"request_id", "clock", "stream", "interruption", "answering"})

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.request_id = new_request_id()
        self.clock = self._loop.time
        """Monotonic seconds."""
        self.stream: EventStream | None = None
        """What streams the answer, once there is such a thing."""
        self.interruption: ApiError | None = None
        self.answering: asyncio.Task[Any] | None = None
        """The task that answers."""

    @property
    def connection(self) -> Connection:
        """The connection it came by."""
        assert isinstance(self._protocol, Connection)
        return self._protocol

    def interrupt(self, error: ApiError) -> None:
        """End the handler where it waits; the client is answered with `error`."""
        if self.answering is not None and self.interruption is None:
            self.interruption = error
            self.answering.cancel()

    async def _prepare_hook(self, resp: web.StreamResponse) -> None:
        # What aiohttp's documented `on_response_prepare` signal runs in, without an Application's cost per request.
        resp.headers.popall("Server", None)
        resp.headers["request-id"] = self.request_id


class Connection(web.RequestHandler):
    """One client's connection."""

    __slots__ = ("_head_bytes", "waiting_since")

    def __init__(self, manager: web.Server, **kwargs: Any) -> None:
        super().__init__(manager, **kwargs)
        self._head_bytes = 0
        self.waiting_since: float | None = self._loop.time()
        """Since when the client owes us the rest of a head or body; None while it owes nothing."""

    def quiet_since(self) -> float | None:
        """Since when nothing happens here; None while a request is being answered."""
        if self.waiting_since is not None:
            return self.waiting_since
        return 0.0 if self.awaits_head() else None

    def request_begins(self) -> None:
        """The head is complete and the handler runs."""
        self._head_bytes = 0
        self.waiting_since = None

    def data_received(self, data: bytes) -> None:
        """Bytes from the client; a head that grows too large ends the connection."""
        super().data_received(data)
        if data and self.awaits_head() and self.transport is not None:
            self._head_bytes += len(data)
            self.waiting_since = self.waiting_since or self._loop.time()
            if self._head_bytes > MAX_HEAD_BYTES:
                self.transport.write(raw_error(head_too_large()))
                self.force_close()

    def handle_error(
        self,
        request: web.BaseRequest,
        status: int = 500,
        exc: BaseException | None = None,
        message: str | None = None,
    ) -> web.StreamResponse:
        """Answer what is not HTTP, or a fault that no handler caught, in Anthropic's shape; then close."""
        if request.writer.output_size > 0 or self.transport is None:
            raise ConnectionError("The answer has begun, so its error cannot be sent.")
        if status >= 500:
            logger.error("A request failed outside its handler", exc_info=exc)
        reply = error_reply(_framing_error(status, message), getattr(request, "request_id", None))
        reply.force_close()
        return reply

    def awaits_head(self) -> bool:
        """Whether there is no request at the moment, at most the beginning of a head."""
        # aiohttp waits so for a request's head, and for nothing else; its own keep-alive timer asks the same.
        return self._waiter is not None and not self._waiter.done()


class Listener(web.Server):
    """Makes the connections of all listening sockets and watches over them."""

    def __init__(self, handler: Handler) -> None:
        super().__init__(
            handler,  # type: ignore[arg-type]
            request_factory=self._request,
            handler_cancellation=True,
            access_log=None,
            logger=logger,
            keepalive_timeout=KEEP_ALIVE_S,
            auto_decompress=False,
        )

    def __call__(self) -> Connection:
        """Make the protocol of a new connection (asyncio calls this)."""
        return Connection(self, loop=self._loop, **self._kwargs)

    def _request(self, message: Any, payload: Any, protocol: Any, writer: Any, task: Any) -> Request:
        return Request(message, payload, protocol, writer, task, self._loop)

    def connection_made(self, handler: web.RequestHandler, transport: asyncio.Transport) -> None:
        """Count a new connection, and make room for it where there is none."""
        super().connection_made(handler, transport)
        assert isinstance(handler, Connection)
        if len(self.connections) > MAX_CONNECTIONS:
            self._make_room(handler)

    def close_slow(self) -> None:
        """Close every connection whose head or body takes too long. Call it about once a second."""
        limit = self._loop.time() - SLOW_AFTER_S
        for connection in self._mine():
            if connection.waiting_since is not None and connection.waiting_since < limit:
                connection.force_close()

    def close_idle(self) -> None:
        """Close the connections without a request; the others take no further one and close after their answer."""
        for connection in self._mine():
            connection.force_close() if connection.awaits_head() else connection.close()

    def _make_room(self, newcomer: Connection) -> None:
        """Close the connection that has been quiet for longest; a newcomer is turned away only where all are busy."""
        others = [connection for connection in self._mine() if connection is not newcomer]
        quiet = [(since, connection) for connection in others if (since := connection.quiet_since()) is not None]
        quietest = min(quiet, key=lambda pair: pair[0], default=None)
        full = len(others) >= HARD_MAX_CONNECTIONS
        if quietest is not None and (full or quietest[0] <= self._loop.time() - PATIENCE_S):
            quietest[1].force_close()
        elif full:
            newcomer.force_close()

    def _mine(self) -> list[Connection]:
        return [connection for connection in self.connections if isinstance(connection, Connection)]


def _framing_error(status: int, message: str | None) -> ApiError:
    if status >= 500:
        return ApiError(500, "Desktop Proxy failed on this request. The log says why.")
    if message and "'Host'" in message:
        return ApiError(403, "A request must name its host exactly once.")
    return ApiError(400, "The request is not valid HTTP/1.1.")
