"""All clients, for the core and the window: the work on files happens in threads, and changes are announced.

To add a client: a file beside this one with its `Client`, and a row in CLIENTS.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Mapping

from desktop_proxy.clients import connection, lifetime, standing
from desktop_proxy.clients.claude_code import CLAUDE_CODE
from desktop_proxy.clients.client import Client, ClientError
from desktop_proxy.clients.connection import Connection
from desktop_proxy.clients.outcomes import Done, Outcome, Plan, Status
from desktop_proxy.paths import Paths
from desktop_proxy.signals import Signal

logger = logging.getLogger(__name__)

CLIENTS: tuple[Client, ...] = (CLAUDE_CODE,)


class Clients:
    """`changed(name)` tells that a client's connection is not what it was.

    `plan`, `connect` and `disconnect` raise ClientError, whose text is a sentence. `resume`, `follow` and `suspend` are
    told what becomes of the proxy of this process, and never fail; what they did is worth telling the user.
    """

    def __init__(self, paths: Paths, environ: Mapping[str, str]) -> None:
        self.changed: Signal[[str]] = Signal()
        self._connections = {client.name: Connection(client, paths.data_dir, environ) for client in CLIENTS}
        self._url: str | None = None
        self._previous: frozenset[str] = frozenset()

    async def plan(self, name: str, url: str, token: str) -> Plan:
        """What connecting would change. `token` is empty where none is needed."""
        return await asyncio.to_thread(connection.plan, self._connections[name], url, token)

    async def connect(self, name: str, url: str, token: str, shown: Plan | None = None) -> Outcome:
        """Lead the client to the proxy at `url`; only as it was `shown`, where something was."""
        return self._announced(await asyncio.to_thread(connection.connect, self._connections[name], url, token, shown))

    async def disconnect(self, name: str) -> Outcome:
        """Give the client its own settings back."""
        return self._announced(await asyncio.to_thread(connection.disconnect, self._connections[name]))

    async def status(self, name: str) -> Status:
        """How it stands. Never fails."""
        at = self._connections[name]
        return await asyncio.to_thread(standing.status, at.client, at.record, at.environ)

    async def resume(self, url: str, token: str) -> list[Outcome]:
        """The proxy listens at `url`: connect again what was suspended or left behind by a killed one."""
        previous = self._moved_to(url)
        return await self._each(lambda at: lifetime.resume(at, url, token, previous))

    async def follow(self, url: str, token: str) -> list[Outcome]:
        """The proxy has another address or another token."""
        previous = self._moved_to(url)
        return await self._each(lambda at: lifetime.follow(at, url, token, previous))

    async def suspend(self) -> list[Outcome]:
        """The proxy does not listen any more: its clients have their own settings until the next `resume`."""
        return await self._each(lambda at: lifetime.suspend(at, self._url))

    def suspend_now(self, *, listening: bool) -> list[Outcome]:
        """As `suspend`, for when the loop has no time left, `listening` or not; blocks for some milliseconds."""
        outcomes = [
            _without_fault(lambda at: lifetime.suspend(at, self._url, listening=listening), at)
            for at in self._connections.values()
        ]
        return [self._announced(outcome) for outcome in outcomes if outcome is not None]

    def _moved_to(self, url: str) -> frozenset[str]:
        """The addresses before."""
        if self._url is not None:
            self._previous |= {self._url}
        self._url = url
        return self._previous

    async def _each(self, act: Callable[[Connection], Outcome | None]) -> list[Outcome]:
        outcomes = []
        for at in self._connections.values():
            outcome = await asyncio.to_thread(_without_fault, act, at)
            if outcome is not None:
                outcomes.append(self._announced(outcome))
        return outcomes

    def _announced(self, outcome: Outcome) -> Outcome:
        if outcome.done is Done.FAILED:
            logger.warning("%s", outcome.sentence)
        elif outcome.done is not Done.NOTHING:
            logger.info("%s", outcome.sentence)
            self.changed.emit(outcome.client)
        return outcome


def _without_fault(act: Callable[[Connection], Outcome | None], at: Connection) -> Outcome | None:
    try:
        return act(at)
    except ClientError as error:
        return Outcome(at.client.name, Done.FAILED, str(error), at.path)
