from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest

from desktop_proxy.protocol.errors import ApiError
from desktop_proxy.upstream.slots import Slots
from desktop_proxy.upstream.sweep import Sweeper


@pytest.fixture
async def sweeper() -> AsyncIterator[Sweeper]:
    it = Sweeper(interval=0.02)
    it.start()
    yield it
    await it.close()


async def turn(task: asyncio.Task[None] | None = None) -> None:
    for _ in range(5):
        await asyncio.sleep(0)


class Holder:
    """Takes a slot until it is told to leave."""

    def __init__(self, slots: Slots) -> None:
        self.inside = False
        self.leave = asyncio.Event()
        self.task = asyncio.get_running_loop().create_task(self._hold(slots))

    async def _hold(self, slots: Slots) -> None:
        async with slots.one():
            self.inside = True
            await self.leave.wait()


async def test_as_many_as_the_limit_are_inside_and_the_others_follow_in_order(sweeper: Sweeper) -> None:
    slots = Slots(sweeper, lambda: 2)
    holders = [Holder(slots) for _ in range(5)]
    await turn()
    assert [holder.inside for holder in holders] == [True, True, False, False, False]
    holders[0].leave.set()
    await turn()
    assert [holder.inside for holder in holders] == [True, True, True, False, False]
    for holder in holders:
        holder.leave.set()
    await asyncio.gather(*(holder.task for holder in holders))


async def test_who_waits_too_long_is_told_to_come_back(sweeper: Sweeper) -> None:
    slots = Slots(sweeper, lambda: 1, queue_s=0.05)
    first, second = Holder(slots), Holder(slots)
    with pytest.raises(ApiError) as caught:
        await second.task
    assert caught.value.status == 529
    assert caught.value.retry_after
    first.leave.set()
    await first.task
    third = Holder(slots)
    await turn()
    assert third.inside
    third.leave.set()
    await third.task


async def test_who_leaves_the_line_is_passed_over(sweeper: Sweeper) -> None:
    slots = Slots(sweeper, lambda: 1)
    first, second, third = (Holder(slots) for _ in range(3))
    await turn()
    second.task.cancel()
    first.leave.set()
    await turn()
    assert third.inside
    third.leave.set()
    await third.task


async def test_who_is_admitted_and_cancelled_in_one_moment_loses_no_slot(sweeper: Sweeper) -> None:
    slots = Slots(sweeper, lambda: 1)
    first, second = Holder(slots), Holder(slots)
    await turn()
    first.leave.set()
    first.task.add_done_callback(lambda _: second.task.cancel())
    await asyncio.gather(first.task, second.task, return_exceptions=True)
    third = Holder(slots)
    await turn()
    assert third.inside
    third.leave.set()
    await third.task


async def test_a_raised_limit_holds_for_the_next_request(sweeper: Sweeper) -> None:
    limit = 1
    slots = Slots(sweeper, lambda: limit)
    holders = [Holder(slots) for _ in range(3)]
    await turn()
    limit = 5
    holders[0].leave.set()
    await turn()
    assert [holder.inside for holder in holders] == [True, True, True]
    for holder in holders:
        holder.leave.set()
    await asyncio.gather(*(holder.task for holder in holders))
