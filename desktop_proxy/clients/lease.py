"""The record of what was changed in a client's file, and of what stood there before.

It is written before the file is, so that whatever happens in between can be undone from it. Of what was written it
keeps only hashes, since the client token is among it. Changes nothing in the client's file itself.
"""

from __future__ import annotations

import hashlib
import json
from enum import Enum
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from desktop_proxy.atomic_file import write_atomically
from desktop_proxy.clients.client import ClientError, Key

ROOT: Key = ()


class Held(Enum):
    """What the record is kept for."""

    CONNECTED = "connected"
    SUSPENDED = "suspended"
    """What was there before is back for as long as no proxy runs; the next one connects again."""
    ENDING = "ending"
    """Being taken back for good."""


class _Record(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Entry(_Record):
    """One key of ours."""

    key: Key
    before: str | None = Field(repr=False)
    """Its value as it stood in the file; None where there was none."""
    written: tuple[str, ...]
    """Hashes of what we wrote there, the latest last: until a file is written it holds the one before."""


class Changes(_Record):
    """All keys of ours in one file, in the order in which they were written."""

    entries: tuple[Entry, ...] = ()
    empty: tuple[tuple[Key, str | None], ...] = ()
    """What stood in place of each object that had no members: its text, or None where there was none.

    `()` is the file itself.
    """


class Lease(_Record):
    """The record of one connected client."""

    version: int = 1
    held: Held
    path: str
    url: str
    folder_made: bool = False
    changes: Changes


def fingerprint(value: Any) -> str | None:
    """The hash of a text; None of anything else, which is never ours."""
    if not isinstance(value, str):
        return None
    return hashlib.sha256(json.dumps(value).encode("ascii")).hexdigest()


def read_lease(file: Path) -> Lease | None:
    """None where the client is not connected. Raises ClientError for a damaged record, OSError."""
    try:
        data = file.read_bytes()
    except FileNotFoundError:
        return None
    try:
        return Lease.model_validate_json(data)
    except ValidationError:
        raise ClientError(
            f"The record of what was changed, {file}, is damaged: put the client's settings right by hand (a copy of "
            f"them from before is beside them), then remove the record."
        ) from None


def write_lease(file: Path, lease: Lease) -> None:
    """For its owner alone: what stood there before may be a key. Raises OSError."""
    write_atomically(file, lease.model_dump_json(indent=1).encode("utf-8"), mode=0o600)
