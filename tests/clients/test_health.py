from __future__ import annotations

import asyncio
import socket
from pathlib import Path

import pytest
from fakes import running_proxy

from desktop_proxy.clients.health import answers


async def test_a_running_proxy_answers_without_a_token(tmp_path: Path):
    async with running_proxy(tmp_path) as proxy:
        assert await asyncio.to_thread(answers, proxy.url)


def test_nothing_and_nonsense_do_not():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{one.getsockname()[1]}"
    assert not answers(url)
    for odd in ("", "http://", "http://127.0.0.1:99999", "nonsense", "http://[::1"):
        assert not answers(odd)


@pytest.mark.parametrize(
    "reply",
    [b"", b"SSH-2.0-x\r\n", b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n[]", b"HTTP/1.1 200 OK\r\n\r\n\xff"],
)
async def test_another_program_does_not(reply: bytes):
    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(reply)
        await writer.drain()
        writer.close()

    async with await asyncio.start_server(answer, "127.0.0.1", 0) as server:
        port = server.sockets[0].getsockname()[1]
        assert not await asyncio.to_thread(answers, f"http://127.0.0.1:{port}")
