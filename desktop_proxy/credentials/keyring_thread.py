"""The OS keyring, called from one thread of its own: a call may block for as long as an unlock dialog is open.

It knows nothing of keys and providers; every failure becomes a `KeyringFault` with a sentence.
"""

from __future__ import annotations

import asyncio
import contextlib
import queue
import threading
from collections.abc import Callable
from concurrent.futures import Future
from typing import Any, Protocol, TypeVar

from desktop_proxy.signals import Signal

SERVICE = "desktop-proxy"
LIMIT_S = 10.0

T = TypeVar("T")


class Backend(Protocol):
    """What is used of a `keyring.backend.KeyringBackend`."""

    def get_password(self, service: str, username: str) -> str | None:
        """The value; None when there is none."""

    def set_password(self, service: str, username: str, password: str) -> None:
        """Store it."""

    def delete_password(self, service: str, username: str) -> None:
        """Raises PasswordDeleteError when there is none."""


class KeyringFault(Exception):
    """The keyring did not do what was asked. `missing` means that this machine or session has none at all."""

    def __init__(self, sentence: str, *, missing: bool = False) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.missing = missing


class KeyringThread:
    """The keyring's three operations, each within `limit_s` seconds. Raises KeyringFault.

    `answered_late` tells that what took longer was answered after all, as when an unlock dialog was filled in.
    """

    def __init__(self, backend: Backend | None = None, *, limit_s: float = LIMIT_S) -> None:
        self._backend = backend
        self._limit_s = limit_s
        self._calls: queue.SimpleQueue[Callable[[], None]] = queue.SimpleQueue()
        self._thread: threading.Thread | None = None
        self._stuck: Future[Any] | None = None
        self.answered_late: Signal[[]] = Signal()

    async def get(self, account: str) -> str | None:
        """The stored value; None when there is none."""
        return await self._call(lambda backend: backend.get_password(SERVICE, account))

    async def set(self, account: str, value: str) -> None:
        """Store a value, and see that it is there: a keyring configured away accepts everything and keeps nothing."""

        def store(backend: Backend) -> bool:
            backend.set_password(SERVICE, account, value)
            return backend.get_password(SERVICE, account) == value

        if not await self._call(store):
            raise _keeps_nothing()

    async def delete(self, account: str) -> bool:
        """Whether there was a value to delete."""

        def remove(backend: Backend) -> bool:
            there = backend.get_password(SERVICE, account) is not None
            if there:
                backend.delete_password(SERVICE, account)
            return there

        return await self._call(remove)

    async def examine(self, account: str) -> str:
        """What the keyring calls itself, once it has answered a question. Raises KeyringFault where it is of no use."""

        def ask(backend: Backend) -> str | None:
            backend.get_password(SERVICE, account)
            # Of a chain the first one keeps what is stored.
            first = next(iter(getattr(backend, "backends", ())), backend)
            keeps = getattr(first, "priority", 1) >= 0
            return str(getattr(first, "name", type(first).__name__)) if keeps else None

        name = await self._call(ask)
        if name is None:
            raise _keeps_nothing()
        return name

    async def _call(self, operation: Callable[[Backend], T]) -> T:
        if self._stuck is not None and not self._stuck.done():
            raise _too_slow()
        future = self._submit(operation)
        waiter = _waiter(future)
        await asyncio.wait({waiter}, timeout=self._limit_s)
        if not waiter.done():
            self._stuck = future
            waiter.add_done_callback(lambda _: self._answered(future))
            raise _too_slow()
        outcome = future.result()
        if isinstance(outcome, KeyringFault):
            raise outcome
        return outcome

    def _answered(self, future: Future[Any]) -> None:
        if not isinstance(future.result(), KeyringFault):
            self.answered_late.emit()

    def _submit(self, operation: Callable[[Backend], T]) -> Future[T | KeyringFault]:
        future: Future[T | KeyringFault] = Future()
        self._calls.put(lambda: future.set_result(self._outcome(operation)))
        if self._thread is None:
            # A daemon: a call that never returns must not keep the process from ending.
            self._thread = threading.Thread(target=self._run, name="keyring", daemon=True)
            self._thread.start()
        return future

    def _run(self) -> None:
        while True:
            self._calls.get()()

    def _outcome(self, operation: Callable[[Backend], T]) -> T | KeyringFault:
        """A fault is a value here: nobody may be waiting for it any more."""
        try:
            if self._backend is None:
                self._backend = _default_backend()
            return operation(self._backend)
        except Exception as error:  # noqa: BLE001 - backends raise what their libraries raise
            return _fault(error)


def _default_backend() -> Backend:
    # Imported here, in the thread: it takes 0.1 to 0.3 seconds.
    import keyring

    return keyring.get_keyring()


def _fault(error: Exception) -> KeyringFault:
    from keyring.errors import InitError, KeyringLocked, NoKeyringError

    # First match wins.
    sentences: tuple[tuple[type[Exception], str, bool], ...] = (
        (NoKeyringError, "There is no keyring in this session.", True),
        (InitError, "The keyring could not be opened: none was set up, and no dialog could be shown.", True),
        (KeyringLocked, "The keyring is locked; unlock it, for instance by logging in to the desktop.", False),
    )
    for kind, sentence, missing in sentences:
        if isinstance(error, kind):
            return KeyringFault(sentence, missing=missing)
    return KeyringFault(f"The keyring failed ({type(error).__name__}).")


def _keeps_nothing() -> KeyringFault:
    return KeyringFault("The keyring of this machine keeps nothing.", missing=True)


def _too_slow() -> KeyringFault:
    return KeyringFault("The keyring does not answer; perhaps its unlock dialog is open.")


def _waiter(future: Future[Any]) -> asyncio.Future[None]:
    """Done when `future` is. Unlike `asyncio.wrap_future` it may be left behind with its loop."""
    loop = asyncio.get_running_loop()
    waiter: asyncio.Future[None] = loop.create_future()

    def done() -> None:
        if not waiter.done():
            waiter.set_result(None)

    def wake(_: Future[Any]) -> None:
        with contextlib.suppress(RuntimeError):
            loop.call_soon_threadsafe(done)

    future.add_done_callback(wake)
    return waiter
