"""An answer whose head has arrived: its body, read within limits of size and silence.

Who reads too slowly is not punished, because only time spent in a read counts. What the bytes mean is not known here.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Mapping

import aiohttp

from desktop_proxy import tasks
from desktop_proxy.settings.model import UpstreamSettings
from desktop_proxy.upstream.connection_errors import broken_answer, silent, too_large
from desktop_proxy.upstream.sweep import Watch

ERROR_LIMIT = 64 * 1024
ANSWER_LIMIT = 64 * 1024 * 1024
END_WAIT_S = 1.0
END_SILENCE_S = 2.0


class Reply:
    """`read()` until it gives b"". Before the first event another limit on silence holds than after it."""

    def __init__(
        self, response: aiohttp.ClientResponse, watch: Watch, host: str, limits: UpstreamSettings, sent_at: float
    ) -> None:
        """`sent_at` (monotonic) is when the call began: the wait for the first byte counts from there."""
        self._response = response
        self._watch = watch
        self._host = host
        self._limits = limits
        self._sent_at: float | None = sent_at
        self._size = 0
        self._events_begun = False
        self._end_is_near = False
        self.status = response.status
        self.headers: Mapping[str, str] = response.headers

    def begin_events(self) -> None:
        """The first event has come: from now on the limit between bytes holds, and no longer the one before it."""
        self._events_begun = True

    def expect_end(self) -> None:
        """The answer is complete, only counts and the end of its body may be missing: not worth a long wait."""
        self._end_is_near = True

    async def read(self) -> bytes:
        """What has arrived, waiting for something; b"" at the end. Raises `ApiError` 502 or 504."""
        self._watch.begin(self._limit())
        try:
            data = await self._response.content.readany()
        except asyncio.CancelledError:
            if self._watch.was_cut_off():
                raise self._silent() from None
            raise
        except (aiohttp.ClientError, OSError):
            raise broken_answer(self._host) from None
        finally:
            self._watch.end()
        self._sent_at = None
        self._size += len(data)
        if self._size > ANSWER_LIMIT:
            raise too_large(self._host, ANSWER_LIMIT // 1024**2)
        return data

    async def read_all(self, limit: int = ANSWER_LIMIT) -> bytes:
        """The rest, cut at `limit` bytes."""
        pieces, size = [], 0
        while size < limit and (data := await self.read()):
            pieces.append(data)
            size += len(data)
        return b"".join(pieces)[:limit]

    @property
    def at_end(self) -> bool:
        """Whether nothing more will come."""
        return self._response.content.at_eof()

    def leave(self) -> None:
        """Nobody reads on: give the connection back, or close it where more of the answer would come."""
        if self.at_end:
            self._response.release()
        elif self._end_is_near:
            tasks.spawn(self._finish(), name="end of an answer")
        else:
            self._abort()

    def _limit(self) -> float:
        if self._end_is_near:
            return min(END_SILENCE_S, self._limits.idle_timeout_s)
        if self._events_begun:
            return self._limits.idle_timeout_s
        if self._sent_at is None:
            return self._limits.first_event_timeout_s
        return self._limits.first_event_timeout_s - (time.monotonic() - self._sent_at)

    def _silent(self) -> Exception:
        if self._events_begun:
            return silent(self._host, self._limits.idle_timeout_s, "upstream.idle_timeout_s")
        return silent(self._host, self._limits.first_event_timeout_s, "upstream.first_event_timeout_s")

    async def _finish(self) -> None:
        """Wait a moment for the end: a kept connection saves the next request a TLS handshake."""
        try:
            async with asyncio.timeout(END_WAIT_S):
                while await self._response.content.readany():
                    pass
        except (TimeoutError, aiohttp.ClientError, OSError):
            self._abort()
        except asyncio.CancelledError:
            self._abort()
            raise
        else:
            self._response.release()

    def _abort(self) -> None:
        # close() alone waits until the provider has taken the rest of the request.
        connection = self._response.connection
        if connection is not None and connection.transport is not None:
            connection.transport.abort()
        self._response.close()
