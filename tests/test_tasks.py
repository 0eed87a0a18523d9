from __future__ import annotations

import asyncio
import gc
import logging
import weakref

import pytest

from desktop_proxy.tasks import cancel, spawn


async def test_a_task_survives_the_garbage_collector():
    done = asyncio.Event()
    waiting = asyncio.get_running_loop().create_future()
    wakers = [weakref.ref(waiting)]

    async def work(future: asyncio.Future[None]) -> None:
        await future
        done.set()

    spawn(work(waiting), name="work")
    del waiting
    await asyncio.sleep(0)
    gc.collect()
    future = wakers[0]()
    assert future is not None
    future.set_result(None)
    await done.wait()


async def test_a_failure_is_logged_under_the_name(caplog: pytest.LogCaptureFixture):
    async def fail() -> None:
        raise ValueError("broken")

    task = spawn(fail(), name="the sweep")
    with caplog.at_level(logging.ERROR):
        await asyncio.wait({task})
        await asyncio.sleep(0)
    assert "Task the sweep failed" in caplog.text
    assert task.get_name() == "the sweep"


async def test_who_awaits_the_task_gets_its_result():
    async def work() -> int:
        return 4

    assert await spawn(work(), name="work") == 4


async def test_cancel_returns_when_the_task_has_cleaned_up(caplog: pytest.LogCaptureFixture):
    cleaned = []

    async def work() -> None:
        try:
            await asyncio.Event().wait()
        finally:
            await asyncio.sleep(0)
            cleaned.append(True)

    task = spawn(work(), name="work")
    await asyncio.sleep(0)
    await cancel(task)
    assert cleaned
    assert task.cancelled()
    assert not caplog.records


async def test_cancel_takes_nothing_and_ended_tasks():
    async def work() -> None: ...

    task = spawn(work(), name="work")
    await task
    await cancel(task)
    await cancel(None)
    assert task.done()
    assert not task.cancelled()


async def test_cancel_does_not_raise_what_the_task_raises():
    async def work() -> None:
        try:
            await asyncio.Event().wait()
        except asyncio.CancelledError:
            raise ValueError("while cleaning up") from None

    task = spawn(work(), name="work")
    await asyncio.sleep(0)
    await cancel(task)
    assert isinstance(task.exception(), ValueError)
