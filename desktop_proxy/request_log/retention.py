"""How much history is kept: by age, by number of rows and by size, whichever is reached first."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

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
        # Not `execute`: that takes a single step, and each step frees a single page.
        connection.executescript("PRAGMA incremental_vacuum")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    return deleted


def _delete_all(connection: sqlite3.Connection, chosen: str, parameters: tuple[float, ...]) -> int:
    total = 0
    while count := _delete(connection, chosen, parameters):
        total += count
    return total


def _delete(connection: sqlite3.Connection, chosen: str, parameters: tuple[float, ...]) -> int:
    return connection.execute(f"DELETE FROM requests WHERE seq IN ({chosen})", parameters).rowcount  # noqa: S608


def _used_bytes(connection: sqlite3.Connection) -> int:
    pages, free, size = (
        int(connection.execute(f"PRAGMA {name}").fetchone()[0])
        for name in ("page_count", "freelist_count", "page_size")
    )
    return (pages - free) * size
