from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator

import pytest

from desktop_proxy.upstream.sweep import Sweeper, Watch


@pytest.fixture
async def sweeper() -> AsyncIterator[Sweeper]:
    it = Sweeper(interval=0.02)
    it.start()
    yield it
    await it.close()


async def waits(watch: Watch, limit: float) -> str:
    watch.begin(limit)
    try:
        await asyncio.Event().wait()
    except asyncio.CancelledError:
        if watch.was_cut_off():
            return "cut off"
        raise
    finally:
        watch.end()
    return "never"


async def test_a_wait_beyond_its_limit_is_cut_off_and_the_task_lives_on(sweeper: Sweeper) -> None:
    watch = Watch(sweeper)
    assert await waits(watch, 0.05) == "cut off"
    assert await waits(watch, 0.05) == "cut off"
    task = asyncio.current_task()
    assert task is not None
    assert task.cancelling() == 0
    assert not sweeper.watches


async def test_a_wait_that_ends_in_time_is_left_alone(sweeper: Sweeper) -> None:
    watch = Watch(sweeper)
    watch.begin(10)
    await asyncio.sleep(0)
    watch.end()
    assert not watch.expired
    assert not sweeper.watches


async def test_somebody_else_s_cancellation_is_not_taken_for_the_limit(sweeper: Sweeper) -> None:
    task = asyncio.get_running_loop().create_task(waits(Watch(sweeper), 10))
    await asyncio.sleep(0)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task


async def test_a_cancellation_beside_the_limit_is_not_swallowed(sweeper: Sweeper) -> None:
    watch = Watch(sweeper)
    task = asyncio.get_running_loop().create_task(waits(watch, 10))
    await asyncio.sleep(0)
    watch.check(time.monotonic() + 100)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task


async def test_time_in_which_this_process_stood_still_does_not_count() -> None:
    slow = Sweeper(interval=0.02)
    slow.start()
    task = asyncio.get_running_loop().create_task(waits(Watch(slow), 0.3))
    await asyncio.sleep(0.05)
    time.sleep(0.5)
    await asyncio.sleep(0.1)
    assert not task.done()
    assert await asyncio.wait_for(task, 5) == "cut off"
    await slow.close()
