"""Keys and the client token, from whichever place has them; read once, kept in memory, told to the redactor.

Order: environment, `.env`, this session's memory, OS keyring. The first two are only read. Where there is no keyring a
key lives as long as the program: it is never written to a file.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from desktop_proxy.credentials import client_token
from desktop_proxy.credentials.keyring_thread import Backend, KeyringFault, KeyringThread
from desktop_proxy.credentials.stamp import Stamp
from desktop_proxy.environment import TOKEN_VARIABLE, Environment
from desktop_proxy.paths import Paths
from desktop_proxy.protocol.errors import ApiError
from desktop_proxy.providers import provider
from desktop_proxy.redaction import Redactor, Secret

Where = Literal["keyring", "session"]

REMEMBERED_S = 1.0
"""How long "no such key" and a failing keyring are believed: one request asks once, the next second asks again."""


@dataclass(frozen=True, slots=True)
class KeyInfo:
    """What may be shown of a key."""

    name: str
    source: str
    """`environment`, `.env`, `session`, `keyring`, `none`, or `unavailable` when the keyring cannot be asked."""
    masked: str | None = None


@dataclass(frozen=True, slots=True)
class _Answer:
    """What the keyring said about a name, and until when (monotonic seconds) that is believed."""

    secret: Secret | None
    until: float


class Credentials:
    """The one owner of keys. Methods may be called from any loop, one loop at a time."""

    def __init__(
        self,
        environment: Environment,
        paths: Paths,
        redactor: Redactor,
        backend: Backend | None = None,
        *,
        limit_s: float | None = None,
    ) -> None:
        self._environment = environment
        self._paths = paths
        self._redactor = redactor
        self._keyring = KeyringThread(backend) if limit_s is None else KeyringThread(backend, limit_s=limit_s)
        self._session: dict[str, Secret] = {}
        self._answers: dict[str, _Answer] = {}
        self._fault: tuple[KeyringFault, float] | None = None
        self._token: Secret | None = None
        self._stamp = Stamp(paths.data_dir)
        self._asking = asyncio.Lock()
        for secret in (*environment.keys.values(), environment.token):
            if secret is not None:
                redactor.add(secret)

    @property
    def problem(self) -> str | None:
        """Why the keyring was of no use at the last question, in a sentence; None while it works."""
        return self._fault[0].sentence if self._fault else None

    async def get(self, name: str) -> Secret | None:
        """The key of a provider or named endpoint; None when there is none, or nowhere to keep one (see `problem`).

        Raises ApiError 503 while the keyring is locked or does not answer.
        """
        if (given := self._environment.keys.get(name) or self._session.get(name)) is not None:
            return given
        try:
            return await self._stored(name)
        except KeyringFault as fault:
            if fault.missing:
                return None
            raise ApiError(503, f"{fault.sentence} {_way_out(name)}") from None

    async def set(self, name: str, value: str) -> Where:
        """Keep a key: in the keyring, or in memory until the program ends where that fails (`problem` says why).

        Raises ApiError 400 for something that cannot be a key.
        """
        secret = _checked(value)
        self._redactor.add(secret)
        try:
            await self._keyring.set(name, secret.reveal())
        except KeyringFault as fault:
            self._remember(fault)
            self._session[name] = secret
            return "session"
        self._session.pop(name, None)
        self._fault = None
        self._answers[name] = _Answer(secret, until=float("inf"))
        self._stamp.touch()
        return "keyring"

    async def delete(self, name: str) -> bool:
        """Remove a key from memory and keyring; whether there was one. Raises ApiError 503 as `get`."""
        in_session = self._session.pop(name, None) is not None
        self._answers.pop(name, None)
        try:
            in_keyring = await self._keyring.delete(name)
        except KeyringFault as fault:
            self._remember(fault)
            if fault.missing or in_session:
                return in_session
            raise ApiError(503, fault.sentence) from None
        self._stamp.touch()
        return in_session or in_keyring

    async def sources(self, names: Iterable[str]) -> list[KeyInfo]:
        """Where the key of each name is found, for showing."""
        return [await self._info(name) for name in names]

    def forget(self, name: str) -> None:
        """The provider refused this key: ask the keyring again at the next request."""
        self._answers.pop(name, None)

    async def client_token(self) -> Secret:
        """The token clients must show; made at the first call of the first start.

        Raises ApiError 503 while the keyring that may hold it is locked or does not answer.
        """
        if self._environment.token is not None:
            return self._environment.token
        self._drop_if_changed_elsewhere()
        if self._token is None:
            async with self._asking:
                if self._token is None:
                    await self._load_token(make_new=False)
        assert self._token is not None, "loaded, or an error was raised"
        return self._token

    async def rotate_client_token(self) -> Secret:
        """A new token; the old one is worth nothing from now on. Raises ApiError 409 or 503."""
        if self._environment.token is not None:
            raise ApiError(409, f"{TOKEN_VARIABLE} is set and decides the token; change it there.")
        await self._load_token(make_new=True)
        return await self.client_token()

    async def _load_token(self, *, make_new: bool) -> None:
        try:
            self._check_fault()
            file = self._paths.token_file
            token = None if make_new else await client_token.load(self._keyring, file)
            if token is None:
                token = await client_token.make(self._keyring, file, replace=make_new)
                self._stamp.touch()
            self._token = Secret(token)
        except KeyringFault as fault:
            self._remember(fault)
            raise ApiError(503, f"{fault.sentence} Or set {TOKEN_VARIABLE} and start again.") from None
        except OSError as error:
            raise ApiError(
                503, f"The client token cannot be stored: {error.strerror}. Set {TOKEN_VARIABLE} instead."
            ) from None
        self._redactor.add(self._token)

    async def _stored(self, name: str) -> Secret | None:
        """What the keyring says, asked once for all who want to know at the same time. Raises KeyringFault."""
        self._drop_if_changed_elsewhere()
        if (answer := self._believed(name)) is not None:
            return answer.secret
        async with self._asking:
            if (answer := self._believed(name)) is not None:
                return answer.secret
            self._check_fault()
            try:
                value = await self._keyring.get(name)
            except KeyringFault as fault:
                self._remember(fault)
                raise
            self._fault = None
            secret = Secret(value) if value else None
            if secret is not None:
                self._redactor.add(secret)
            until = float("inf") if secret is not None else time.monotonic() + REMEMBERED_S
            self._answers[name] = _Answer(secret, until)
            return secret

    def _believed(self, name: str) -> _Answer | None:
        answer = self._answers.get(name)
        return answer if answer is not None and answer.until > time.monotonic() else None

    def _remember(self, fault: KeyringFault) -> None:
        self._fault = (fault, time.monotonic() + REMEMBERED_S)

    def _check_fault(self) -> None:
        """Do not ask a failing keyring for every request of a burst."""
        if self._fault is not None and self._fault[1] > time.monotonic():
            raise self._fault[0]

    def _drop_if_changed_elsewhere(self) -> None:
        if self._stamp.changed():
            self._answers.clear()
            self._token = None

    async def _info(self, name: str) -> KeyInfo:
        if (given := self._environment.keys.get(name)) is not None:
            return KeyInfo(name, self._environment.key_sources.get(name, "environment"), given.masked())
        if (kept := self._session.get(name)) is not None:
            return KeyInfo(name, "session", kept.masked())
        try:
            stored = await self._stored(name)
        except KeyringFault as fault:
            return KeyInfo(name, "none" if fault.missing else "unavailable")
        return KeyInfo(name, "keyring", stored.masked()) if stored is not None else KeyInfo(name, "none")


def _checked(value: str) -> Secret:
    value = value.strip()
    if not value:
        raise ApiError(400, "The key is empty; paste it again.")
    # It travels in an HTTP header.
    if not value.isascii() or not value.isprintable() or " " in value:
        raise ApiError(400, "This is not a key: it contains spaces or characters no key has; paste it again.")
    return Secret(value)


def _way_out(name: str) -> str:
    row = provider(name)
    if row is None or not row.key_variables:
        return "Then ask again."
    return f"Or set {row.key_variables[0]} in the environment."
