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
from desktop_proxy.server.runner import Failed, ProxyServer, Running, Starting, State, Stopped
from desktop_proxy.settings import SettingsStore

logger = logging.getLogger(__name__)


class ClientLifetime:
    """Listens from the moment it is made; `close` when the server has stopped for good."""

    def __init__(
        self, clients: Clients, server: ProxyServer, settings: SettingsStore, credentials: Credentials
    ) -> None:
        self._clients, self._server, self._settings, self._credentials = clients, server, settings, credentials
        self._was_running = False
        self._resuming = False
        """Whether clients that were left, by this or a killed proxy, still have to be led here."""
        self._waiting_for_token = False
        self._leading: asyncio.Task[None] | None = None
        self._one_after_the_other = asyncio.Lock()
        server.state_changed.connect(self._state_changed)
        credentials.keyring_works_again.connect(self._keyring_works)

    async def close(self) -> None:
        """Give clients their own settings back, unless the user wants them kept."""
        # First: what is being written at the moment is waited for, since its thread would go on.
        await self._suspend()
        # It may wait for a keyring that nobody unlocks.
        await tasks.cancel(self._leading)

    def not_listening(self) -> None:
        """No proxy is to run: what a killed one has left leads nowhere."""
        tasks.spawn(self._suspend(), name="clients get their own settings back")

    def _state_changed(self, state: State) -> None:
        if isinstance(state, Running):
            self._resuming = self._resuming or not self._was_running
            self._lead_soon()
        elif isinstance(state, Stopped | Failed):
            self.not_listening()
        self._was_running = isinstance(state, Running)

    def _keyring_works(self) -> None:
        if self._waiting_for_token:
            self._lead_soon()

    def _lead_soon(self) -> None:
        self._waiting_for_token = False
        self._leading = tasks.spawn(self._lead(), name="clients follow the proxy")

    async def _lead(self) -> None:
        try:
            # Also where none is needed: requiring one later then breaks nothing.
            token = (await self._credentials.client_token()).reveal()
        except ApiError as error:
            self._waiting_for_token = True
            logger.warning("Connected clients are left as they are for now: %s", error.message)
            return
        async with self._one_after_the_other:
            state = self._server.state
            if isinstance(state, Running):
                resuming, self._resuming = self._resuming, False
                await (self._clients.resume if resuming else self._clients.follow)(state.url, token)

    async def _suspend(self) -> None:
        async with self._one_after_the_other:
            listens = isinstance(self._server.state, Starting | Running)
            if self._settings.current.app.restore_clients and not listens:
                await self._clients.suspend()
