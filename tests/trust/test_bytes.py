"""S10-S13: whatever bytes come, the answer is in the API's shape, soon, and costs little."""

from __future__ import annotations

import asyncio
import time
from pathlib import Path

import orjson
import pytest
from fakes import TOKEN, message_body, running_proxy
from wire import Wire, ask, ask_raw

from desktop_proxy.server import connection

from .measuring import linux_only, rss_bytes
from .mutations import mutated

MIB = 1024 * 1024


@pytest.mark.parametrize("seed", range(5))
async def test_mutated_bodies_are_answered_in_shape(tmp_path: Path, seed: int) -> None:
    async with running_proxy(tmp_path) as proxy:
        wire = await Wire.connect(proxy.port)
        for number in range(2000):
            wire.request("POST", "/v1/messages", mutated(seed * 2000 + number))
            answer = await wire.answer()
            assert answer.status in (200, 400, 404), answer.body
            if answer.status != 200:
                assert answer.error["message"]
                assert not any(word in answer.body for word in (b"Traceback", b"pydantic", b".py", b"<html"))
        await wire.leave()


SMUGGLED = b"GET /v1/models HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nx-api-key: " + TOKEN.encode() + b"\r\n\r\n"
FRAMINGS = {
    "both lengths": b"Content-Length: %(length)d\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    "two lengths": b"Content-Length: 0\r\nContent-Length: %(length)d\r\n\r\n",
    "list of lengths": b"Content-Length: 0, %(length)d\r\n\r\n",
    "signed length": b"Content-Length: +0\r\n\r\n",
    "hexadecimal length": b"Content-Length: 0x10\r\n\r\n",
    "odd coding": b"Transfer-Encoding: xchunked\r\n\r\n",
    "coding twice": b"Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n\r\n0\r\n\r\n",
    "blank in name": b"Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n",
    "folded header": b"X-A: b\r\n  c\r\nContent-Length: 0\r\n\r\n",
    "bad chunk size": b"Transfer-Encoding: chunked\r\n\r\nzz\r\n\r\n0\r\n\r\n",
    "chunk size with sign": b"Transfer-Encoding: chunked\r\n\r\n-1\r\n\r\n0\r\n\r\n",
    "NUL in value": b"X-A: b\x00c\r\nContent-Length: 0\r\n\r\n",
    "bare CR": b"X-A: b\rc\r\nContent-Length: 0\r\n\r\n",
}


@pytest.mark.parametrize("framing", FRAMINGS.values(), ids=FRAMINGS.keys())
async def test_no_request_is_smuggled_in_another(tmp_path: Path, framing: bytes) -> None:
    async with running_proxy(tmp_path) as proxy:
        smuggled = SMUGGLED % proxy.port
        head = b"POST /v1/messages HTTP/1.1\r\nHost: 127.0.0.1:%d\r\ncontent-type: application/json\r\n" % proxy.port
        framed = framing.replace(b"%(length)d", b"%d" % len(smuggled))
        received = await ask_raw(proxy.port, head + b"x-api-key: " + TOKEN.encode() + b"\r\n" + framed + smuggled)
        assert b'"data":[' not in received
        assert received[9:10] in (b"4", b""), received[:200]
        assert (await ask(proxy.port, "GET", "/health")).status == 200


@pytest.mark.parametrize(
    "line",
    [
        b"CONNECT evil.example:443 HTTP/1.1",
        b"TRACE / HTTP/1.1",
        b"GET http://evil.example/ HTTP/1.1",
        b"GET * HTTP/1.1",
        b"OPTIONS * HTTP/1.1",
        b"PRI * HTTP/2.0",
        b"GET /\x00 HTTP/1.1",
        b"GET /\xff\xfe HTTP/1.1",
        b"GET / HTTP/9.9",
        b"GET /v1/models/%00%ff%zz HTTP/1.1",
        b"GET /v1/models/\xed\xa0\x80 HTTP/1.1",
        b"get / HTTP/1.1",
        b"\x00" * 40,
    ],
)
async def test_odd_request_lines_are_never_a_fault_of_ours(tmp_path: Path, line: bytes) -> None:
    async with running_proxy(tmp_path) as proxy:
        head = line + b"\r\nHost: 127.0.0.1:%d\r\nx-api-key: %s\r\n\r\n" % (proxy.port, TOKEN.encode())
        received = await ask_raw(proxy.port, head)
        assert received[9:10] == b"4", received[:200]
        assert (await ask(proxy.port, "GET", "/health")).status == 200


async def test_an_upgrade_is_not_made(tmp_path: Path) -> None:
    headers = {"connection": "upgrade", "upgrade": "websocket"}
    async with running_proxy(tmp_path) as proxy:
        assert (await ask(proxy.port, "GET", "/v1/models", headers=headers)).status == 200


@linux_only
async def test_bodies_over_the_limit_are_refused_soon_and_cheaply(tmp_path: Path) -> None:
    async with running_proxy(tmp_path) as proxy:
        before = rss_bytes()
        started = time.monotonic()
        for _ in range(8):
            wire = await Wire.connect(proxy.port)
            wire.request("POST", "/v1/messages", b"", {"content-length": str(10_000 * MIB)})
            assert (await wire.answer()).status == 413
            await wire.leave()
        assert time.monotonic() - started < 1
        assert rss_bytes() - before < 80 * MIB


async def test_compressed_bodies_are_refused_without_decompressing(tmp_path: Path) -> None:
    async with running_proxy(tmp_path) as proxy:
        for coding in ("gzip", "deflate", "br", "zstd"):
            answer = await ask(proxy.port, "POST", "/v1/messages", b"\x1f\x8b" * 50, {"content-encoding": coding})
            assert answer.status == 415
            assert answer.error["type"] == "invalid_request_error"


async def test_deep_json_is_refused(tmp_path: Path) -> None:
    deep = b'{"a":' * 5000 + b"1" + b"}" * 5000
    async with running_proxy(tmp_path) as proxy:
        for body in (
            deep,
            b"[" * 100_000 + b"]" * 100_000,
            message_body(metadata=orjson.loads(deep[5 * 4750 : -4750])),
        ):
            assert (await ask(proxy.port, "POST", "/v1/messages", body)).status == 400


@linux_only
async def test_a_request_is_served_beside_300_dribbling_connections(tmp_path: Path) -> None:
    async with running_proxy(tmp_path) as proxy:
        before = rss_bytes()
        slow = [await Wire.connect(proxy.port) for _ in range(300)]
        for number, wire in enumerate(slow):
            if number % 2:
                wire.request("POST", "/v1/messages", b"{", {"content-length": "1000"})
            else:
                wire.send(b"GET /v1/models HTTP/1.1\r\nHost: ")
        for _ in range(5):
            for wire in slow:
                wire.send(b" ")
            started = time.monotonic()
            assert (await ask(proxy.port, "POST", "/v1/messages", message_body())).status == 200
            assert time.monotonic() - started < 2
        assert rss_bytes() - before < 80 * MIB
        for wire in slow:
            await wire.leave()


async def test_dribbling_connections_are_closed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # The limit is the only thing made shorter.
    monkeypatch.setattr(connection, "SLOW_AFTER_S", 1.0)
    assert connection.KEEP_ALIVE_S > 60
    async with running_proxy(tmp_path) as proxy:
        slow = [await Wire.connect(proxy.port) for _ in range(100)]
        deadline = time.monotonic() + 4
        while any(not wire.reader.at_eof() and wire.reader.exception() is None for wire in slow):
            assert time.monotonic() < deadline
            for wire in slow:
                if not wire.writer.is_closing():
                    wire.send(b"GET /" if wire.port else b"a")
                    wire.port = 0
            await asyncio.sleep(0.05)
        for wire in slow:
            await wire.leave()


def test_the_real_limit_closes_within_a_minute() -> None:
    assert connection.SLOW_AFTER_S + 1.0 <= 60
