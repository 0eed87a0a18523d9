"""R4, R5: limits on a provider's silence, and pings while it lasts. All seven providers at the same time."""

from __future__ import annotations

import asyncio
import time
from dataclasses import replace
from pathlib import Path

import pytest
from wire import Answer, parse_events

from desktop_proxy.protocol.errors import error_type
from desktop_proxy.upstream.sweep import INTERVAL_S

from .faces import FACES, Face
from .faulty_provider import Reply, broken_before_head, document, silent, unanswering_address
from .world import EVERY_WAY, World, both_modes, every_face, world

SPARE_S = INTERVAL_S + 1.0


async def test_a_provider_that_does_not_accept_ends_at_the_limit(tmp_path: Path) -> None:
    with unanswering_address() as address:
        limits = {"upstream__connect_timeout_s": 1.0, "upstream__max_retries": 0}
        async with world(tmp_path, address=address, **limits) as around:
            answers = await _timed(around, Reply(), 1.0)
            for answer in answers:
                assert (answer.status, answer.error["type"]) == (504, "timeout_error")
                assert "upstream.connect_timeout_s" in answer.error["message"]


@pytest.mark.parametrize("reply", [silent(head=False), silent(head=True)], ids=["no head", "no body"])
async def test_a_provider_that_does_not_begin_ends_at_the_limit(tmp_path: Path, reply: Reply) -> None:
    async with world(tmp_path, upstream__first_event_timeout_s=1.0, upstream__idle_timeout_s=60.0) as around:
        answers = await _timed(around, reply, 1.0)
        for answer in answers:
            assert (answer.status, answer.error["type"]) == (504, "timeout_error")
            assert "upstream.first_event_timeout_s" in answer.error["message"]


async def test_a_provider_that_stops_in_the_middle_ends_at_the_limit(tmp_path: Path) -> None:
    async with world(tmp_path, upstream__first_event_timeout_s=60.0, upstream__idle_timeout_s=1.0) as around:
        ways = [(face, stream) for face, stream in EVERY_WAY if stream or not face.relayed]
        scenes = [around.provider.play(Reply([face.opening], end="hold")) for face, _ in ways]
        started = time.monotonic()
        answers = await asyncio.gather(
            *(around.ask(face, scene, stream=stream) for (face, stream), scene in zip(ways, scenes, strict=True))
        )
        assert 1.0 <= time.monotonic() - started <= 1.0 + SPARE_S
        for (_, stream), answer, scene in zip(ways, answers, scenes, strict=True):
            error = answer.events()[-1]["error"] if stream else answer.error
            assert error["type"] == "timeout_error"
            assert "upstream.idle_timeout_s" in error["message"]
            await asyncio.wait_for(scene.calls[0].left.wait(), 2)
            assert len(scene.calls) == 1


async def test_a_pause_within_the_limit_is_survived(tmp_path: Path) -> None:
    limits = {"upstream__first_event_timeout_s": 4.0, "upstream__idle_timeout_s": 4.0}
    async with world(tmp_path, **limits) as around:
        answers = await asyncio.gather(*(_paused(around, face, stream) for face, stream in EVERY_WAY))
        for answer, (_, stream) in zip(answers, EVERY_WAY, strict=True):
            assert answer.status == 200, answer.body
            assert b"message_stop" in answer.body or not stream


async def test_a_slow_client_is_not_the_provider_s_silence(tmp_path: Path) -> None:
    limits = {"upstream__first_event_timeout_s": 1.0, "upstream__idle_timeout_s": 1.0}
    async with world(tmp_path, **limits) as around:
        ends = await asyncio.gather(*(_asleep(around, face, 1.0 + SPARE_S) for face in FACES))
        assert ends == ["message_stop"] * len(FACES)


@every_face
async def test_pings_come_from_the_first_silent_moment_on(tmp_path: Path, face: Face) -> None:
    async with world(tmp_path, server__ping_interval_s=0.1) as around:
        speak = asyncio.Event()
        scene = around.provider.play(Reply([speak, face.opening, face.closing], headers=face.content_type(stream=True)))
        wire = await around.begin(face, scene, stream=True)
        status, headers = await wire.head()
        assert (status, headers["content-type"].partition(";")[0]) == (200, "text/event-stream")
        received = b""
        async for piece in wire.chunks():
            received += piece
            if received.count(b"event: ping") == 3:
                speak.set()
        kinds = [event["type"] for event in parse_events(received)]
        assert kinds.count("message_start") == 1
        assert kinds.index("ping") < kinds.index("content_block_start")
        assert kinds[-1] == "message_stop"
        await wire.leave()


@every_face
async def test_a_refusal_after_a_ping_is_an_error_event(tmp_path: Path, face: Face) -> None:
    statuses = (401, 404, 429, 500, 529)
    async with world(tmp_path, server__ping_interval_s=0.1, upstream__max_retries=0) as around:
        refusals = [document(face.refuse(status, "Refused on purpose."), status) for status in statuses]
        ends = await asyncio.gather(*(_after_a_ping(around, face, refusal) for refusal in refusals))
        for status, received in zip(statuses, ends, strict=True):
            last = parse_events(received)[-1]
            assert last["type"] == "error"
            assert "Refused on purpose." in last["error"]["message"]
            assert face.relayed or last["error"]["type"] == error_type(status)
            assert b"message_stop" not in received


@every_face
async def test_a_connection_lost_after_a_ping_is_an_error_event(tmp_path: Path, face: Face) -> None:
    async with world(tmp_path, server__ping_interval_s=0.1, upstream__max_retries=0) as around:
        received = await _after_a_ping(around, face, broken_before_head("rst"))
        assert parse_events(received)[-1]["error"]["type"] == "api_error"
        assert b"message_stop" not in received


@both_modes
async def test_a_refusal_before_the_first_ping_keeps_its_status(tmp_path: Path, stream: bool) -> None:
    async with world(tmp_path, server__ping_interval_s=5.0, upstream__max_retries=0) as around:
        for face in FACES:
            scene = around.provider.play(document(face.refuse(429, "Slow down."), 429, retry_after="40"))
            answer = await around.ask(face, scene, stream=stream)
            assert (answer.status, answer.headers["retry-after"]) == (429, "40")


async def _timed(around: World, reply: Reply, limit_s: float) -> list[Answer]:
    """What all seven answer either way, after checking that it took `limit_s` and not much longer."""
    started = time.monotonic()
    asked = (around.ask(face, around.provider.play(reply), stream=stream) for face, stream in EVERY_WAY)
    answers = await asyncio.gather(*asked)
    assert limit_s <= time.monotonic() - started <= limit_s + SPARE_S
    return answers


async def _paused(around: World, face: Face, stream: bool) -> Answer:
    begun, rest = face.parts(stream=stream)
    # Longer than a sweep, so that the limit was looked at in between.
    pause = 1.3
    reply = Reply([pause, begun, pause, rest], headers=face.content_type(stream=stream))
    return await around.ask(face, around.provider.play(reply), stream=stream)


async def _asleep(around: World, face: Face, seconds: float) -> str:
    """How an answer ends for a client that does not read for a while."""
    flood = [face.opening, *[face.delta("x" * 65536)] * 300, face.closing]
    wire = await around.begin(face, around.provider.play(Reply(flood)), stream=True)
    _, headers = await wire.head()
    wire.writer.transport.pause_reading()  # type: ignore[attr-defined]
    await asyncio.sleep(seconds)
    wire.writer.transport.resume_reading()  # type: ignore[attr-defined]
    received = await wire.rest(headers)
    await wire.leave()
    return str(parse_events(received[received.rindex(b"event: ") :])[0]["type"])


async def _after_a_ping(around: World, face: Face, reply: Reply) -> bytes:
    """What the client gets when `reply` comes after its first ping."""
    pinged = asyncio.Event()
    wire = await around.begin(face, around.provider.play(replace(reply, after=pinged)), stream=True)
    assert (await wire.head())[0] == 200
    received = b""
    async for piece in wire.chunks():
        received += piece
        if b"event: ping" in piece:
            pinged.set()
    await wire.leave()
    return received
