from __future__ import annotations

import sqlite3

import pytest

from desktop_proxy.request_log import database, schema
from desktop_proxy.request_log.row import COLUMNS


def test_every_field_of_a_row_has_a_column(tmp_path):
    connection = database.open_for_writing(tmp_path / "x")
    columns = [name for _, name, *_ in connection.execute("PRAGMA table_info(requests)")]
    connection.close()
    assert columns == ["seq", *COLUMNS]


def test_migrations_run_in_one_transaction(tmp_path):
    connection = sqlite3.connect(tmp_path / "x", isolation_level=None)
    with pytest.raises(sqlite3.OperationalError):
        schema.migrate(connection, (("CREATE TABLE a (b)",), ("CREATE NONSENSE",)))
    assert schema.version(connection) == 0
    assert connection.execute("SELECT count(*) FROM sqlite_master").fetchone() == (0,)
    connection.close()
