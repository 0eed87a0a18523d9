"""The listening server: start, stop, bind again when its address changes, and its upkeep.

State is announced by a signal. It builds the parts of `server/` and owns their sockets; it owns none of the services
it is given and closes none of them.
"""

from __future__ import annotations

import asyncio
import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop_proxy import tasks
from desktop_proxy.protocol.errors import ApiError
from desktop_proxy.redaction import Redactor
from desktop_proxy.request_log import RequestLog
from desktop_proxy.server.app import App
from desktop_proxy.server.connection import Listener
from desktop_proxy.server.gate import Gate
from desktop_proxy.server.listening import BACKLOG, open_listening_socket, url_of, why_not
from desktop_proxy.server.recording import Recorder
from desktop_proxy.server.services import Services
from desktop_proxy.server.sse import LiveStreams
from desktop_proxy.settings import SettingsStore
from desktop_proxy.signals import Signal

if TYPE_CHECKING:
    from desktop_proxy.credentials import Credentials
    from desktop_proxy.upstream.upstream import Upstream

GRACE_S = 10.0
"""How long open requests may go on after `stop`."""
FAREWELL_S = 3.0
"""How long the interrupted ones may take to say so."""
RETRY_BIND_S = 5.0
MAX_TICK_S = 1.0
TICKS_PER_PING = 5

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Stopped:
    """Not listening."""


@dataclass(frozen=True, slots=True)
class Starting:
    """About to listen."""


@dataclass(frozen=True, slots=True)
class Running:
    """Listening at `url`, which has no trailing slash."""

    url: str


@dataclass(frozen=True, slots=True)
class Failed:
    """Cannot listen at the moment, and trying again; `reason` is a sentence."""

    reason: str


State = Stopped | Starting | Running | Failed


class ProxyServer:
    """One server; `start` and `stop` may be called again and again. `state_changed` tells the new state."""

    def __init__(
        self,
        settings: SettingsStore,
        credentials: Credentials,
        upstream: Upstream,
        request_log: RequestLog,
        redactor: Redactor,
        *,
        grace_s: float = GRACE_S,
    ) -> None:
        self.state_changed: Signal[[State]] = Signal()
        self.state: State = Stopped()
        self._settings = settings
        self._grace_s = grace_s
        self._streams = LiveStreams()
        recorder = Recorder(request_log, upstream, redactor)
        self._services = Services(settings, credentials, upstream, recorder, self._streams, redactor)
        self._app = App(self._services, Gate(credentials))
        self._listener: Listener | None = None
        self._server: asyncio.Server | None = None
        self._address: tuple[str, int] | None = None
        self._next_bind = 0.0
        self._upkeep: asyncio.Task[None] | None = None
        self._one_at_a_time = asyncio.Lock()

    async def start(self) -> None:
        """Listen at the settings' address. Where that is not possible the state is `Failed`, and it is tried again."""
        async with self._one_at_a_time:
            if self._listener is not None:
                return
            self._set_state(Starting())
            self._app.closing = False
            self._listener = Listener(self._app.handle)
            await self._bind(self._listener)
            self._upkeep = tasks.spawn(self._keep_up(self._listener), name="server upkeep")

    async def stop(self) -> None:
        """Take no more requests, let the open ones finish for a while, tell the others, and close.

        Takes at most `grace_s` and some five seconds. While it is being stopped, whoever stops it again waits as well.
        """
        async with self._one_at_a_time:
            if self._listener is not None:
                await self._close(self._listener)
                self._listener = None
                self._set_state(Stopped())

    async def _close(self, listener: Listener) -> None:
        self._app.closing = True
        self._unbind()
        listener.close_idle()
        await self._all_answered(self._grace_s)
        for request in tuple(self._app.active.values()):
            request.interrupt(ApiError(529, "Desktop Proxy is stopping. Try again when it runs."))
        await self._all_answered(FAREWELL_S)
        await tasks.cancel(self._upkeep)
        await listener.shutdown(timeout=1.0)

    async def _bind(self, listener: Listener) -> None:
        """Listen where the settings say; the sockets of before go on until the new one listens."""
        wanted = (self._settings.current.server.host, self._settings.current.server.port)
        try:
            listening = open_listening_socket(*wanted)
        except OSError as error:
            self._next_bind = _now() + RETRY_BIND_S
            self._cannot_bind(why_not(error, *wanted))
            return
        self._unbind()
        self._server = await asyncio.get_running_loop().create_server(listener, sock=listening, backlog=BACKLOG)
        self._address = wanted
        logger.info("Listening on %s", url_of(listening))
        self._set_state(Running(url_of(listening)))

    def _cannot_bind(self, reason: str) -> None:
        logger.warning("%s", reason)
        # While the former address is still served, that is the state.
        if self._server is None:
            self._set_state(Failed(reason))

    def _unbind(self) -> None:
        """Close the listening socket; connections stay."""
        if self._server is not None:
            self._server.close()
        self._server = self._address = None

    async def _keep_up(self, listener: Listener) -> None:
        """One sweep for what would otherwise be a timer for each stream and connection."""
        while True:
            interval = self._settings.current.server.ping_interval_s
            tick = min(MAX_TICK_S, interval / TICKS_PER_PING)
            await asyncio.sleep(tick)
            try:
                await self._streams.ping_silent(_now() + tick - interval)
                listener.close_slow()
                self._settings.refresh()
                self._notice_end()
                if self._moved() and _now() >= self._next_bind and not self._app.closing:
                    await self._bind(listener)
            except Exception:
                logger.exception("The server's upkeep failed")

    def _notice_end(self) -> None:
        """A listening socket that was closed beneath us is a stop by itself: said, and bound again at once."""
        if self._server is not None and not self._server.is_serving():
            self._unbind()
            self._next_bind = 0.0
            self._cannot_bind("The proxy stopped listening by itself; it is started again.")

    def _moved(self) -> bool:
        server = self._settings.current.server
        return self._address != (server.host, server.port)

    async def _all_answered(self, timeout_s: float) -> None:
        running = [request.answering for request in self._app.active.values() if request.answering is not None]
        if running:
            await asyncio.wait(running, timeout=timeout_s)

    def _set_state(self, state: State) -> None:
        if state != self.state:
            self.state = state
            self.state_changed.emit(state)


def _now() -> float:
    return asyncio.get_running_loop().time()
