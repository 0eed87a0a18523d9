"""The one composition root: builds every part in order, starts and closes them, and passes settings on to them.

It decides nothing about requests, and does not know whether a tray or a terminal opened it.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from desktop_proxy import tasks
from desktop_proxy.clients.clients import Clients
from desktop_proxy.core.client_lifetime import ClientLifetime
from desktop_proxy.core.loop_lag import LoopLag
from desktop_proxy.core.notices import Notices
from desktop_proxy.credentials import Backend, Credentials
from desktop_proxy.environment import Environment
from desktop_proxy.paths import Paths
from desktop_proxy.protocol.errors import ApiError
from desktop_proxy.redaction import Redactor
from desktop_proxy.request_log import Limits, RequestLog
from desktop_proxy.server.announcement import Announcement
from desktop_proxy.server.runner import ProxyServer, Running
from desktop_proxy.settings import Settings, SettingsStore
from desktop_proxy.upstream.upstream import Upstream

logger = logging.getLogger(__name__)


class Core:
    """All parts, as attributes. `start` and `close` once each, on one loop."""

    def __init__(
        self,
        paths: Paths,
        environ: Mapping[str, str],
        cwd: Path,
        overrides: Mapping[str, Any] | None = None,
        *,
        redactor: Redactor | None = None,
        keyring: Backend | None = None,
        announced: bool = True,
    ) -> None:
        """`overrides` are the command line's settings, `keyring` stands in for the OS keyring. Raises SettingsError.

        Only where it is `announced` do commands and other processes find it at a port that is not the settings'.
        """
        self.paths = paths
        self.environ = environ
        self.redactor = redactor or Redactor()
        self.environment = Environment.read(environ, cwd)
        self.settings = SettingsStore(paths.settings_file, self.environment, overrides)
        self.credentials = Credentials(self.environment, paths, self.redactor, keyring)
        self.request_log = RequestLog(paths.database)
        self.upstream = Upstream(self.settings, self.credentials)
        self.server = ProxyServer(self.settings, self.credentials, self.upstream, self.request_log, self.redactor)
        self.clients = Clients(paths, environ)
        self.notices = Notices(self.request_log, self.server, self.settings)
        self._loop_lag = LoopLag()
        self._announcement = Announcement(paths.data_dir)
        self._client_lifetime: ClientLifetime | None = None
        self._apply(self.settings.current)
        self.settings.changed.connect(lambda _, new: self._apply(new))
        if announced:
            self.server.state_changed.connect(lambda _: self._announcement.follow(self.url))
            self._client_lifetime = ClientLifetime(self.clients, self.server, self.settings, self.credentials)

    @property
    def url(self) -> str | None:
        """Where clients reach the proxy, without a trailing slash; None while it does not listen."""
        state = self.server.state
        return state.url if isinstance(state, Running) else None

    async def start(self, *, listen: bool = True) -> None:
        """Listen first; what takes long begins afterwards, in threads. Whether it listens is `server.state`.

        Without `listen` everything but the server starts; `server.start` can follow at any time.
        """
        try:
            self.paths.ensure()
        except OSError as error:
            logger.warning("The folder %s cannot be used (%s); nothing is stored.", error.filename, error.strerror)
        self._loop_lag.start()
        if listen:
            await self.server.start()
        elif self._client_lifetime is not None:
            self._client_lifetime.not_listening()
        await self.request_log.start()
        await self.upstream.start()
        tasks.spawn(self._make_token(), name="client token")

    async def close(self) -> None:
        """Let open requests end, then close everything; what fails is logged and does not keep the rest open."""
        for close in (self.server.stop, self._leave_clients, self.upstream.close, self.request_log.close):
            try:
                await close()
            except Exception:
                logger.exception("Closing failed")
        self._loop_lag.stop()

    def flush_now(self) -> None:
        """The operating system ends the process: what waits to be stored is stored, and nothing more is done."""
        try:
            if self._client_lifetime is not None and self.settings.current.app.restore_clients:
                self.clients.suspend_now(listening=self.url is not None)
        finally:
            self.request_log.close_now()

    async def _leave_clients(self) -> None:
        if self._client_lifetime is not None:
            await self._client_lifetime.close()

    async def _make_token(self) -> None:
        """Made at the first start, not at the first request; also opens the keyring while nobody waits."""
        try:
            await self.credentials.client_token()
        except ApiError as error:
            # Whoever asks without one is told the same; where none is needed it is no news.
            level = logging.WARNING if self.settings.current.server.require_token else logging.INFO
            logger.log(level, "%s", error.message)

    def _apply(self, settings: Settings) -> None:
        kept = settings.request_log
        self.request_log.enabled = kept.enabled
        self.request_log.limits = Limits(retention_days=kept.retention_days, max_mb=kept.max_mb)
