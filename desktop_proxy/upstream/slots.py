"""How many requests go upstream at the same time: the rest wait in line, and are told to come back when it is long.

First come, first served. What is done in a slot is the caller's business.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager

from desktop_proxy.protocol.errors import ApiError
from desktop_proxy.upstream.sweep import Sweeper, Watch

QUEUE_S = 30.0
RETRY_AFTER_S = 5.0


class Slots:
    """`limit` is asked at every request, so a changed setting holds at once."""

    def __init__(self, sweeper: Sweeper, limit: Callable[[], int], *, queue_s: float = QUEUE_S) -> None:
        self._sweeper = sweeper
        self._limit = limit
        self._queue_s = queue_s
        self._taken = 0
        self._waiting: deque[asyncio.Future[None]] = deque()

    @asynccontextmanager
    async def one(self) -> AsyncGenerator[None]:
        """Hold a slot. Raises `ApiError` 529 after half a minute in line."""
        if self._waiting or self._taken >= self._limit():
            await self._queue()
        else:
            self._taken += 1
        try:
            yield
        finally:
            self._taken -= 1
            self._admit()

    async def _queue(self) -> None:
        """Wait for a slot; when this returns it is already counted as taken."""
        place: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.append(place)
        watch = Watch(self._sweeper)
        watch.begin(self._queue_s)
        try:
            await place
        except asyncio.CancelledError:
            if place.done() and not place.cancelled():
                self._taken -= 1
                self._admit()
            place.cancel()
            if watch.was_cut_off():
                raise ApiError(
                    529,
                    f"{self._taken} requests are being answered already: wait for some to end, or raise "
                    "server.max_streams.",
                    retry_after=RETRY_AFTER_S,
                ) from None
            raise
        finally:
            watch.end()

    def _admit(self) -> None:
        while self._waiting and self._taken < self._limit():
            place = self._waiting.popleft()
            if not place.done():
                self._taken += 1
                place.set_result(None)
