"""Reading bodies: limits, framing, and the wait for `100 Continue`."""

from __future__ import annotations

from pathlib import Path

from fakes import message_body, running_proxy
from wire import Wire, ask

MIB = b" " * 1024 * 1024


async def test_a_chunked_body_is_read_whole(tmp_path: Path) -> None:
    body = message_body()
    chunks = b"".join(b"1\r\n" + bytes([byte]) + b"\r\n" for byte in body) + b"0\r\n\r\n"
    async with running_proxy(tmp_path) as proxy:
        wire = await Wire.connect(proxy.port)
        wire.request("POST", "/v1/messages", b"", {"content-length": None, "transfer-encoding": "chunked"})
        wire.send(chunks)
        assert (await wire.answer()).status == 200
        await wire.leave()


async def test_a_body_that_grows_over_the_limit_is_refused_while_reading(tmp_path: Path) -> None:
    async with running_proxy(tmp_path) as proxy:
        wire = await Wire.connect(proxy.port)
        wire.request("POST", "/v1/messages", b"", {"content-length": None, "transfer-encoding": "chunked"})
        for _ in range(33):
            wire.send(b"100000\r\n" + MIB + b"\r\n")
        answer = await wire.answer()
        assert (answer.status, answer.error["type"]) == (413, "request_too_large")
        await wire.leave()


async def test_a_body_of_32_mb_is_taken(tmp_path: Path) -> None:
    small = message_body()
    body = small + b" " * (32 * 1024 * 1024 - len(small))
    async with running_proxy(tmp_path) as proxy:
        assert (await ask(proxy.port, "POST", "/v1/messages", body)).status == 200


async def test_broken_chunks_are_a_400(tmp_path: Path) -> None:
    async with running_proxy(tmp_path) as proxy:
        wire = await Wire.connect(proxy.port)
        wire.request("POST", "/v1/messages", b"", {"content-length": None, "transfer-encoding": "chunked"})
        wire.send(b"zz\r\nhello\r\n")
        answer = await wire.answer()
        assert (answer.status, answer.error["type"]) == (400, "invalid_request_error")
        await wire.leave()


async def test_a_client_that_waits_for_100_continue_gets_it(tmp_path: Path) -> None:
    body = message_body()
    async with running_proxy(tmp_path) as proxy:
        wire = await Wire.connect(proxy.port)
        wire.request("POST", "/v1/messages", b"", {"content-length": str(len(body)), "expect": "100-continue"})
        assert (await wire.head())[0] == 100
        wire.send(body)
        assert (await wire.answer()).status == 200
        await wire.leave()


async def test_a_refused_client_gets_no_100_continue(tmp_path: Path) -> None:
    async with running_proxy(tmp_path) as proxy:
        wire = await Wire.connect(proxy.port)
        headers = {"content-length": "10", "expect": "100-continue", "x-api-key": "wrong"}
        wire.request("POST", "/v1/messages", b"", headers)
        assert (await wire.answer()).status == 401
        await wire.leave()


async def test_an_unknown_expectation_is_refused(tmp_path: Path) -> None:
    async with running_proxy(tmp_path) as proxy:
        assert (await ask(proxy.port, "POST", "/v1/messages", message_body(), {"expect": "wonders"})).status == 417
