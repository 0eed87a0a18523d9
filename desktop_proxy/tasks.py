"""The only maker of asyncio tasks: keeps them alive, names them and reports their failure.

It has no groups, limits or restarts; who needs those builds them from tasks made here.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Coroutine
from typing import Any, TypeVar

T = TypeVar("T")

logger = logging.getLogger(__name__)

# The loop itself holds tasks weakly, so a task nobody awaits could vanish in the middle of its work:
# https://docs.python.org/3/library/asyncio-task.html#asyncio.create_task
_running: set[asyncio.Task[Any]] = set()


def spawn(coro: Coroutine[Any, Any, T], *, name: str) -> asyncio.Task[T]:
    """Start `coro` on the running loop. A failure is logged under `name`; who awaits the task gets it as well."""
    task = asyncio.get_running_loop().create_task(coro, name=name)
    _running.add(task)
    task.add_done_callback(_finished)
    return task


async def cancel(task: asyncio.Task[Any] | None) -> None:
    """Cancel `task` and wait until it has ended, however it ends. None and an ended task are fine."""
    if task is None or task.done():
        return
    task.cancel()
    await asyncio.wait({task})


def _finished(task: asyncio.Task[Any]) -> None:
    _running.discard(task)
    if task.cancelled():
        return
    error = task.exception()
    if error is not None:
        logger.error("Task %s failed", task.get_name(), exc_info=error)
