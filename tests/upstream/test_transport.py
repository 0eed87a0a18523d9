"""The HTTP client's own promises; what a provider does wrong is in `test_answer_events.py`."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from upstream.loopback import Answer, Loopback, loopback

from desktop_proxy.environment import Environment
from desktop_proxy.protocol.errors import ApiError
from desktop_proxy.settings import SettingsStore
from desktop_proxy.upstream.connection_errors import ConnectError
from desktop_proxy.upstream.reply import ANSWER_LIMIT
from desktop_proxy.upstream.transport import ProviderRequest, Transport

PLAIN = {"content-type": "text/plain"}


@asynccontextmanager
async def transport(tmp_path: Path, **limits: float) -> AsyncIterator[Transport]:
    overrides = {f"upstream.{name}": value for name, value in limits.items()}
    it = Transport(SettingsStore(tmp_path / "settings.json", Environment(), overrides), sweep_interval=0.02)
    await it.start()
    try:
        yield it
    finally:
        await it.close()


def request(double: Loopback, body: bytes | None = b"{}") -> ProviderRequest:
    return ProviderRequest(f"{double.url}/x?a=b%2Fc", {"X-Own": "1"}, body)


async def fetch(it: Transport, call: ProviderRequest) -> bytes:
    async with it.send(call, "Name") as reply:
        return await reply.read_all()


@asynccontextmanager
async def not_http() -> AsyncIterator[int]:
    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"SSH-2.0-OpenSSH\r\n\r\n")
        writer.close()

    async with await asyncio.start_server(serve, "127.0.0.1", 0) as server:
        yield server.sockets[0].getsockname()[1]


async def test_url_headers_and_body_arrive_as_they_are(tmp_path: Path) -> None:
    async with loopback() as double, transport(tmp_path) as it:
        double.answers = [Answer([b"yes"], headers=PLAIN)]
        assert await fetch(it, request(double)) == b"yes"
        sent = double.calls[0]
        assert (sent.method, sent.path, sent.body) == ("POST", "/x?a=b%2Fc", b"{}")
        assert sent.headers["x-own"] == "1"
        assert sent.headers["accept-encoding"] == "identity"
        assert sent.headers["user-agent"].startswith("desktop-proxy/")
        assert "cookie" not in sent.headers


async def test_no_body_is_a_get(tmp_path: Path) -> None:
    async with loopback() as double, transport(tmp_path) as it:
        double.answers = [Answer([b"yes"], headers=PLAIN)]
        await fetch(it, request(double, None))
        assert double.calls[0].method == "GET"


async def test_a_large_body_arrives_whole(tmp_path: Path) -> None:
    async with loopback() as double, transport(tmp_path) as it:
        double.answers = [Answer([b"yes"], headers=PLAIN)]
        await fetch(it, request(double, b"x" * 3_000_000))
        assert len(double.calls[0].body) == 3_000_000


async def test_cookies_are_not_kept(tmp_path: Path) -> None:
    async with loopback() as double, transport(tmp_path) as it:
        double.answers = [Answer([b"yes"], headers={**PLAIN, "set-cookie": "a=b"})]
        await fetch(it, request(double))
        await fetch(it, request(double))
        assert "cookie" not in double.calls[1].headers


async def test_an_answer_without_end_is_cut_off(tmp_path: Path) -> None:
    async with loopback() as double, transport(tmp_path) as it:
        double.answers = [Answer([b"x" * 1_000_000] * (ANSWER_LIMIT // 1_000_000 + 2), headers=PLAIN)]
        with pytest.raises(ApiError, match="64 MB") as caught:
            async with it.send(request(double), "Name") as reply:
                while await reply.read():
                    pass
        assert caught.value.status == 502


async def test_a_pooled_connection_that_died_is_replaced_without_a_word(tmp_path: Path) -> None:
    async with transport(tmp_path) as it:
        died = asyncio.Event()
        served = 0

        async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            nonlocal served
            served += 1
            await reader.readuntil(b"{}")
            writer.write(b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok")
            if served == 1:
                # Takes the second request on this connection, and closes instead of answering.
                await reader.readuntil(b"{}")
                died.set()
            writer.close()

        server = await asyncio.start_server(serve, "127.0.0.1", 0)
        call = ProviderRequest(f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/", {}, b"{}")
        assert await fetch(it, call) == b"ok"
        assert await fetch(it, call) == b"ok"
        assert died.is_set()
        assert served == 2
        server.close()


async def test_a_fresh_connection_that_dies_is_a_failure(tmp_path: Path) -> None:
    async with loopback() as double, transport(tmp_path) as it:
        double.answers = [Answer(hold_head=True, end="reset")]
        with pytest.raises(ConnectError, match="before it answered"):
            await fetch(it, request(double))
        assert len(double.calls) == 1


async def test_what_is_no_http_is_said_so(tmp_path: Path) -> None:
    async with not_http() as port, transport(tmp_path) as it:
        with pytest.raises(ConnectError, match="valid HTTP") as caught:
            await fetch(it, ProviderRequest(f"http://127.0.0.1:{port}/", {}, b"{}"))
        assert not caught.value.transient


async def test_tls_to_a_server_without_it_is_said_so(tmp_path: Path) -> None:
    async with not_http() as port, transport(tmp_path) as it:
        with pytest.raises(ConnectError, match="TLS"):
            await fetch(it, ProviderRequest(f"https://127.0.0.1:{port}/", {}, b"{}"))


async def test_an_unknown_name_is_said_so(tmp_path: Path) -> None:
    async with transport(tmp_path) as it:
        with pytest.raises(ConnectError, match=r"nobody\.invalid could not be resolved"):
            await fetch(it, ProviderRequest("http://nobody.invalid/", {}, b"{}"))


@pytest.mark.parametrize("url", ["http://", "nonsense", "ftp://host/x", "http://host:99999/"])
async def test_an_address_that_is_none_is_said_so(tmp_path: Path, url: str) -> None:
    async with transport(tmp_path) as it:
        with pytest.raises(ApiError) as caught:
            await fetch(it, ProviderRequest(url, {}, b"{}"))
        assert caught.value.status in (500, 502)


async def test_sleep_of_the_machine_retires_the_pool(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import time

    async with loopback() as double, transport(tmp_path) as it:
        double.answers = [Answer([b"yes"], headers=PLAIN)]
        await fetch(it, request(double))
        await fetch(it, request(double))
        assert double.connected == 1
        wall = time.time
        monkeypatch.setattr(time, "time", lambda: wall() + 3600)
        await fetch(it, request(double))
        assert double.connected == 2
