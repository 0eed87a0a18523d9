"""R3: when the client leaves, the provider's connection is closed within two seconds, whatever it was doing."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from wire import Wire

from .faces import FACES, Face
from .faulty_provider import Reply, Scene, document, silent
from .world import World, both_modes, every_face, world

LIMIT_S = 2.0


@every_face
@both_modes
@pytest.mark.parametrize("phase", ["before headers", "after headers", "mid-stream", "inside an event"])
@pytest.mark.parametrize("orderly", [True, False], ids=["FIN", "RST"])
async def test_the_provider_is_left_when_the_client_leaves(
    tmp_path: Path, face: Face, stream: bool, phase: str, orderly: bool
) -> None:
    begun, rest = face.parts(stream=stream)
    kind = face.content_type(stream=stream)
    replies = {
        "before headers": silent(head=False),
        "after headers": silent(head=True),
        "mid-stream": Reply([begun], headers=kind, end="hold"),
        "inside an event": Reply([begun, rest[:10]], headers=kind, end="hold"),
    }
    async with world(tmp_path) as around:
        scene = around.provider.play(replies[phase])
        wire = await around.begin(face, scene, stream=stream)
        await _until_it_waits(scene)
        await _leave(wire, orderly)
        await _expect_left(scene)


@every_face
async def test_the_provider_is_left_when_a_client_that_was_pinged_leaves(tmp_path: Path, face: Face) -> None:
    async with world(tmp_path, server__ping_interval_s=0.1) as around:
        scene = around.provider.play(silent(head=False))
        wire = await around.begin(face, scene, stream=True)
        await wire.head()
        await _until_it_waits(scene)
        await _leave(wire, orderly=False)
        await _expect_left(scene)


@every_face
async def test_the_provider_is_left_when_a_client_that_did_not_read_leaves(tmp_path: Path, face: Face) -> None:
    flood = [face.opening, *[face.delta("x" * 65536)] * 400]
    async with world(tmp_path) as around:
        scene = around.provider.play(Reply(flood, end="hold"))
        wire = await around.begin(face, scene, stream=True)
        await wire.head()
        wire.writer.transport.pause_reading()  # type: ignore[attr-defined]
        await _until_it_stands_still(scene)
        await _leave(wire, orderly=False)
        await _expect_left(scene)


async def test_a_request_waiting_for_its_next_attempt_asks_no_more(tmp_path: Path) -> None:
    face = FACES[0]
    async with world(tmp_path) as around:
        scene = around.provider.play(document(face.refuse(429, "Wait."), 429, retry_after="1"))
        wire = await around.begin(face, scene, stream=True)
        await asyncio.wait_for(scene.arrived.wait(), 10)
        await _leave(wire, orderly=False)
        await _served(around, face)
        assert len(scene.calls) == 1
        await _no_active_request(around)
        assert len(scene.calls) == 1


async def _until_it_waits(scene: Scene) -> None:
    await asyncio.wait_for(scene.arrived.wait(), 10)
    await asyncio.wait_for(scene.calls[0].begun.wait(), 10)


async def _until_it_stands_still(scene: Scene) -> None:
    """The provider cannot write on, because nobody reads."""
    await asyncio.wait_for(scene.arrived.wait(), 10)
    taken = -1
    async with asyncio.timeout(10):
        while taken != scene.calls[0].taken or not taken:
            taken = scene.calls[0].taken
            await asyncio.sleep(0.1)


async def _expect_left(scene: Scene) -> None:
    await asyncio.wait_for(scene.calls[0].left.wait(), LIMIT_S)


async def _leave(wire: Wire, orderly: bool) -> None:
    if orderly:
        wire.writer.close()
    else:
        wire.writer.transport.abort()
    await asyncio.sleep(0)


async def _served(around: World, face: Face) -> None:
    answer = await around.ask(face, around.provider.play(Reply([face.opening, face.closing])), stream=True)
    assert answer.status == 200


async def _no_active_request(around: World) -> None:
    async with asyncio.timeout(LIMIT_S):
        while around.core.server._app.active:
            await asyncio.sleep(0.01)
