"""Connected clients follow the proxy: led to it while it listens, with their own settings while it does not.

It orders the steps, so that of a quick stop and start the last one counts. The work itself is `clients/`.
"""

from __future__ import annotations

import asyncio
import logging

from desktop_proxy import tasks
from desktop_proxy.clients.clients import Clients
from desktop_proxy.credentials import Credentials
from desktop_proxy.protocol.errors import ApiError
from desktop_proxy.server.runner import ProxyServer, Running, State, Stopped
from desktop_proxy.settings import SettingsStore

logger = logging.getLogger(__name__)


class ClientLifetime:
    """Listens from the moment it is made; `close` when the server has stopped for good."""

    def __init__(
        self, clients: Clients, server: ProxyServer, settings: SettingsStore, credentials: Credentials
    ) -> None:
        self._clients, self._server, self._settings, self._credentials = clients, server, settings, credentials
        self._was_running = False
        self._leading: asyncio.Task[None] | None = None
        self._one_after_the_other = asyncio.Lock()
        server.state_changed.connect(self._state_changed)

    async def close(self) -> None:
        """Give clients their own settings back, unless the user wants them kept."""
        # It may wait for a keyring that nobody unlocks.
        await tasks.cancel(self._leading)
        await self._suspend()

    def _state_changed(self, state: State) -> None:
        if isinstance(state, Running):
            self._leading = tasks.spawn(self._lead(resuming=not self._was_running), name="clients follow the proxy")
        elif isinstance(state, Stopped):
            tasks.spawn(self._suspend(), name="clients get their own settings back")
        self._was_running = isinstance(state, Running)

    async def _lead(self, *, resuming: bool) -> None:
        async with self._one_after_the_other:
            state = self._server.state
            if not isinstance(state, Running):
                return
            try:
                # Also where none is needed: requiring one later then breaks nothing.
                token = (await self._credentials.client_token()).reveal()
            except ApiError as error:
                logger.warning("Connected clients were left as they are: %s", error.message)
                return
            await (self._clients.resume if resuming else self._clients.follow)(state.url, token)

    async def _suspend(self) -> None:
        async with self._one_after_the_other:
            if self._settings.current.app.restore_clients and isinstance(self._server.state, Stopped):
                await self._clients.suspend()
