"""Connections: what is not HTTP, heads without end, slow clients, and more of them than there is room for."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from fakes import FakeUpstream, eventually, message_body, running_proxy, stall
from wire import Wire, ask, ask_raw

from desktop_proxy.protocol.errors import ApiError
from desktop_proxy.server import connection
from desktop_proxy.server.gate import MAX_HEAD_BYTES


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        (b"NONSENSE\r\n\r\n", 400),
        (b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n", 400),
        (b"GET /health HTTP/1.1\r\n\r\n", 403),
        (b"GET /health HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", 403),
        (b"GET / HTTP/1.1\r\nHost: a\x00b\r\n\r\n", 400),
        (b"GET /" + b"a" * 20_000 + b" HTTP/1.1\r\nHost: a\r\n\r\n", 400),
    ],
)
async def test_what_is_not_http_is_answered_in_the_api_s_shape(tmp_path: Path, sent: bytes, status: int) -> None:
    async with running_proxy(tmp_path) as proxy:
        received = await ask_raw(proxy.port, sent)
        head, _, body = received.partition(b"\r\n\r\n")
        assert head.split(b" ")[1] == str(status).encode()
        assert b"request-id: req_" in head.lower()
        assert b"server:" not in head.lower()
        assert body.startswith(b'{"type":"error","error":{"type":')
        assert b"aiohttp" not in received


async def test_a_head_that_never_ends_is_refused_at_its_limit(tmp_path: Path) -> None:
    async with running_proxy(tmp_path) as proxy:
        wire = await Wire.connect(proxy.port)
        wire.send(b"GET /health HTTP/1.1\r\n")
        for number in range(MAX_HEAD_BYTES // 1000 + 2):
            wire.send(f"x-{number}: ".encode() + b"f" * 990 + b"\r\n")
            await asyncio.sleep(0)
        received = await wire.closed()
        assert received.startswith(b"HTTP/1.1 431 ")
        assert b'"type":"error"' in received


async def test_a_large_body_is_not_taken_for_a_large_head(tmp_path: Path) -> None:
    body = message_body(system="x" * 3_000_000)
    async with running_proxy(tmp_path) as proxy:
        wire = await Wire.connect(proxy.port)
        # Three at once: the second and third arrive while the first is answered.
        for _ in range(3):
            wire.request("POST", "/v1/messages", body)
        for _ in range(3):
            assert (await wire.answer()).status == 200
        await wire.leave()


@pytest.mark.parametrize("body", [False, True], ids=["head", "body"])
async def test_a_slow_head_or_body_is_closed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, body: bool) -> None:
    monkeypatch.setattr(connection, "SLOW_AFTER_S", 0.2)
    async with running_proxy(tmp_path, server__ping_interval_s=0.1) as proxy:
        wire = await Wire.connect(proxy.port)
        if body:
            wire.request("POST", "/v1/messages", b"{", {"content-length": "100"})
        else:
            wire.send(b"GET /health HTTP/1.1\r\nHost")
        assert await wire.closed(3) == b""
        await eventually(lambda: not proxy.server._app.active)


async def test_an_idle_connection_is_not_slow(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection, "SLOW_AFTER_S", 0.1)
    async with running_proxy(tmp_path, server__ping_interval_s=0.1) as proxy:
        wire = await Wire.connect(proxy.port)
        wire.request("GET", "/health")
        await wire.answer()
        await asyncio.sleep(0.4)
        wire.request("GET", "/health")
        assert (await wire.answer()).status == 200
        await wire.leave()


async def test_a_newcomer_takes_the_place_of_the_quietest(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection, "MAX_CONNECTIONS", 3)
    monkeypatch.setattr(connection, "PATIENCE_S", 0.0)
    async with running_proxy(tmp_path, FakeUpstream(stall()), server__ping_interval_s=0.1) as proxy:
        answered = await Wire.connect(proxy.port)
        answered.request("POST", "/v1/messages", message_body(stream=True))
        await answered.head()
        quiet = [await Wire.connect(proxy.port) for _ in range(2)]
        for wire in quiet:
            wire.send(b"GET /he")
        assert (await ask(proxy.port, "GET", "/health")).status == 200
        assert await quiet[0].closed() == b""
        assert not answered.reader.at_eof()
        for wire in (answered, *quiet):
            await wire.leave()


async def test_with_all_places_busy_a_newcomer_is_still_answered(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connection, "MAX_CONNECTIONS", 2)
    monkeypatch.setattr(connection, "HARD_MAX_CONNECTIONS", 4)
    async with running_proxy(tmp_path, FakeUpstream(stall()), server__ping_interval_s=0.1) as proxy:
        busy = [await Wire.connect(proxy.port) for _ in range(2)]
        for wire in busy:
            wire.request("POST", "/v1/messages", message_body(stream=True))
            await wire.head()
        third, fourth = await Wire.connect(proxy.port), await Wire.connect(proxy.port)
        third.request("GET", "/health")
        assert (await third.answer()).status == 200
        fourth.request("POST", "/v1/messages", message_body(stream=True))
        await fourth.head()
        # Where there is no room at all, the one that waits for nothing goes.
        fifth = await Wire.connect(proxy.port)
        assert await third.closed() == b""
        fifth.request("POST", "/v1/messages", message_body(stream=True))
        await fifth.head()
        sixth = await Wire.connect(proxy.port)
        assert await sixth.closed() == b""
        for wire in (*busy, fourth, fifth):
            await wire.leave()


async def test_an_interrupted_request_is_answered_with_the_error(tmp_path: Path) -> None:
    async with running_proxy(tmp_path, FakeUpstream(stall())) as proxy:
        wire = await Wire.connect(proxy.port)
        wire.request("POST", "/v1/messages", message_body())
        await proxy.upstream.begun.wait()
        (request,) = proxy.server._app.active.values()
        request.interrupt(ApiError(529, "Enough."))
        answer = await wire.answer()
        assert (answer.status, answer.error["message"]) == (529, "Enough.")
        assert proxy.upstream.open == 0
        wire.request("GET", "/health")
        assert (await wire.answer()).status == 200
        await wire.leave()
