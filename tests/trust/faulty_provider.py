"""A loopback provider that misbehaves as it is told: it writes scripted bytes, breaks off, stalls, floods or bombs.

It knows no provider's protocol (`faces.py` does). A request finds its script by the marker in its prompt, so many
may run at the same time. Also here: what must never be reached, and what never accepts.
"""

from __future__ import annotations

import asyncio
import contextlib
import re
import socket
from collections.abc import AsyncIterator, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

_MARKER = re.compile(rb"scene-(\d+)-")
TOKEN_PATH = "/token"
ISSUED_TOKEN = "ya29.issued-by-the-loopback-token-service-0123456789"


@dataclass(frozen=True)
class Reply:
    """One answer. Of its pieces, numbers are pauses in seconds and events are waited for.

    `end`: whole (as the framing says), fin or rst (broken off), hold (silent until the other side leaves).
    Without a head nothing at all is written before the end.
    """

    pieces: Iterable[bytes | float | asyncio.Event] = ()
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=lambda: {"content-type": "text/event-stream"})
    framing: Literal["chunked", "length", "close"] = "chunked"
    end: Literal["whole", "fin", "rst", "hold"] = "whole"
    head: bool = True
    length: int = 0
    """What `content-length` says; by itself what the pieces have."""
    after: asyncio.Event | None = None
    """Not even the head comes before this."""


def document(body: bytes, status: int = 200, **headers: str) -> Reply:
    """A whole JSON body; header names are written with underscores."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Reply([body], status, {"content-type": "application/json", **named}, framing="length")


def silent(*, head: bool) -> Reply:
    """Takes the request and says nothing."""
    return Reply(end="hold", head=head)


def broken_before_head(end: Literal["fin", "rst"]) -> Reply:
    """Takes the request and closes."""
    return Reply(end=end, head=False)


@dataclass
class Call:
    """One request as it arrived."""

    path: str
    head: bytes
    body: bytes
    left: asyncio.Event = field(default_factory=asyncio.Event)
    """The other side closed the connection before the answer's end."""
    begun: asyncio.Event = field(default_factory=asyncio.Event)
    """Everything before the end was written."""
    taken: int = 0
    """Bytes of the body that are no longer in this process."""


class Scene:
    """Answers for the requests with one marker: the next for each call, the last one again and again."""

    def __init__(self, number: int, replies: Sequence[Reply]) -> None:
        self.prompt = f"scene-{number}- Hi"
        self.replies = replies
        self.calls: list[Call] = []
        self.arrived = asyncio.Event()

    def next(self, call: Call) -> Reply:
        self.calls.append(call)
        self.arrived.set()
        return self.replies[min(len(self.calls), len(self.replies)) - 1]


class FaultyProvider:
    """Give out prompts with `play`; look at their `calls` afterwards."""

    def __init__(self) -> None:
        self.url = ""
        self.strays: list[Call] = []
        """Requests that belong to no scene."""
        self.token_calls: list[Call] = []
        self.token_reply = document(b'{"access_token":"%s","expires_in":3600}' % ISSUED_TOKEN.encode())
        self.stray_reply = document(b"{}", 404)
        self._scenes: dict[int, Scene] = {}
        self.serving: set[asyncio.Task[None]] = set()

    def play(self, *replies: Reply) -> Scene:
        """A new scene."""
        number = len(self._scenes)
        self._scenes[number] = Scene(number, replies)
        return self._scenes[number]

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self.serving.add(task)
        try:
            while await self._exchange(reader, writer):
                pass
        except (asyncio.IncompleteReadError, ConnectionError, asyncio.CancelledError):
            pass
        finally:
            self.serving.discard(task)
            writer.close()

    async def _exchange(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        head = await reader.readuntil(b"\r\n\r\n")
        length = re.search(rb"(?i)content-length: (\d+)", head)
        body = await reader.readexactly(int(length[1]) if length else 0)
        call = Call(head.split(b" ", 2)[1].decode("latin-1"), head, body)
        try:
            return await _answer(call, self._reply_to(call), reader, writer)
        except ConnectionError:
            call.left.set()
            raise

    def _reply_to(self, call: Call) -> Reply:
        if call.path == TOKEN_PATH:
            self.token_calls.append(call)
            return self.token_reply
        found = _MARKER.search(call.body)
        if found:
            return self._scenes[int(found[1])].next(call)
        self.strays.append(call)
        return self.stray_reply


async def _answer(call: Call, reply: Reply, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
    if reply.after:
        await reply.after.wait()
    if reply.head:
        writer.write(_head(reply))
        await _write_pieces(call, reply, writer)
    call.begun.set()
    if reply.end == "rst":
        writer.transport.abort()
    elif reply.end == "hold":
        await reader.read(1)
        call.left.set()
    elif reply.end == "whole" and reply.framing == "chunked":
        writer.write(b"0\r\n\r\n")
    await writer.drain()
    return reply.end == "whole" and reply.framing != "close"


def _head(reply: Reply) -> bytes:
    lines = [f"HTTP/1.1 {reply.status} Scripted", *(f"{name}: {value}" for name, value in reply.headers.items())]
    if reply.framing == "length":
        length = reply.length or sum(len(piece) for piece in reply.pieces if isinstance(piece, bytes))
        lines.append(f"content-length: {length}")
    else:
        lines.append("transfer-encoding: chunked" if reply.framing == "chunked" else "connection: close")
    return "\r\n".join(lines).encode() + b"\r\n\r\n"


async def _write_pieces(call: Call, reply: Reply, writer: asyncio.StreamWriter) -> None:
    written = 0
    for piece in reply.pieces:
        if isinstance(piece, asyncio.Event):
            await piece.wait()
        elif isinstance(piece, float):
            await asyncio.sleep(piece)
        else:
            writer.write(b"%x\r\n%s\r\n" % (len(piece), piece) if reply.framing == "chunked" else piece)
            written += len(piece)
            await writer.drain()
            call.taken = written - writer.transport.get_write_buffer_size()


@contextlib.asynccontextmanager
async def faulty_provider() -> AsyncIterator[FaultyProvider]:
    """A running one."""
    provider = FaultyProvider()
    server = await asyncio.start_server(provider.serve, "127.0.0.1", 0, limit=1024 * 1024)
    provider.url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    try:
        yield provider
    finally:
        server.close()
        for task in (serving := list(provider.serving)):
            task.cancel()
        await asyncio.gather(*serving)


@dataclass
class Trap:
    """A place that must not be visited."""

    url: str
    visits: int = 0


@contextlib.asynccontextmanager
async def trap() -> AsyncIterator[Trap]:
    """Counts who connects."""

    def visited(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        found.visits += 1
        writer.close()

    server = await asyncio.start_server(visited, "127.0.0.1", 0)
    found = Trap(f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}")
    try:
        yield found
    finally:
        server.close()


@contextlib.contextmanager
def unanswering_address() -> Iterator[str]:
    """An address whose listener never accepts and whose queue is full: connecting to it takes for ever."""
    with contextlib.ExitStack() as stack:
        listener = stack.enter_context(socket.socket())
        listener.bind(("127.0.0.1", 0))
        listener.listen(0)
        for _ in range(4):
            filler = stack.enter_context(socket.socket())
            filler.setblocking(False)
            filler.connect_ex(listener.getsockname())
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"


def refusing_address() -> str:
    """An address where nothing listens."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return f"http://127.0.0.1:{free.getsockname()[1]}"
