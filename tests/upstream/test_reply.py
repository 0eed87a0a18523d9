"""What is not seen through `test_transport.py` and `test_answer_events.py`: leaving in every state."""

from __future__ import annotations

import asyncio
from pathlib import Path

from upstream.loopback import Answer, loopback
from upstream.test_transport import PLAIN, request, transport


async def test_a_finished_answer_whose_end_is_late_keeps_its_connection(tmp_path: Path) -> None:
    end = asyncio.Event()
    async with loopback() as double, transport(tmp_path) as it:
        double.answers = [Answer([b"all of it", end], headers=PLAIN), Answer([b"yes"], headers=PLAIN)]
        async with it.send(request(double), "Name") as reply:
            assert await reply.read() == b"all of it"
            assert not reply.at_end
            reply.expect_end()
        end.set()
        for _ in range(50):
            await asyncio.sleep(0)
        await asyncio.sleep(0.05)
        async with it.send(request(double), "Name") as reply:
            assert await reply.read_all() == b"yes"
        assert double.connected == 1


async def test_an_end_that_never_comes_is_not_waited_for(tmp_path: Path) -> None:
    async with loopback() as double, transport(tmp_path) as it:
        double.answers = [Answer([b"all of it"], headers=PLAIN, end="hold")]
        async with it.send(request(double), "Name") as reply:
            await reply.read()
            reply.expect_end()
        await asyncio.wait_for(double.left.wait(), 3)


async def test_leaving_in_the_middle_closes(tmp_path: Path) -> None:
    async with loopback() as double, transport(tmp_path) as it:
        double.answers = [Answer([b"a part"], headers=PLAIN, end="hold")]
        async with it.send(request(double), "Name") as reply:
            await reply.read()
        await asyncio.wait_for(double.left.wait(), 2)


async def test_a_limit_cuts_what_is_read(tmp_path: Path) -> None:
    async with loopback() as double, transport(tmp_path) as it:
        double.answers = [Answer([b"x" * 1000] * 10, headers=PLAIN)]
        async with it.send(request(double), "Name") as reply:
            assert len(await reply.read_all(1500)) == 1500
