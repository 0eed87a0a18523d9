"""Opening the database file for writing: modes, pragmas, damage, versions, and rows a crash left open.

Everything here blocks and runs in the writer's thread.
"""

from __future__ import annotations

import contextlib
import logging
import os
import sqlite3
from collections.abc import Iterable
from datetime import datetime
from operator import attrgetter
from pathlib import Path

from desktop_proxy.request_log import schema
from desktop_proxy.request_log.row import COLUMNS, INTERRUPTED, RUNNING, RequestRow

BUSY_TIMEOUT_MS = 5000
CHECKED_BYTES = 64_000_000
"""Up to this size every page is checked at the start (about 0.1 s); damage in a larger file shows when it is met."""

_values = attrgetter(*COLUMNS)
_UPSERT = (
    f"INSERT INTO requests ({', '.join(COLUMNS)}) VALUES ({', '.join('?' * len(COLUMNS))}) "  # noqa: S608
    f"ON CONFLICT (id) DO UPDATE SET {', '.join(f'{name} = excluded.{name}' for name in COLUMNS[1:])}"
)
_DAMAGE = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB})

logger = logging.getLogger(__name__)


class NewerSchema(Exception):
    """The file was written by a later version of this program: it may be read, not written."""


def open_for_writing(path: Path) -> sqlite3.Connection:
    """A connection to an up-to-date database; a damaged file is put aside and a new one begun.

    Raises NewerSchema; sqlite3.Error or OSError where the file cannot be used at the moment (locked, full, read-only).
    """
    try:
        return _open(path)
    except sqlite3.DatabaseError as error:
        if not is_damage(error):
            raise
    put_aside(path)
    return _open(path)


def is_damage(error: sqlite3.Error) -> bool:
    """The file itself is broken, as opposed to locked, full or read-only."""
    code = getattr(error, "sqlite_errorcode", None)
    return code is not None and code & 0xFF in _DAMAGE


def put_aside(path: Path) -> None:
    """Rename a damaged database with its side files to `….corrupt-DATE`. Raises OSError."""
    suffix = f".corrupt-{datetime.now().astimezone():%Y%m%d-%H%M%S-%f}"
    for part in ("", "-wal", "-shm"):
        file = path.with_name(path.name + part)
        if file.exists():
            file.rename(path.with_name(path.name + suffix + part))
    logger.warning(
        "The request log was damaged. It was kept as %s, and a new one was begun.", path.with_name(path.name + suffix)
    )


def store(connection: sqlite3.Connection, rows: Iterable[RequestRow]) -> None:
    """Insert rows, or overwrite those of the same id, in one transaction. Raises sqlite3.Error."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        connection.executemany(_UPSERT, map(_values, rows))
        connection.execute("COMMIT")
    except BaseException:
        # A full disk may have rolled back by itself.
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def mark_interrupted(connection: sqlite3.Connection) -> None:
    """Rows a crash left running. A row of another living process comes right again when its request ends."""
    connection.execute("UPDATE requests SET state = ? WHERE state = ?", (INTERRUPTED, RUNNING))


def _open(path: Path) -> sqlite3.Connection:
    _create_private(path)
    connection = sqlite3.connect(path, isolation_level=None, timeout=BUSY_TIMEOUT_MS / 1000)
    try:
        _prepare(connection, path)
    except BaseException:
        connection.close()
        raise
    return connection


def _create_private(path: Path) -> None:
    """Mode 0600; SQLite gives its side files the mode of the database."""
    os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
    if os.name == "posix":
        # A file system without modes refuses; the log is still wanted.
        with contextlib.suppress(PermissionError):
            path.chmod(0o600)


def _prepare(connection: sqlite3.Connection, path: Path) -> None:
    found = schema.version(connection)
    if found > schema.VERSION:
        raise NewerSchema
    if not found:
        # Possible only before the first table.
        connection.execute("PRAGMA auto_vacuum = INCREMENTAL")
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = NORMAL")
    connection.execute("PRAGMA secure_delete = ON")
    if found:
        _check(connection, path)
    if found < schema.VERSION:
        if found:
            _back_up(connection, path.with_name(f"{path.name}.backup-v{found}"))
        schema.migrate(connection)


def _check(connection: sqlite3.Connection, path: Path) -> None:
    if path.stat().st_size > CHECKED_BYTES:
        return
    (verdict,) = connection.execute("PRAGMA quick_check(1)").fetchone()
    if verdict != "ok":
        damage = sqlite3.DatabaseError(verdict)
        damage.sqlite_errorcode = sqlite3.SQLITE_CORRUPT
        raise damage


def _back_up(connection: sqlite3.Connection, copy: Path) -> None:
    _create_private(copy)
    with contextlib.closing(sqlite3.connect(copy)) as target:
        connection.backup(target)
