"""A small HTTP/1.1 client on plain streams: it sends the very bytes it is told and splits what comes back."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import orjson
from fakes import TOKEN


@dataclass(frozen=True)
class Answer:
    """One answer, its body unchunked."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    def json(self) -> Any:
        return orjson.loads(self.body)

    @property
    def error(self) -> dict[str, Any]:
        """The error object, after checking the envelope."""
        envelope = self.json()
        assert envelope["type"] == "error"
        assert envelope["request_id"] == self.headers["request-id"]
        assert len(self.body) <= 4096
        error: dict[str, Any] = envelope["error"]
        return error

    def events(self) -> list[dict[str, Any]]:
        return parse_events(self.body)


def parse_events(body: bytes) -> list[dict[str, Any]]:
    """The data of server-sent events; each must be named as its type."""
    events = []
    for block in body.decode().split("\n\n"):
        if block.strip():
            name, data = block.strip("\n").split("\n")
            event = orjson.loads(data.removeprefix("data: "))
            assert name == f"event: {event['type']}"
            events.append(event)
    return events


class Wire:
    """One connection to 127.0.0.1."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, port: int) -> None:
        self.reader = reader
        self.writer = writer
        self.port = port

    @classmethod
    async def connect(cls, port: int) -> Wire:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        return cls(reader, writer, port)

    def send(self, data: bytes) -> None:
        self.writer.write(data)

    def request(
        self, method: str, target: str, body: bytes | None = None, headers: Mapping[str, str | None] | None = None
    ) -> None:
        """Send a good request; `headers` replace the usual ones, None takes one away."""
        usual: dict[str, str | None] = {"host": f"127.0.0.1:{self.port}", "x-api-key": TOKEN}
        if body is not None:
            usual |= {"content-type": "application/json", "content-length": str(len(body))}
        lines = [f"{name}: {value}" for name, value in {**usual, **(headers or {})}.items() if value is not None]
        head = "\r\n".join([f"{method} {target} HTTP/1.1", *lines])
        self.send(head.encode("utf-8", "surrogateescape") + b"\r\n\r\n" + (body or b""))

    async def head(self) -> tuple[int, dict[str, str]]:
        """Status and headers, lower-case."""
        raw = await asyncio.wait_for(self.reader.readuntil(b"\r\n\r\n"), 10)
        first, *lines = raw.decode("latin-1").strip().split("\r\n")
        pairs = [line.split(": ", 1) for line in lines]
        return int(first.split()[1]), {name.lower(): value for name, value in pairs}

    async def answer(self, *, body: bool = True) -> Answer:
        """The next whole answer."""
        status, headers = await self.head()
        return Answer(status, headers, await self.rest(headers) if body else b"")

    async def rest(self, headers: Mapping[str, str]) -> bytes:
        """The body that follows this head."""
        if headers.get("transfer-encoding") == "chunked":
            return b"".join([chunk async for chunk in self.chunks()])
        return await asyncio.wait_for(self.reader.readexactly(int(headers["content-length"])), 10)

    async def chunks(self) -> Any:
        """The pieces of a chunked body as they come."""
        while size := int(await asyncio.wait_for(self.reader.readline(), 15), 16):
            yield await self.reader.readexactly(size)
            await self.reader.readexactly(2)
        await self.reader.readexactly(2)

    async def closed(self, timeout_s: float = 5.0) -> bytes:
        """What comes until the server closes."""
        received = b""
        try:
            async with asyncio.timeout(timeout_s):
                while piece := await self.reader.read(65536):
                    received += piece
        except ConnectionError:
            pass
        finally:
            await self.leave()
        return received

    async def leave(self) -> None:
        """Close at once, as a program that was killed."""
        self.writer.transport.abort()
        await asyncio.sleep(0)


async def ask(
    port: int, method: str, target: str, body: bytes | None = None, headers: Mapping[str, str | None] | None = None
) -> Answer:
    """One request on a connection of its own."""
    wire = await Wire.connect(port)
    wire.request(method, target, body, headers)
    try:
        return await wire.answer(body=method != "HEAD")
    finally:
        await wire.leave()


async def ask_raw(port: int, data: bytes) -> bytes:
    """Send bytes, and give what comes back until the server closes or two seconds have passed."""
    wire = await Wire.connect(port)
    wire.send(data)
    received = b""
    try:
        async with asyncio.timeout(2):
            while piece := await wire.reader.read(65536):
                received += piece
                if _complete(received):
                    break
    except (TimeoutError, ConnectionError):
        pass
    await wire.leave()
    return received


def _complete(received: bytes) -> bool:
    head, end, body = received.partition(b"\r\n\r\n")
    length = next((line[15:] for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:")), None)
    return bool(end) and length is not None and len(body) >= int(length)
