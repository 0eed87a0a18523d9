"""The one HTTP client: sends a request and waits for the head of its answer, within limits.

No redirects, TLS verified, loopback never through a proxy. It knows neither providers nor retries; only a pooled
connection that proves dead is replaced without a word.
"""

from __future__ import annotations

import asyncio
import io
import time
from collections.abc import AsyncGenerator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from types import SimpleNamespace

import aiohttp
from yarl import URL

from desktop_proxy.settings import SettingsStore
from desktop_proxy.settings.model import UpstreamSettings
from desktop_proxy.upstream.connection_errors import connect_error, redirected, silent
from desktop_proxy.upstream.http_proxy import HttpProxies
from desktop_proxy.upstream.reply import ANSWER_LIMIT, ERROR_LIMIT, Reply
from desktop_proxy.upstream.sessions import Sessions
from desktop_proxy.upstream.sweep import INTERVAL_S, Sweeper, Watch

__all__ = ["ANSWER_LIMIT", "ERROR_LIMIT", "ProviderRequest", "Reply", "Transport"]

LARGE_BODY = 1024 * 1024


@dataclass(frozen=True, slots=True)
class ProviderRequest:
    """One call, ready for the wire. `headers` hold the key, so a request is never logged; the URL never does."""

    url: str
    headers: Mapping[str, str]
    body: bytes | None
    """None makes it a GET."""


class Transport:
    """The session and its clock."""

    def __init__(self, settings: SettingsStore, *, sweep_interval: float = INTERVAL_S) -> None:
        self._settings = settings
        self._sessions: Sessions | None = None
        self._proxies = HttpProxies()
        self.sweeper = Sweeper(sweep_interval)

    async def start(self) -> None:
        """Open the session and begin to watch for silence."""
        self._sessions = Sessions()
        self.sweeper.start()

    async def close(self) -> None:
        """Close every connection."""
        await self.sweeper.close()
        if self._sessions is not None:
            await self._sessions.close()
            self._sessions = None

    @asynccontextmanager
    async def send(self, request: ProviderRequest, label: str, *, fresh: bool = False) -> AsyncGenerator[Reply]:
        """Send and wait for the head of the answer. Leaving the block closes what was not read to the end.

        `fresh` is for a call that is made again: with a connection of its own, which cannot be a dead one of the pool
        and so is never replaced.
        Raises `ConnectError` while nothing of an answer has arrived, `ApiError` 502 for a redirect and 504 for
        silence. Statuses of 400 and above are answers: the caller judges them.
        """
        limits = self._settings.current.upstream
        url, host = _address(request.url, label)
        watch = Watch(self.sweeper)
        sent_at = time.monotonic()
        response = await self._head(request, url, host, watch, limits, label, fresh)
        reply = Reply(response, watch, host, limits, sent_at)
        try:
            if 300 <= reply.status < 400:
                raise redirected(host, label)
            yield reply
        finally:
            reply.leave()

    async def _head(
        self,
        request: ProviderRequest,
        url: URL,
        host: str,
        watch: Watch,
        limits: UpstreamSettings,
        label: str,
        fresh: bool,
    ) -> aiohttp.ClientResponse:
        watch.begin(limits.first_event_timeout_s)
        try:
            return await self._connected(request, url, limits.connect_timeout_s, fresh)
        except asyncio.CancelledError:
            if watch.was_cut_off():
                raise silent(host, limits.first_event_timeout_s, "upstream.first_event_timeout_s") from None
            raise
        except (aiohttp.ClientError, OSError, ValueError) as error:
            raise connect_error(error, host, label) from None
        finally:
            watch.end()

    async def _connected(
        self, request: ProviderRequest, url: URL, connect_timeout: float, fresh: bool
    ) -> aiohttp.ClientResponse:
        trace = SimpleNamespace(reused=False)
        try:
            return await self._call(request, url, connect_timeout, trace, pooled=not fresh)
        except (aiohttp.ServerDisconnectedError, aiohttp.ClientOSError):
            # A pooled connection that the server has closed meanwhile says nothing about the server.
            if not trace.reused:
                raise
        # Once, and not from the pool: a server that takes requests and dies must not get one for each connection in it.
        return await self._call(request, url, connect_timeout, trace, pooled=False)

    async def _call(
        self,
        request: ProviderRequest,
        url: URL,
        connect_timeout: float,
        trace: SimpleNamespace,
        *,
        pooled: bool = True,
    ) -> aiohttp.ClientResponse:
        if self._sessions is None:
            raise RuntimeError("The transport is not started.")
        session = await self._sessions.current(pooled=pooled)
        proxy = self._proxies.find(url)
        body = request.body
        return await session.request(
            "GET" if body is None else "POST",
            url,
            # aiohttp sends a large body that is already bytes in one piece, and warns of it.
            data=io.BytesIO(body) if body is not None and len(body) > LARGE_BODY else body,
            headers=request.headers,
            timeout=aiohttp.ClientTimeout(total=None, connect=connect_timeout),
            allow_redirects=False,
            proxy=proxy.url if proxy else None,
            proxy_headers=proxy.headers if proxy else None,
            trace_request_ctx=trace,
        )


def _address(url: str, label: str) -> tuple[URL, str]:
    try:
        address = URL(url, encoded=True)
        return address, address.host or label
    except ValueError:
        raise connect_error(aiohttp.InvalidURL(url), label, label) from None
