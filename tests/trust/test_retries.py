"""R6, R7: one retry layer that repeats only what may help, fallbacks for what a provider cannot do, and no breaker."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Literal

import pytest
from wire import Answer

from .faces import FACES, Face
from .faulty_provider import Reply, Scene, broken_before_head, document
from .world import EVERY_WAY, World, both_modes, every_face, world

ONCE = (400, 401, 402, 403, 404, 413, 422)
REPEATED = (500, 502, 503, 529)
CALLS = 3


@every_face
@both_modes
async def test_the_client_s_own_fault_is_asked_once(tmp_path: Path, face: Face, stream: bool) -> None:
    async with world(tmp_path) as around:
        scenes = [around.provider.play(document(face.refuse(status, "No."), status)) for status in ONCE]
        await asyncio.gather(*(around.ask(face, scene, stream=stream) for scene in scenes))
        assert [len(scene.calls) for scene in scenes] == [1] * len(ONCE)


async def test_a_provider_s_own_fault_is_asked_three_times(tmp_path: Path) -> None:
    async with world(tmp_path) as around:
        scenes = {
            status: [around.provider.play(document(face.refuse(status, "Broken."), status)) for face, _ in EVERY_WAY]
            for status in REPEATED
        }
        answers = await asyncio.gather(*(_ask_all(around, some) for some in scenes.values()))
        for status, some in zip(REPEATED, answers, strict=True):
            assert [answer.status for answer in some] == [status] * len(EVERY_WAY)
            assert [len(scene.calls) for scene in scenes[status]] == [CALLS] * len(EVERY_WAY)


@pytest.mark.parametrize("end", ["fin", "rst"])
async def test_a_provider_that_closes_without_an_answer_is_asked_three_times(
    tmp_path: Path, end: Literal["fin", "rst"]
) -> None:
    async with world(tmp_path) as around:
        scenes = [around.provider.play(broken_before_head(end)) for _ in EVERY_WAY]
        answers = await _ask_all(around, scenes)
        assert [answer.status for answer in answers] == [502] * len(scenes)
        assert [len(scene.calls) for scene in scenes] == [CALLS] * len(scenes)


@every_face
async def test_a_kept_connection_that_died_costs_one_call_more_and_no_error(tmp_path: Path, face: Face) -> None:
    whole = Reply([face.opening, face.closing])
    async with world(tmp_path, upstream__max_retries=0) as around:
        assert (await around.ask(face, around.provider.play(whole), stream=True)).status == 200
        scene = around.provider.play(broken_before_head("rst"), whole)
        assert (await around.ask(face, scene, stream=True)).status == 200
        assert len(scene.calls) == 2
        dying = around.provider.play(broken_before_head("rst"))
        assert (await around.ask(face, dying, stream=True)).status == 502
        assert len(dying.calls) <= 2


async def test_a_fault_that_passes_is_not_seen_by_the_client(tmp_path: Path) -> None:
    async with world(tmp_path) as around:
        for busy in (True, False):
            scenes = [
                around.provider.play(
                    document(face.refuse(503, "Busy."), 503) if busy else broken_before_head("rst"),
                    Reply(face.parts(stream=stream), headers=face.content_type(stream=stream)),
                )
                for face, stream in EVERY_WAY
            ]
            answers = await _ask_all(around, scenes)
            assert [answer.status for answer in answers] == [200] * len(scenes)
            assert [len(scene.calls) for scene in scenes] == [2] * len(scenes)


@every_face
@both_modes
async def test_nothing_is_repeated_after_the_first_byte(tmp_path: Path, face: Face, stream: bool) -> None:
    begun, _ = face.parts(stream=stream)
    kind = face.content_type(stream=stream)
    async with world(tmp_path) as around:
        replies = [Reply([begun], headers=kind, end="rst"), Reply([begun], headers=kind)]
        replies += [Reply([begun, face.error_frame("It broke.")], headers=kind)]
        scenes = [around.provider.play(reply) for reply in replies]
        await asyncio.gather(*(around.ask(face, scene, stream=stream) for scene in scenes))
        assert [len(scene.calls) for scene in scenes] == [1] * len(scenes)


async def test_a_short_wait_is_waited(tmp_path: Path) -> None:
    async with world(tmp_path) as around:
        scenes = [
            around.provider.play(
                document(face.refuse(429, "Wait."), 429, retry_after="1"),
                Reply(face.parts(stream=stream), headers=face.content_type(stream=stream)),
            )
            for face, stream in EVERY_WAY
        ]
        started = time.monotonic()
        answers = await _ask_all(around, scenes)
        assert time.monotonic() - started >= 1.0
        assert [answer.status for answer in answers] == [200] * len(scenes)
        assert [len(scene.calls) for scene in scenes] == [2] * len(scenes)


@every_face
@both_modes
async def test_a_long_wait_is_passed_on_at_once(tmp_path: Path, face: Face, stream: bool) -> None:
    async with world(tmp_path) as around:
        for status in (429, 503, 529):
            scene = around.provider.play(document(face.refuse(status, "Wait."), status, retry_after="31"))
            started = time.monotonic()
            answer = await around.ask(face, scene, stream=stream)
            assert time.monotonic() - started < 3
            assert (answer.status, answer.headers["retry-after"], len(scene.calls)) == (status, "31", 1)


@every_face
@both_modes
async def test_an_empty_account_is_not_asked_again(tmp_path: Path, face: Face, stream: bool) -> None:
    if face.refusals.empty_account is None:
        pytest.skip("this provider has no refusal of its own for it")
    async with world(tmp_path) as around:
        empty = face.refusals.empty_account
        scene = around.provider.play(document(empty.body, empty.status, retry_after="1"))
        await around.ask(face, scene, stream=stream)
        assert len(scene.calls) == 1


@every_face
async def test_refusals_never_block_the_requests_between_them(tmp_path: Path, face: Face) -> None:
    async with world(tmp_path) as around:
        for number in range(50):
            stream = number % 2 == 0
            bad = around.provider.play(document(face.refuse(401, "No."), 401))
            good = around.provider.play(Reply(face.parts(stream=stream), headers=face.content_type(stream=stream)))
            refused, served = await asyncio.gather(
                around.ask(face, bad, stream=stream), around.ask(face, good, stream=stream)
            )
            assert (refused.status, served.status) == (401, 200)
            assert (len(bad.calls), len(good.calls)) == (1, 1)


@pytest.mark.parametrize("face", [face for face in FACES if not face.relayed], ids=lambda face: face.name)
@both_modes
async def test_another_model_answers_only_for_a_provider_that_cannot(tmp_path: Path, face: Face, stream: bool) -> None:
    other = next(one for one in FACES if one.provider != face.provider)
    whole = Reply([other.opening, other.closing])
    async with world(tmp_path, routing__fallbacks=(other.model,), upstream__max_retries=0) as around:
        scene = around.provider.play(broken_before_head("rst"), whole)
        assert (await around.ask(face, scene, stream=stream)).status == 200
        for status in (*REPEATED, *ONCE, 429):
            scene = around.provider.play(document(face.refuse(status, "No."), status), whole)
            answer = await around.ask(face, scene, stream=stream)
            falls_back = status in REPEATED
            assert (answer.status == 200, len(scene.calls)) == (falls_back, 1 + falls_back), status
        begun = around.provider.play(Reply([face.opening], end="rst"), whole)
        answer = await around.ask(face, begun, stream=stream)
        assert len(begun.calls) == 1
        assert answer.events()[-1]["type"] == "error" if stream else answer.status == 502


async def _ask_all(around: World, scenes: Sequence[Scene]) -> list[Answer]:
    """The answers of every way, asked at the same time."""
    ways = zip(EVERY_WAY, scenes, strict=True)
    return await asyncio.gather(*(around.ask(face, scene, stream=stream) for (face, stream), scene in ways))
