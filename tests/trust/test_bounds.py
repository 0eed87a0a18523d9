"""R8, R9, R27: a provider that sends too much and a client that reads too little cost bounded time and memory."""

from __future__ import annotations

import asyncio
import functools
import re
import time
import zlib
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from wire import Answer, ask, parse_events

from .faces import FACES, Face
from .faulty_provider import Reply, Scene
from .measuring import linux_only, rss_bytes
from .world import World, both_modes, every_face, world

MIB = 1024 * 1024
OTHERS_S = 2.0
FLOOD_PIECES = 800
FLOOD_PIECE = 64 * 1024


class Numbered:
    """A whole answer of 50 MiB whose texts begin with their number."""

    def __init__(self, face: Face) -> None:
        self._face = face

    def __iter__(self) -> Iterator[bytes]:
        yield self._face.opening
        for number in range(FLOOD_PIECES):
            yield self._face.delta(f"{number:05d}".ljust(FLOOD_PIECE, "x"))
        yield self._face.closing


class Endless:
    """`count` times the same piece after a first one; iterable again and again, and nothing is kept."""

    def __init__(self, first: bytes, piece: bytes, count: int, last: bytes = b"") -> None:
        self._parts = first, piece, count, last

    def __iter__(self) -> Iterator[bytes]:
        first, piece, count, last = self._parts
        yield first
        for _ in range(count):
            yield piece
        if last:
            yield last


@linux_only
@every_face
async def test_a_sleeping_client_holds_the_provider_back_and_nobody_else(tmp_path: Path, face: Face) -> None:
    async with world(tmp_path) as around:
        await _served(around, face)
        scene = around.provider.play(Reply(Numbered(face)))
        before = rss_bytes()
        wire = await around.begin(face, scene, stream=True)
        _, headers = await wire.head()
        wire.writer.transport.pause_reading()  # type: ignore[attr-defined]
        await _until_it_stands_still(scene)
        assert scene.calls[0].taken <= 24 * MIB
        assert rss_bytes() - before < 80 * MIB
        for other in FACES:
            await _served(around, other)
        wire.writer.transport.resume_reading()  # type: ignore[attr-defined]
        received = await wire.rest(headers)
        await wire.leave()
        numbers = [int(number) for number in re.findall(rb'"text":"(\d{5})x', received)]
        assert numbers == list(range(FLOOD_PIECES))
        assert received.endswith(b'{"type":"message_stop"}\n\n')


@functools.cache
def zipped(first: bytes) -> bytes:
    """`first` and 200 MB more, in 200 kB."""
    packer = zlib.compressobj(9, wbits=31)
    piece = b"x" * MIB
    return b"".join([packer.compress(first), *(packer.compress(piece) for _ in range(200)), packer.flush()])


ONE_OF_EACH_KIND = tuple(
    face for face in FACES if face.name in ("openai-chat", "openai-responses", "gemini", "anthropic")
)
JSON = {"content-type": "application/json"}
GZIP = {"content-encoding": "gzip"}
BLANKS = b" " * MIB
FILLING = b"x" * MIB
BEGIN_REFUSAL = b'{"error":{"message":"'

Bomb = Callable[[Face, bytes, Mapping[str, str]], Reply]
BOMBS: Mapping[str, Bomb] = {
    "20 MB refusal": lambda face, begun, kind: Reply(Endless(BEGIN_REFUSAL, FILLING, 20, b'"}}'), 500, JSON),
    "20 MB refusal in words": lambda face, begun, kind: Reply(
        Endless(BEGIN_REFUSAL, b"sk-a " * 200_000, 20), 400, JSON
    ),
    "100 MB of events": lambda face, begun, kind: Reply(Endless(begun, face.delta("x" * MIB), 100), headers=kind),
    "100 MB of comments": lambda face, begun, kind: Reply(Endless(begun, b": " + FILLING + b"\n\n", 100), headers=kind),
    "100 MB of document": lambda face, begun, kind: Reply(Endless(b'{"a":"', FILLING, 100, b'"}'), headers=JSON),
    "100 MB of blanks": lambda face, begun, kind: Reply(Endless(BLANKS, BLANKS, 100), headers=kind),
    "20 MB in an event": lambda face, begun, kind: Reply(
        Endless(begun + b"data: ", FILLING, 20, b"\n\n"), headers=kind
    ),
    "20 MB in an event's lines": lambda face, begun, kind: Reply(
        Endless(begun, (b"data: " + b"x" * 1000 + b"\n") * 1000, 20, b"\n"), headers=kind
    ),
    "gzip bomb of an event": lambda face, begun, kind: Reply([zipped(begun + b"data: ")], headers={**kind, **GZIP}),
    "gzip bomb of a document": lambda face, begun, kind: Reply([zipped(b'{"a":"')], headers={**JSON, **GZIP}),
    "gzip bomb of a refusal": lambda face, begun, kind: Reply([zipped(BEGIN_REFUSAL)], 400, headers={**JSON, **GZIP}),
}
"""Answers of a size that no provider sends."""


@linux_only
@pytest.mark.parametrize("face", ONE_OF_EACH_KIND, ids=lambda face: face.name)
@both_modes
@pytest.mark.parametrize("bomb", BOMBS.values(), ids=BOMBS.keys())
async def test_an_oversized_answer_is_cut_and_the_others_are_served(
    tmp_path: Path, face: Face, stream: bool, bomb: Bomb
) -> None:
    async with world(tmp_path, upstream__max_retries=0) as around:
        await _served(around, face)
        begun, _ = face.parts(stream=stream)
        scene = around.provider.play(bomb(face, begun, face.content_type(stream=stream)))
        watching = _Peak()
        asked = asyncio.create_task(around.ask(face, scene, stream=stream))
        while not asked.done():
            await _served(around, FACES[0])
            watching.look()
        answer = await asked
        assert watching.grown < 150 * MIB
        _expect_failure(answer, stream)


def _expect_failure(answer: Answer, stream: bool) -> None:
    if answer.status == 200 and stream:
        (last,) = parse_events(answer.body[answer.body.rindex(b"event: ") :])
        assert last["type"] == "error"
        assert b"message_stop" not in answer.body
    else:
        assert answer.status >= 400
        assert answer.error["message"]


async def test_requests_over_the_limit_wait_and_are_then_told(tmp_path: Path) -> None:
    async with world(tmp_path, server__max_streams=2) as around:
        around.core.upstream._slots._queue_s = 0.5
        go_on = asyncio.Event()
        held = [around.provider.play(Reply([face.opening, go_on, face.closing])) for face in FACES[:2]]
        wires = [await around.begin(face, scene, stream=True) for face, scene in zip(FACES, held, strict=False)]
        for wire in wires:
            await wire.head()
        late = around.provider.play(Reply([FACES[0].opening, FACES[0].closing]))
        answers = await asyncio.gather(*(around.ask(face, late, stream=True) for face in FACES))
        for answer in answers:
            assert (answer.status, answer.error["type"]) == (529, "overloaded_error")
            assert int(answer.headers["retry-after"]) > 0
            assert "server.max_streams" in answer.error["message"]
        assert late.calls == []
        started = time.monotonic()
        for target in ("/v1/models", "/health"):
            assert (await ask(around.port, "GET", target)).status == 200
        assert time.monotonic() - started < OTHERS_S
        waiting = asyncio.create_task(around.ask(FACES[0], late, stream=True))
        go_on.set()
        assert (await waiting).status == 200
        for wire in wires:
            await wire.leave()


@linux_only
async def test_three_hundred_stalled_requests_cost_little_and_end_when_their_clients_leave(tmp_path: Path) -> None:
    async with world(tmp_path, server__max_streams=64) as around:
        await _served(around, FACES[0])
        before = rss_bytes()
        scene = around.provider.play(Reply([FACES[0].opening], end="hold"))
        wires = [await around.begin(FACES[0], scene, stream=True) for _ in range(300)]
        async with asyncio.timeout(10):
            while len(scene.calls) < 64:
                await asyncio.sleep(0.01)
        assert (await ask(around.port, "GET", "/v1/models")).status in (200, 529)
        assert rss_bytes() - before < 80 * MIB
        assert len(scene.calls) == 64
        for wire in wires:
            await wire.leave()
        await asyncio.wait_for(asyncio.gather(*(call.left.wait() for call in scene.calls[:64])), 5)
        await _served(around, FACES[0])


class _Peak:
    """The largest growth of this process that was seen."""

    def __init__(self) -> None:
        self._before = rss_bytes()
        self.grown = 0

    def look(self) -> None:
        self.grown = max(self.grown, rss_bytes() - self._before)


async def _served(around: World, face: Face) -> None:
    scene = around.provider.play(Reply([face.opening, face.closing]))
    started = time.monotonic()
    assert (await around.ask(face, scene, stream=True)).status == 200
    assert time.monotonic() - started < OTHERS_S


async def _until_it_stands_still(scene: Scene) -> None:
    await asyncio.wait_for(scene.arrived.wait(), 10)
    taken: Any = None
    async with asyncio.timeout(10):
        while taken is None or taken != scene.calls[0].taken:
            taken = scene.calls[0].taken
            await asyncio.sleep(0.15)
