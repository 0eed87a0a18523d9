"""A byte-exact HTTP server on loopback: it records what it is sent and answers from a script, faults included."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any, Literal

import orjson


@dataclass(frozen=True)
class Call:
    """What the server was sent."""

    method: str
    path: str
    headers: Mapping[str, str]
    body: bytes

    def json(self) -> Any:
        return orjson.loads(self.body)


@dataclass(frozen=True)
class Answer:
    """What the server sends. `end`: clean, cut (no last chunk), reset (RST), hold (silent until the client leaves).

    An event among the parts is waited for.
    """

    parts: Sequence[bytes | asyncio.Event] = ()
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=lambda: {"content-type": "text/event-stream"})
    end: Literal["clean", "cut", "reset", "hold"] = "clean"
    hold_head: bool = False


def sse(*payloads: Mapping[str, Any] | str) -> list[bytes]:
    """One `data:` event per payload; Anthropic events are named as well."""
    events = []
    for payload in payloads:
        data = payload.encode() if isinstance(payload, str) else orjson.dumps(payload)
        name = b"event: %s\n" % payload["type"].encode() if isinstance(payload, Mapping) and "type" in payload else b""
        events.append(name + b"data: " + data + b"\n\n")
    return events


def json_answer(payload: Any, status: int = 200, **headers: str) -> Answer:
    """A JSON reply; header names are written with underscores."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Answer([orjson.dumps(payload)], status, {"content-type": "application/json", **named})


class Loopback:
    """Answers every call with the next of `answers`; the last one is repeated."""

    def __init__(self) -> None:
        self.calls: list[Call] = []
        self.answers: list[Answer] = []
        self.left = asyncio.Event()
        """The client closed the connection while an answer was held."""
        self.begun = asyncio.Event()
        """Everything of a held answer was written."""
        self.port = 0
        self.serving: set[asyncio.Task[None]] = set()
        self.connected = 0
        """How many connections there have been."""

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connected += 1
        task = asyncio.current_task()
        assert task is not None
        self.serving.add(task)
        try:
            while await self._exchange(reader, writer):
                pass
        except (asyncio.IncompleteReadError, ConnectionError, asyncio.CancelledError):
            self.left.set()
        finally:
            self.serving.discard(task)
            writer.close()

    async def _exchange(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        method, path, _ = head[0].split(" ")
        headers = {name.lower(): value for name, _, value in (line.partition(": ") for line in head[1:] if line)}
        body = await reader.readexactly(int(headers.get("content-length", 0)))
        self.calls.append(Call(method, path, headers, body))
        answer = self.answers[min(len(self.calls), len(self.answers)) - 1]
        if not answer.hold_head:
            lines = [f"HTTP/1.1 {answer.status} X", "transfer-encoding: chunked"]
            lines += [f"{name}: {value}" for name, value in answer.headers.items()]
            writer.write("\r\n".join(lines).encode() + b"\r\n\r\n")
            for part in answer.parts:
                if isinstance(part, asyncio.Event):
                    await part.wait()
                    continue
                writer.write(b"%x\r\n%s\r\n" % (len(part), part))
                await writer.drain()
        if answer.end == "reset":
            writer.transport.abort()
            return False
        if answer.end == "hold":
            self.begun.set()
            await reader.read(1)
            self.left.set()
            return False
        if answer.end == "clean":
            writer.write(b"0\r\n\r\n")
        await writer.drain()
        return answer.end == "clean"


@asynccontextmanager
async def loopback() -> AsyncIterator[Loopback]:
    """A running server on a free port."""
    double = Loopback()
    server = await asyncio.start_server(double.serve, "127.0.0.1", 0, limit=1024 * 1024)
    double.port = server.sockets[0].getsockname()[1]
    try:
        yield double
    finally:
        server.close()
        open_connections = list(double.serving)
        for task in open_connections:
            task.cancel()
        await asyncio.gather(*open_connections)
