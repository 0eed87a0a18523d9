"""Time limits for waiting, watched by one periodic task instead of one timer per wait.

A `Watch` limits how long its owner may await something; when the time is over the waiting task is cancelled and
`expired` says so. Limits are exceeded by up to one sweep. Nothing here knows what is waited for.
Why not `asyncio.timeout`: on qasync a cancelled timer lives until its time, so thousands of them pile up.
"""

from __future__ import annotations

import asyncio
import time

from desktop_proxy import tasks

INTERVAL_S = 1.0


class Watch:
    """One owner's waits, one at a time: `begin(seconds)` … `end()`, in the task that awaits."""

    __slots__ = ("_cancelling", "_limit", "_since", "_sweeper", "_task", "expired")

    def __init__(self, sweeper: Sweeper) -> None:
        self._sweeper = sweeper
        self._task: asyncio.Task[object] | None = None
        self._since = 0.0
        self._limit = 0.0
        self._cancelling = 0
        self.expired = False
        """Whether the last wait was cut off by its limit."""

    def begin(self, limit: float) -> None:
        """The current task starts to wait, for `limit` seconds at most."""
        task = asyncio.current_task()
        assert task is not None
        self._task, self._limit, self.expired = task, limit, False
        self._cancelling = task.cancelling()
        self._since = time.monotonic()
        self._sweeper.watches.add(self)

    def end(self) -> None:
        """The wait is over, however it ended."""
        self._task = None
        self._sweeper.watches.discard(self)

    def was_cut_off(self) -> bool:
        """Inside `except CancelledError`: whether the limit did it, and nobody else cancelled the task meanwhile.

        Takes the cancellation back then, as `asyncio.timeout` does.
        """
        task = asyncio.current_task()
        if not self.expired or task is None:
            return False
        return task.uncancel() <= self._cancelling

    def check(self, now: float) -> None:
        """Cut the wait off when its time is over (called by the sweeper)."""
        if self._task is not None and not self.expired and now - self._since > self._limit:
            self.expired = True
            self._task.cancel()

    def postpone(self, seconds: float) -> None:
        """Forgive time in which this process could not have noticed an answer."""
        self._since += seconds


class Sweeper:
    """Looks at every watch once per interval."""

    def __init__(self, interval: float = INTERVAL_S) -> None:
        self._interval = interval
        self._task: asyncio.Task[None] | None = None
        self.watches: set[Watch] = set()

    def start(self) -> None:
        """Begin to look."""
        if self._task is None:
            self._task = tasks.spawn(self._run(), name="upstream silence")

    async def close(self) -> None:
        """Stop looking; waits that still go on are no longer limited."""
        await tasks.cancel(self._task)
        self._task = None

    async def _run(self) -> None:
        last = time.monotonic()
        while True:
            await asyncio.sleep(self._interval)
            now = time.monotonic()
            # After a suspend or a SIGSTOP the answer may lie unread in the socket: silence was ours, not theirs.
            late = now - last - self._interval
            for watch in tuple(self.watches):
                if late > self._interval:
                    watch.postpone(late)
                watch.check(now)
            last = now
