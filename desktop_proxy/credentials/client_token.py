"""The token clients of this proxy must show: made once, the same across restarts.

Kept in the keyring; where there is none, in a file for the user alone, since clients keep it in plain files anyway.
"""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from desktop_proxy.atomic_file import write_atomically
from desktop_proxy.credentials.keyring_thread import KeyringFault, KeyringThread

ACCOUNT = "client-token"
PREFIX = "dp-"
RANDOM_BYTES = 32
MIN_CHARACTERS = 16


async def load_or_make(keyring: KeyringThread, file: Path) -> str:
    """The token of this user, made now if there is none.

    Raises KeyringFault while a keyring that may hold it is locked or does not answer; OSError where neither place
    can be written.
    """
    try:
        stored = await keyring.get(ACCOUNT)
    except KeyringFault as fault:
        found = _read(file)
        if found is None and not fault.missing:
            raise
        return found or _write(file, _new())
    return stored or _read(file) or await replace(keyring, file)


async def replace(keyring: KeyringThread, file: Path) -> str:
    """Make a new token and store it in the place of the old one. Raises as `load_or_make`."""
    token = _new()
    try:
        await keyring.set(ACCOUNT, token)
    except KeyringFault as fault:
        if not fault.missing:
            raise
        return _write(file, token)
    _remove(file)
    # Another process may have made one in the same moment: the last one written is everybody's.
    return await keyring.get(ACCOUNT) or token


def _new() -> str:
    return PREFIX + secrets.token_urlsafe(RANDOM_BYTES)


def _read(file: Path) -> str | None:
    try:
        token = file.read_text("ascii").strip()
    except (OSError, UnicodeDecodeError):
        return None
    if os.name == "posix" and file.stat().st_mode & 0o077:
        file.chmod(0o600)
    return token if len(token) >= MIN_CHARACTERS and token.isprintable() else None


def _write(file: Path, token: str) -> str:
    write_atomically(file, f"{token}\n".encode("ascii"), mode=0o600)
    return token


def _remove(file: Path) -> None:
    file.unlink(missing_ok=True)
