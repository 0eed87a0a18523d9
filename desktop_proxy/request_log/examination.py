"""Looking at the database file without changing it: does it open, is it whole, how large is it.

Blocks for as long as SQLite reads; another process may be writing meanwhile.
"""

from __future__ import annotations

import contextlib
import sqlite3
from dataclasses import dataclass
from pathlib import Path

from desktop_proxy.request_log import schema
from desktop_proxy.request_log.database import BUSY_TIMEOUT_MS, CHECKED_BYTES


@dataclass(frozen=True, slots=True)
class Examination:
    """What was found."""

    bytes: int = 0
    """With its side files; 0 where there is no file yet."""
    problem: str | None = None
    """Why it cannot be used, in SQLite's or the system's words."""
    newer: bool = False
    """It was written by a later version of this program."""


def examine(path: Path) -> Examination:
    """Open it for reading; one that is not too large has every page checked. Never fails."""
    try:
        size = sum(file.stat().st_size for file in _files(path))
        if not path.exists():
            return Examination()
        with contextlib.closing(_connect(path)) as connection:
            newer = schema.version(connection) > schema.VERSION
            verdict = "ok" if size > CHECKED_BYTES else _quick_check(connection)
    except (sqlite3.Error, OSError) as error:
        return Examination(problem=str(error))
    return Examination(size, None if verdict == "ok" else verdict, newer)


def _files(path: Path) -> list[Path]:
    parts = (path.with_name(path.name + suffix) for suffix in ("", "-wal", "-shm"))
    return [part for part in parts if part.exists()]


def _connect(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, timeout=BUSY_TIMEOUT_MS / 1000)


def _quick_check(connection: sqlite3.Connection) -> str:
    return str(connection.execute("PRAGMA quick_check(1)").fetchone()[0])
