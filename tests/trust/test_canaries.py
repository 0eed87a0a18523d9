"""S8, S9: no 16 characters of a key, a token or a client credential reach an answer, a file, an output or /proc.

A real `serve` at log level debug, in front of providers that quote the key they were given in every way they can.
"""

from __future__ import annotations

import asyncio
import contextlib
import sqlite3
from collections.abc import AsyncIterator, Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from urllib.parse import quote

import orjson
import pytest
from wire import ask

from .faces import FACES, Face
from .faulty_provider import ISSUED_TOKEN, TOKEN_PATH, FaultyProvider, Reply, document, faulty_provider
from .measuring import linux_only
from .served import Served
from .world import body, key_of, private_key, variables

TOKEN = "dp-client-token-Kq8Rz3Wm5Xv7Lp1Nc9"
CLIENT_KEY = "sk-ant-api03-ClientOwnKeyHn4Vb6Tf2Ys8Pd0"
FRAGMENT = 16
PRESET = "deepseek"
"""The compatible provider here has a preset's name, because only then its key may stand in a `.env`."""
SERVED_FACES = tuple(
    replace(face, model=f"{PRESET}/local-coder") if face.provider == "team" else face for face in FACES
)


def canaries() -> tuple[str, ...]:
    """Everything secret in this test."""
    return (*dict.fromkeys(face.key for face in FACES if face.key), ISSUED_TOKEN, TOKEN, CLIENT_KEY)


def fragments() -> Iterable[bytes]:
    """Every 16 characters of the secrets, and of the lines of the private key."""
    for secret in canaries():
        yield from (secret[at : at + FRAGMENT].encode() for at in range(len(secret) - FRAGMENT + 1))
    for line in private_key().splitlines()[1:-1]:
        yield from (line[at : at + FRAGMENT].encode() for at in range(0, len(line) - FRAGMENT + 1, FRAGMENT))


FRAGMENTS = tuple(fragments())


def leaked(data: bytes) -> list[bytes]:
    """The fragments in `data`."""
    return [fragment for fragment in FRAGMENTS if fragment in data]


def quoted(key: str) -> str:
    """A key as providers and gateways quote it."""
    return (
        f"Incorrect API key provided: {key}. Sent: 'Authorization: Bearer {key}', x-api-key={key}, ?key={quote(key)} "
        f"{key[:24]}... ...{key[-24:]} <{key[5:26]}> {orjson.dumps(key).decode()} {key[:20]}{chr(10)}{key[20:]}"
    )


def echoes(face: Face, *, stream: bool) -> list[Reply]:
    """Failures of every kind that quote the key."""
    said = quoted(face.key or ISSUED_TOKEN)
    begun, _ = face.parts(stream=stream)
    kind = face.content_type(stream=stream)
    page = f"<!doctype html><html><body><pre>{said}</pre></body></html>".encode()
    refusals = [
        document(face.refuse(status, said), status, x_request_id=said[:60])
        for status in (400, 401, 403, 404, 429, 500, 529)
    ]
    bodies = (
        page,
        said.encode(),
        orjson.dumps(said),
        orjson.dumps({"detail": [{"msg": said}]}),
        b'{"error": "' + said.encode(),
    )
    others = [document(one, status) for one in bodies for status in (200, 400, 401, 502)]
    # A relay passes on what is no event of a failure as it comes.
    broken = [begun, b'data: {"' + (b"" if face.relayed else said.encode()) + b"\n\n"]
    streams = [
        Reply([begun, face.error_frame(said)], headers=kind),
        Reply([face.error_frame(said)], headers=kind),
        Reply(broken, headers=kind),
        Reply([said.encode()], headers=kind),
    ]
    return [*refusals, *others, *(streams if stream or not face.relayed else [])]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("canaries")


@linux_only
async def test_no_secret_is_anywhere_but_where_the_user_put_it(folder: Path) -> None:
    async with faulty_provider() as provider:
        process = Served(folder)
        async with process.running(_variables(folder, provider), _settings(provider)):
            answers = [answer async for answer in _provoke(process, provider)]
            assert len(answers) > 300
            assert {status for status, _ in answers} >= {200, 400, 401, 403, 404, 429, 500, 502, 529}
            assert [(answer, found) for _, answer in answers if (found := leaked(answer))] == []
            commands = [("log",), ("status",), ("keys", "list"), ("settings", "list"), ("providers", "list")]
            printed = await asyncio.gather(*(process.command(*command) for command in commands))
            assert [(text, found) for text in printed if (found := leaked(text))] == []
            _expect_clean(process.home, process.output)
            for what in ("cmdline", "environ"):
                assert leaked(Path(f"/proc/{process.pid}/{what}").read_bytes()) == []
            assert _children(process.pid) == []
        _expect_clean(process.home, process.output)
        assert _recorded_errors(process.home) > 250


async def _provoke(process: Served, provider: FaultyProvider) -> AsyncIterator[tuple[int, bytes]]:
    """Every face, mode and way to quote the key; then refused clients."""
    for face in SERVED_FACES:
        for stream in (True, False):
            for reply in echoes(face, stream=stream):
                yield await _ask(process, face, provider, reply, stream, {"x-api-key": TOKEN})
            reply = Reply(face.parts(stream=stream), headers=face.content_type(stream=stream))
            headers = {"x-api-key": CLIENT_KEY, "authorization": f"Bearer {TOKEN}"}
            yield await _ask(process, face, provider, reply, stream, headers)
    for headers in ({"x-api-key": CLIENT_KEY}, {"x-api-key": TOKEN[:-1]}, {"authorization": f"Bearer {CLIENT_KEY}"}):
        yield await _ask(process, FACES[0], provider, Reply(), True, {"x-api-key": None, **headers})
    provider.token_reply = document(
        orjson.dumps({"error": "invalid_grant", "error_description": quoted(ISSUED_TOKEN)}), 400
    )


async def _ask(
    process: Served,
    face: Face,
    provider: FaultyProvider,
    reply: Reply,
    stream: bool,
    headers: Mapping[str, str | None],
) -> tuple[int, bytes]:
    sent = body(face, provider.play(reply), stream=stream)
    answer = await ask(process.port, "POST", "/v1/messages", sent, headers)
    return answer.status, orjson.dumps(dict(answer.headers)) + answer.body


def _variables(folder: Path, provider: FaultyProvider) -> dict[str, str]:
    return {
        **variables(folder, provider.url, provider.url + TOKEN_PATH),
        "DEEPSEEK_API_KEY": key_of("team"),
        "DESKTOP_PROXY_TOKEN": TOKEN,
    }


def _settings(provider: FaultyProvider) -> dict[str, object]:
    return {
        "providers": {PRESET: {"preset": PRESET, "base_url": f"{provider.url}/team/v1"}},
        "upstream": {"max_retries": 0},
    }


def _expect_clean(*places: Path) -> None:
    """No file there has a secret in its content or its name."""
    files = [file for place in places for file in ([place] if place.is_file() else place.rglob("*"))]
    found = {str(file): leaked(file.read_bytes() + file.name.encode()) for file in files if file.is_file()}
    assert any(name.endswith(".sqlite3") for name in found)
    assert {name: leaks for name, leaks in found.items() if leaks} == {}


def _children(pid: int) -> list[str]:
    return Path(f"/proc/{pid}/task/{pid}/children").read_text().split()


def _recorded_errors(home: Path) -> int:
    with contextlib.closing(sqlite3.connect(home / "requests.sqlite3")) as database:
        (count,) = database.execute("SELECT count(*) FROM requests WHERE error LIKE '%[redacted]%'").fetchone()
    return int(count)
