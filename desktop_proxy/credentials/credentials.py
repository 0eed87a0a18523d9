"""Keys and the client token, from whichever place has them; read once, kept in memory, told to the redactor.

Order: environment, `.env`, this session's memory, OS keyring. The first two are only read. Where there is no keyring a
key lives as long as the program: it is never written to a file.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from desktop_proxy.credentials import client_token
from desktop_proxy.credentials.keyring_thread import Backend, KeyringFault, KeyringThread
from desktop_proxy.credentials.stamp import Stamp
from desktop_proxy.credentials.stored_keys import StoredKeys
from desktop_proxy.environment import TOKEN_VARIABLE, Environment
from desktop_proxy.litellm_prefixes import key_variable
from desktop_proxy.paths import Paths
from desktop_proxy.protocol.errors import ApiError
from desktop_proxy.providers import provider
from desktop_proxy.redaction import Redactor, Secret
from desktop_proxy.signals import Signal

Where = Literal["keyring", "session"]


@dataclass(frozen=True, slots=True)
class KeyInfo:
    """What may be shown of a key."""

    name: str
    source: str
    """`environment`, `.env`, `session`, `keyring`, `none`, or `unavailable` when the keyring cannot be asked."""
    masked: str | None = None


class Credentials:
    """The one owner of keys. Methods may be called from any loop, one loop at a time.

    `keyring_works_again` tells that asking is worthwhile again, and nobody is asked for a password for it.
    """

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
        self._stored = StoredKeys(self._keyring, redactor)
        self.keyring_works_again: Signal[[]] = Signal()
        self._keyring.answered_late.connect(self.keyring_works_again.emit)
        self._stored.recovered.connect(self.keyring_works_again.emit)
        self._session: dict[str, Secret] = {}
        self._token: Secret | None = None
        self._making_token = asyncio.Lock()
        self._stamp = Stamp(paths.data_dir)
        for secret in environment.secrets():
            redactor.add(secret)

    @property
    def problem(self) -> str | None:
        """Why the keyring was of no use at the last question, in a sentence; None while it works."""
        return self._stored.fault.sentence if self._stored.fault else None

    async def get(self, name: str) -> Secret | None:
        """The key of a provider or named endpoint; None when there is none, or nowhere to keep one (see `problem`).

        Raises ApiError 503 while the keyring is locked or does not answer.
        """
        given = self._environment.key(name)
        if (found := given[0] if given else self._session.get(name)) is not None:
            return found
        self._drop_what_changed_elsewhere()
        try:
            return await self._stored.get(name)
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
            await self._stored.set(name, secret)
        except KeyringFault:
            self._session[name] = secret
            return "session"
        self._session.pop(name, None)
        self._stamp.touch()
        return "keyring"

    async def delete(self, name: str) -> bool:
        """Remove a key from memory and keyring; whether there was one. Raises ApiError 503 as `get`."""
        in_session = self._session.pop(name, None) is not None
        try:
            in_keyring = await self._stored.delete(name)
        except KeyringFault as fault:
            if fault.missing or in_session:
                return in_session
            raise ApiError(503, fault.sentence) from None
        self._stamp.touch()
        return in_session or in_keyring

    async def sources(self, names: Iterable[str]) -> list[KeyInfo]:
        """Where the key of each name is found, for showing."""
        self._drop_what_changed_elsewhere()
        return [await self._info(name) for name in names]

    def forget(self, name: str) -> None:
        """The provider refused this key: ask the keyring again at the next request."""
        self._stored.forget(name)

    def conceal(self, value: str) -> None:
        """Keep a secret that is not stored here, such as an access token made from one, out of all that is shown."""
        self._redactor.add(value)

    async def examine_keyring(self) -> str:
        """What the keyring calls itself, asked now. Raises KeyringFault where it is of no use."""
        return await self._keyring.examine(client_token.ACCOUNT)

    async def client_token(self) -> Secret:
        """The token clients must show; made at the first call of the first start.

        Raises ApiError 503 while the keyring that may hold it is locked or silent, and where the one given is none.
        """
        if (given := self._given_token()) is not None:
            return given
        self._drop_what_changed_elsewhere()
        if self._token is None:
            async with self._making_token:
                if self._token is None:
                    await self._load_token(make_new=False)
        assert self._token is not None, "loaded, or an error was raised"
        return self._token

    async def rotate_client_token(self) -> Secret:
        """A new token; the old one is worth nothing from now on. Raises ApiError 409 or 503."""
        if self._given_token() is not None:
            raise ApiError(409, f"{TOKEN_VARIABLE} is set and decides the token; change it there.")
        await self._load_token(make_new=True)
        return await self.client_token()

    def _given_token(self) -> Secret | None:
        # Whoever set it gives it to clients as well: one of our own making would lock them out without a word.
        if self._environment.token_fault:
            raise ApiError(503, self._environment.token_fault)
        return self._environment.token

    async def _load_token(self, *, make_new: bool) -> None:
        try:
            self._token = Secret(await self._stored.watch(lambda: self._find_token(make_new=make_new)))
        except KeyringFault as fault:
            raise ApiError(503, f"{fault.sentence} Or set {TOKEN_VARIABLE} and start again.") from None
        except OSError as error:
            raise ApiError(
                503, f"The client token cannot be stored: {error.strerror}. Set {TOKEN_VARIABLE} instead."
            ) from error
        self._redactor.add(self._token)

    async def _find_token(self, *, make_new: bool) -> str:
        file = self._paths.token_file
        token = None if make_new else await client_token.load(self._keyring, file)
        if token is None:
            token = await client_token.make(self._keyring, file, replace=make_new)
            self._stamp.touch()
        return token

    def _drop_what_changed_elsewhere(self) -> None:
        if self._stamp.changed():
            self._stored.forget()
            self._token = None

    async def _info(self, name: str) -> KeyInfo:
        if (given := self._environment.key(name)) is not None:
            return KeyInfo(name, given[1], given[0].masked())
        if (kept := self._session.get(name)) is not None:
            return KeyInfo(name, "session", kept.masked())
        try:
            stored = await self._stored.get(name)
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
    return f"Or set {row.key_variables[0] if row and row.key_variables else key_variable(name)} in the environment."
