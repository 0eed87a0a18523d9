from __future__ import annotations

import asyncio
import contextlib
import time

import orjson
import pytest

from desktop_proxy import discovery
from desktop_proxy.discovery import MAX_BYTES, discover, keys
from desktop_proxy.environment import Environment

NOTHING = Environment()
OLLAMA = {"object": "list", "data": [{"id": "qwen3:8b", "object": "model"}, {"id": "nomic-embed-text"}]}


@contextlib.asynccontextmanager
async def listening(answer: bytes | None, *, then_hold: bool = False):
    """A server on 127.0.0.1 that gives every connection one answer; None is silence."""
    asked: list[bytes] = []
    left = asyncio.Event()

    async def serve(reader, writer):
        with contextlib.suppress(ConnectionError, asyncio.IncompleteReadError):
            asked.append(await reader.readuntil(b"\r\n\r\n"))
            if answer is not None:
                writer.write(answer)
                await writer.drain()
            if answer is None or then_hold:
                await left.wait()
        writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    try:
        yield server.sockets[0].getsockname()[1], asked
    finally:
        left.set()
        server.close()


def reply(body: object, status: str = "200 OK", *headers: str) -> bytes:
    data = body if isinstance(body, bytes) else orjson.dumps(body)
    head = "\r\n".join([f"HTTP/1.1 {status}", f"content-length: {len(data)}", *headers])
    return f"{head}\r\n\r\n".encode() + data


@pytest.fixture
def closed(unused_tcp_port_factory):
    """Ports at which nothing listens, for both servers."""
    return {name: unused_tcp_port_factory() for name in discovery.SERVERS}


def test_keys_are_told_by_name_and_place_and_never_by_value(tmp_path):
    (tmp_path / ".env").write_text("GROQ_API_KEY=gsk_canary0123456789abcdef\nCOHERE_API_KEY=canary-0123456789\n")
    environ = {"XAI_API_KEY": "xai-canary-0123456789abcdef", "OPENAI_API_KEY": "sk-canary-0123456789abcdef"}
    found = list(keys(Environment.read(environ, tmp_path)))
    assert [(one.provider, one.label, one.note, one.preset) for one in found] == [
        ("openai", "OpenAI", "Key in the environment", False),
        ("xai", "xAI", "Key in the environment", False),
        ("groq", "Groq", "Key in the .env file", True),
    ]
    assert {one.kind for one in found} == {"key"}
    assert "canary" not in repr(found)


def test_a_vertex_project_counts_as_access(tmp_path):
    (tmp_path / ".env").write_text("VERTEX_PROJECT_ID=my-project\n")
    (found,) = keys(Environment.read({}, tmp_path))
    assert (found.provider, found.note) == ("vertex_ai", "Project in the .env file")


def test_the_usual_ports_are_those_of_the_provider_table():
    assert [discovery._usual_port(name) for name in discovery.SERVERS] == [11434, 1234]


async def test_a_model_server_is_found_with_its_models(closed):
    async with listening(reply(OLLAMA)) as (port, asked):
        (found,) = await discover(NOTHING, {**closed, "ollama": port})
    assert (found.kind, found.provider, found.label, found.preset) == ("server", "ollama", "Ollama", True)
    assert found.models == ("qwen3:8b",)
    assert found.note == f"Listening at 127.0.0.1:{port}, 1 model"
    assert found.base_url == f"http://127.0.0.1:{port}/v1"
    assert asked[0].startswith(b"GET /v1/models HTTP/1.1\r\n")
    assert b"authorization" not in asked[0].lower()


async def test_keys_come_before_servers(closed, tmp_path):
    environment = Environment.read({"OPENAI_API_KEY": "sk-0123456789abcdefghij"}, tmp_path)
    async with listening(reply(OLLAMA)) as (port, _):
        found = await discover(environment, {**closed, "lmstudio": port})
    assert [one.provider for one in found] == ["openai", "lmstudio"]


async def test_a_server_without_models_is_found_as_one(closed):
    async with listening(reply({"object": "list", "data": None})) as (port, _):
        (found,) = await discover(NOTHING, {**closed, "ollama": port})
    assert found.models == ()
    assert "no model yet" in found.note


@pytest.mark.parametrize(
    "answer",
    [
        reply(b"<html>hello</html>"),
        reply({"error": "Unexpected endpoint or method."}),
        reply({"data": "many"}),
        reply({"data": [{"name": "x"}]}),
        reply({"data": [{"id": "line\nbreak"}]}),
        reply([]),
        reply(OLLAMA, "404 Not Found"),
        reply(OLLAMA, "401 Unauthorized"),
        reply(b'{"data": [' + b" " * MAX_BYTES + b"]}"),
        b"SSH-2.0-OpenSSH_9.2\r\n",
        b"",
    ],
    ids=["page", "error", "text", "no ids", "control", "array", "404", "401", "huge", "ssh", "closed"],
)
async def test_what_does_not_answer_like_a_list_of_models_is_none(closed, answer):
    async with listening(answer) as (port, asked):
        assert await discover(NOTHING, {**closed, "lmstudio": port}) == []
        assert asked


async def test_nothing_listening_is_nothing_found(closed):
    assert await discover(NOTHING, closed) == []


async def test_a_redirect_is_not_followed(closed):
    async with listening(reply(OLLAMA)) as (target, asked):
        redirect = reply(b"", "307 Temporary Redirect", f"location: http://127.0.0.1:{target}/v1/models")
        async with listening(redirect) as (port, _):
            assert await discover(NOTHING, {**closed, "ollama": port}) == []
        assert asked == []


@pytest.mark.parametrize("dripping", [False, True])
async def test_a_silent_server_is_waited_for_no_longer_than_the_limit(closed, monkeypatch, dripping):
    monkeypatch.setattr(discovery, "LIMIT_S", 0.2)
    answer = b"HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{" if dripping else None
    async with listening(answer, then_hold=dripping) as (port, _), listening(reply(OLLAMA)) as (other, _):
        begun = time.monotonic()
        (found,) = await discover(NOTHING, {**closed, "ollama": port, "lmstudio": other})
        assert time.monotonic() - begun < 5
    assert found.provider == "lmstudio"


async def test_a_web_proxy_is_not_asked(closed, monkeypatch):
    async with listening(reply(OLLAMA)) as (port, asked):
        monkeypatch.setenv("HTTP_PROXY", f"http://127.0.0.1:{port}")
        assert await discover(NOTHING, closed) == []
        assert asked == []
