"""Events to the socket: the client's side of a streamed answer.

The first events go out together with the head, so until then a failure is still an HTTP status. One batch is one
write; `write` waits while the client does not read. While the provider is silent, one sweep for all streams writes
the pings: a timer for each stream or chunk would cost more than the events. Reading events is the handlers' concern.
"""

from __future__ import annotations

import contextlib
import logging
from collections.abc import AsyncIterator, Callable, Iterator, Sequence

import orjson
from aiohttp import web
from multidict import CIMultiDict

from desktop_proxy.protocol.errors import ApiError
from desktop_proxy.protocol.messages import Event
from desktop_proxy.server.connection import Request

HEADERS = (
    ("content-type", "text/event-stream; charset=utf-8"),
    ("cache-control", "no-cache"),
    ("x-accel-buffering", "no"),
)
PING: Event = {"type": "ping"}
_LAST = frozenset({"message_stop", "error"})
_END = b"\n\n"
_ENDS = (_END, b"\r\n\r\n")

logger = logging.getLogger(__name__)


class _Prefixes(dict[str, bytes]):
    def __missing__(self, kind: str) -> bytes:
        prefix = f"event: {kind}\ndata: ".encode()
        if len(self) < 64:
            self[kind] = prefix
        return prefix


_PREFIXES = _Prefixes()


def encode(events: Sequence[Event]) -> bytes:
    """The events as server-sent events."""
    pieces: list[bytes] = []
    for event in events:
        pieces += (_PREFIXES[event["type"]], orjson.dumps(event), _END)
    return b"".join(pieces)


class _StreamedReply(web.StreamResponse):
    # Head and first events leave in one write.
    _send_headers_immediately = False


class EventStream:
    """The answer to one streaming request. `opening` is sent before everything else, pings included."""

    def __init__(self, request: Request, opening: Sequence[Event], redact: Callable[[str], str]) -> None:
        self.response = _StreamedReply(headers=CIMultiDict(HEADERS))
        self._request = request
        self._unsent = list(opening)
        self._redact = redact
        self._silent_since = request.clock()
        self._writing = False
        self._within_event = False
        self._ended = False

    @property
    def opened(self) -> bool:
        """Whether the client has its 200: from then on a failure can only be an event."""
        return self.response.prepared

    async def send(self, events: list[Event]) -> None:
        """Write one batch; waits while the client does not read. Raises ConnectionError when it has left."""
        last = events[-1]
        if self._unsent:
            events, self._unsent = [*self._unsent, *events], []
        if last["type"] in _LAST:
            self._ended = True
            await self.write(encode([*events[:-1], self._redacted(last)]), last=True)
        else:
            await self.write(encode(events))

    async def write(self, data: bytes, *, last: bool = False) -> None:
        """Write bytes that are events already; after the `last` ones the answer is complete."""
        self._writing = True
        try:
            if not self.response.prepared:
                await self.response.prepare(self._request)
            await (self.response.write_eof(data) if last else self.response.write(data))
        finally:
            self._writing = False
            self._within_event = not data.endswith(_ENDS)
            self._silent_since = self._request.clock()

    async def fail(self, error: ApiError) -> None:
        """End a stream that has begun with an `error` event, unless it has ended."""
        if self._within_event:
            await self.write(_END)
        if not self._ended:
            await self.send([error.envelope(self._request.request_id)])

    async def ping(self, silent_before: float) -> None:
        """Write a ping when nothing was written since `silent_before` (loop time). Opens the answer if need be.

        Never within another write, and never within an event, of which relayed bytes may bring a part.
        """
        if self._silent_since > silent_before or self._writing or self._within_event or self._ended:
            return
        transport = self._request.transport
        if transport is None or transport.get_write_buffer_size() > 0:
            # Who has bytes left to read is not kept alive by one more, and must not hold up the others' pings.
            return
        events, self._unsent = [*self._unsent, PING], []
        with contextlib.suppress(ConnectionError):
            await self.write(encode(events))

    def check_ended(self) -> None:
        """Raise `ApiError` 502 for an answer without an end: the client must not take it for a whole one."""
        if not self._ended:
            raise ApiError(502, "The provider stopped in the middle of its answer. Try again.")

    def _redacted(self, event: Event) -> Event:
        if event["type"] != "error":
            return event
        error = event["error"]
        return {**event, "error": {**error, "message": self._redact(error["message"])}}


class LiveStreams:
    """The streams being answered, for the sweep that pings the silent ones."""

    def __init__(self) -> None:
        self._streams: set[EventStream] = set()

    @contextlib.contextmanager
    def watching(self, request: Request, stream: EventStream) -> Iterator[EventStream]:
        """Ping `stream` in silence for the time of the block."""
        request.stream = stream
        self._streams.add(stream)
        try:
            yield stream
        finally:
            self._streams.discard(stream)

    async def ping_silent(self, silent_before: float) -> None:
        """Ping every stream to which nothing was written since `silent_before` (loop time)."""
        for stream in tuple(self._streams):
            try:
                await stream.ping(silent_before)
            except Exception:
                logger.exception("A ping failed")


async def pump(
    batches: AsyncIterator[list[Event]], stream: EventStream, observe: Callable[[list[Event]], None]
) -> None:
    """Send every batch; raises what the batches raise, and `ApiError` 502 when they stop without an end."""
    async for batch in batches:
        observe(batch)
        await stream.send(batch)
    stream.check_ended()
