"""The tables, as a list of migrations. It opens no files: see `database.py`."""

from __future__ import annotations

import sqlite3

# Order is by `seq` and not by time: a clock that is set back must not reorder the history.
MIGRATIONS: tuple[tuple[str, ...], ...] = (
    (
        """
        CREATE TABLE requests (
            seq INTEGER PRIMARY KEY,
            id TEXT NOT NULL UNIQUE,
            started_at REAL NOT NULL,
            state TEXT NOT NULL,
            asked TEXT NOT NULL,
            answered TEXT,
            provider TEXT,
            reason TEXT,
            session TEXT,
            agent TEXT,
            streaming INTEGER NOT NULL,
            input_tokens INTEGER,
            output_tokens INTEGER,
            cached_tokens INTEGER,
            cost_usd REAL,
            first_token_ms REAL,
            duration_ms REAL,
            stop_reason TEXT,
            status INTEGER,
            error TEXT,
            notes TEXT,
            attempts INTEGER,
            client TEXT
        )
        """,
        "CREATE INDEX requests_started_at ON requests (started_at)",
        "CREATE INDEX requests_running ON requests (state) WHERE state = 'running'",
    ),
    ("ALTER TABLE requests ADD COLUMN tools TEXT",),
)
"""Each entry leads from the version that is its index to the next. Entries are added at the end and never changed."""

VERSION = len(MIGRATIONS)


def version(connection: sqlite3.Connection) -> int:
    """The version of an open database; 0 is an empty one."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def migrate(connection: sqlite3.Connection, migrations: tuple[tuple[str, ...], ...] = MIGRATIONS) -> None:
    """Bring the database to the newest version in one transaction. Raises sqlite3.Error; nothing has changed then."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        # Asked again under the lock: another process may have migrated in between.
        for statements in migrations[version(connection) :]:
            for statement in statements:
                connection.execute(statement)
        connection.execute(f"PRAGMA user_version = {len(migrations)}")
        connection.execute("COMMIT")
    except BaseException:
        connection.execute("ROLLBACK")
        raise
