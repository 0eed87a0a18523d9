"""The aiohttp session: its pool, what it may not do, and its renewal after the machine slept."""

from __future__ import annotations

import time
from types import SimpleNamespace
from typing import Any

import aiohttp

from desktop_proxy import __version__

KEEP_ALIVE_S = 60.0
DNS_MEMORY_S = 60
WALL_JUMP_S = 30.0
RETIRED_S = 3600.0
"""No answer takes longer, so a session retired an hour ago serves nobody."""


class Sessions:
    """Gives the session to use now. Made and closed on the loop that uses it."""

    def __init__(self) -> None:
        self._session = _new_session()
        self._poolless = _new_session(pooled=False)
        self._retired: list[tuple[aiohttp.ClientSession, float]] = []
        self._wall, self._monotonic = time.time(), time.monotonic()

    async def current(self, *, pooled: bool = True) -> aiohttp.ClientSession:
        """The session; a new one after the machine slept, because the pooled connections are dead then.

        Without `pooled`, one whose every request makes its own connection.
        """
        if not pooled:
            return self._poolless
        wall, monotonic = time.time(), time.monotonic()
        # The monotonic clock stands still while the machine sleeps.
        slept = abs((wall - self._wall) - (monotonic - self._monotonic)) > WALL_JUMP_S
        self._wall, self._monotonic = wall, monotonic
        if slept:
            await self._renew(monotonic)
        return self._session

    async def close(self) -> None:
        """Close every connection."""
        for session in (self._session, self._poolless, *(session for session, _ in self._retired)):
            await session.close()
        self._retired.clear()

    async def _renew(self, now: float) -> None:
        # Answers may still run on the old one.
        self._retired.append((self._session, now))
        self._session = _new_session()
        while self._retired and now - self._retired[0][1] > RETIRED_S:
            session, _ = self._retired.pop(0)
            await session.close()


def _new_session(*, pooled: bool = True) -> aiohttp.ClientSession:
    keeping: dict[str, Any] = {"keepalive_timeout": KEEP_ALIVE_S} if pooled else {"force_close": True}
    trace = aiohttp.TraceConfig()
    trace.on_connection_reuseconn.append(_note_reuse)
    return aiohttp.ClientSession(
        connector=aiohttp.TCPConnector(limit=0, ttl_dns_cache=DNS_MEMORY_S, **keeping),
        cookie_jar=aiohttp.DummyCookieJar(),
        headers={"User-Agent": f"desktop-proxy/{__version__}", "Accept-Encoding": "identity"},
        trace_configs=[trace],
        # With it aiohttp would send what it finds in .netrc instead of the key.
        trust_env=False,
    )


async def _note_reuse(session: aiohttp.ClientSession, context: SimpleNamespace, params: object) -> None:
    context.trace_request_ctx.reused = True
