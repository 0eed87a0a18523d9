"""How much history is kept: by age, by number of rows and by size, whichever is reached first; or none at all."""

from __future__ import annotations

import glob
import sqlite3
from dataclasses import dataclass
from pathlib import Path

from desktop_proxy.request_log.row import RUNNING

CHUNK_ROWS = 1000
"""Deleted in one transaction: small, so that another writer never waits long."""
SECONDS_PER_DAY = 86_400


@dataclass(frozen=True, slots=True)
class Limits:
    """`max_mb` is the size of the data in the file, in units of 1,000,000 bytes."""

    retention_days: float = 7
    max_rows: int = 100_000
    max_mb: float = 500


def enforce(connection: sqlite3.Connection, limits: Limits, *, now: float) -> int:
    """Delete what is beyond the limits, oldest first, and give the space back. Returns how many rows went.

    `now` is in unix seconds. Raises sqlite3.Error.
    """
    deleted = _delete_all(
        connection,
        "SELECT seq FROM requests WHERE started_at < ? LIMIT ?",
        (now - limits.retention_days * SECONDS_PER_DAY, CHUNK_ROWS),
    )
    surplus = int(connection.execute("SELECT count(*) FROM requests").fetchone()[0]) - limits.max_rows
    if surplus > 0:
        deleted += _delete(connection, "SELECT seq FROM requests ORDER BY seq LIMIT ?", (surplus,))
    while _used_bytes(connection) > limits.max_mb * 1_000_000:
        count = _delete(connection, "SELECT seq FROM requests ORDER BY seq LIMIT ?", (CHUNK_ROWS,))
        deleted += count
        if not count:
            break
    if deleted:
        _give_back(connection)
    return deleted


def delete_ended(connection: sqlite3.Connection) -> int:
    """Delete every request that is not running, so that nothing of it is left in the files. Returns how many.

    Raises sqlite3.Error, also where another program's reading keeps the deleted pages in the write-ahead log.
    """
    deleted = _delete_all(connection, "SELECT seq FROM requests WHERE state != ? LIMIT ?", (RUNNING, CHUNK_ROWS))
    if _give_back(connection):
        raise sqlite3.OperationalError("another program is reading it")
    return deleted


def delete_copies(path: Path, *, before: float) -> None:
    """Delete what was put aside at a migration or for damage, and last written before `before` (unix seconds).

    Raises OSError.
    """
    name = glob.escape(path.name)
    for kind in ("backup", "corrupt"):
        for copy in path.parent.glob(f"{name}.{kind}-*"):
            if copy.stat().st_mtime < before:
                copy.unlink(missing_ok=True)


def _give_back(connection: sqlite3.Connection) -> bool:
    """Return free pages to the file system and empty the write-ahead log; True where that had to be left."""
    # Not `execute`: that takes a single step, and each step frees a single page.
    connection.executescript("PRAGMA incremental_vacuum")
    return bool(connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0])


def _delete_all(connection: sqlite3.Connection, chosen: str, parameters: tuple[float | str, ...]) -> int:
    total = 0
    while count := _delete(connection, chosen, parameters):
        total += count
    return total


def _delete(connection: sqlite3.Connection, chosen: str, parameters: tuple[float | str, ...]) -> int:
    return connection.execute(f"DELETE FROM requests WHERE seq IN ({chosen})", parameters).rowcount  # noqa: S608


def _used_bytes(connection: sqlite3.Connection) -> int:
    pages, free, size = (
        int(connection.execute(f"PRAGMA {name}").fetchone()[0])
        for name in ("page_count", "freelist_count", "page_size")
    )
    return (pages - free) * size
