from __future__ import annotations

import sqlite3

import pytest

from desktop_proxy.request_log import database, schema
from desktop_proxy.request_log.row import COLUMNS

from .rows import a_row


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


def test_an_older_file_is_backed_up_before_it_is_migrated(tmp_path, monkeypatch):
    path = tmp_path / "requests.sqlite3"
    connection = database.open_for_writing(path)
    database.store(connection, [a_row("req_1")])
    connection.close()
    monkeypatch.setattr(schema, "VERSION", 2)
    monkeypatch.setattr(
        schema.migrate, "__defaults__", ((*schema.MIGRATIONS, ("ALTER TABLE requests ADD COLUMN mood TEXT",)),)
    )
    connection = database.open_for_writing(path)
    assert schema.version(connection) == 2
    assert connection.execute("SELECT id, mood FROM requests").fetchall() == [("req_1", None)]
    connection.close()
    copy = sqlite3.connect(tmp_path / "requests.sqlite3.backup-v1")
    assert copy.execute("SELECT id FROM requests").fetchall() == [("req_1",)]
    copy.close()
