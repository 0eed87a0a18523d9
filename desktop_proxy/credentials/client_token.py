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


async def load(keyring: KeyringThread, file: Path) -> str | None:
    """The token of this user; None where there is none yet.

    Raises KeyringFault while a keyring that may hold it is locked or does not answer.
    """
    try:
        stored = await keyring.get(ACCOUNT)
    except KeyringFault as fault:
        found = _read(file)
        if found is None and not fault.missing:
            raise
        return found
    return stored or _read(file)


async def make(keyring: KeyringThread, file: Path, *, replace: bool) -> str:
    """Store a new token and return it; without `replace`, the one that another process stored in the same moment.

    Raises KeyringFault as `load`; OSError where there is no keyring and the file cannot be written.
    """
    token = PREFIX + secrets.token_urlsafe(RANDOM_BYTES)
    try:
        await keyring.set(ACCOUNT, token)
    except KeyringFault as fault:
        if not fault.missing:
            raise
        return _write(file, token, replace=replace)
    _remove(file)
    return await keyring.get(ACCOUNT) or token


def _read(file: Path) -> str | None:
    try:
        token = file.read_text("ascii").strip()
    except (OSError, UnicodeDecodeError):
        return None
    if os.name == "posix" and file.stat().st_mode & 0o077:
        file.chmod(0o600)
    return token if len(token) >= MIN_CHARACTERS and token.isprintable() else None


def _write(file: Path, token: str, *, replace: bool) -> str:
    if not replace and (stored := _read(file)):
        return stored
    content = f"{token}\n".encode("ascii")
    if replace or file.exists():
        write_atomically(file, content, mode=0o600)
        return token
    # Made whole under another name, then linked: of two processes one wins, and nobody reads half a token.
    draft = file.with_name(f"{file.name}.{secrets.token_hex(4)}")
    write_atomically(draft, content, mode=0o600)
    try:
        file.hardlink_to(draft)
    except FileExistsError:
        token = _read(file) or token
    except OSError:
        # A file system without links.
        write_atomically(file, content, mode=0o600)
    finally:
        draft.unlink()
    return token


def _remove(file: Path) -> None:
    file.unlink(missing_ok=True)
