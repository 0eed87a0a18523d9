"""What the keyring holds, read once and remembered; what failed is asked again a second later.

It knows nothing of the environment and of sessions: which place wins is decided in `credentials.py`.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from typing import TypeVar

from desktop_proxy.credentials.keyring_thread import KeyringFault, KeyringThread
from desktop_proxy.redaction import Redactor, Secret
from desktop_proxy.signals import Signal

REMEMBERED_S = 1.0
"""How long "no such key" and a failing keyring are believed: one request asks once, the next second asks again."""

T = TypeVar("T")


class StoredKeys:
    """Every method that asks the keyring raises KeyringFault. `recovered` tells that it answers again."""

    def __init__(self, keyring: KeyringThread, redactor: Redactor) -> None:
        self._keyring = keyring
        self._redactor = redactor
        self._found: dict[str, Secret] = {}
        self._missing: dict[str, float] = {}
        self.recovered: Signal[[]] = Signal()
        self._fault: KeyringFault | None = None
        self._fault_until = 0.0
        self._asking = asyncio.Lock()

    @property
    def fault(self) -> KeyringFault | None:
        """Why the keyring was of no use at the last question; None while it works."""
        return self._fault

    async def get(self, name: str) -> Secret | None:
        """The key of that name, asked once for all who want to know at the same time."""
        if name in self._found or self._is_known_missing(name):
            return self._found.get(name)
        async with self._asking:
            if name in self._found or self._is_known_missing(name):
                return self._found.get(name)
            value = await self.watch(lambda: self._keyring.get(name))
            if not value:
                self._missing[name] = time.monotonic() + REMEMBERED_S
                return None
            secret = self._found[name] = Secret(value)
            self._redactor.add(secret)
            return secret

    async def set(self, name: str, secret: Secret) -> None:
        """Store it."""
        # A failure of a moment ago is no reason not to try: the user is waiting for this one.
        self._fault_until = 0.0
        await self.watch(lambda: self._keyring.set(name, secret.reveal()))
        self._found[name] = secret
        self._missing.pop(name, None)

    async def delete(self, name: str) -> bool:
        """Whether there was one."""
        self.forget(name)
        self._fault_until = 0.0
        return await self.watch(lambda: self._keyring.delete(name))

    def forget(self, *names: str) -> None:
        """Ask the keyring again about these names, or about all."""
        for name in names or tuple(self._found):
            self._found.pop(name, None)
        for name in names or tuple(self._missing):
            self._missing.pop(name, None)

    async def watch(self, question: Callable[[], Awaitable[T]]) -> T:
        """The answer to `question`; not asked while a failure is fresh, so that a burst of requests fails once."""
        if self._fault is not None and time.monotonic() < self._fault_until:
            raise self._fault
        try:
            answer = await question()
        except KeyringFault as fault:
            self._fault, self._fault_until = fault, time.monotonic() + REMEMBERED_S
            raise
        failed, self._fault = self._fault is not None, None
        if failed:
            self.recovered.emit()
        return answer

    def _is_known_missing(self, name: str) -> bool:
        return self._missing.get(name, 0.0) > time.monotonic()
