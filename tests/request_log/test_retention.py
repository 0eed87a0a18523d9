from __future__ import annotations

import os
import sqlite3

import pytest

from desktop_proxy.request_log import database
from desktop_proxy.request_log.retention import Limits, delete_copies, delete_ended, enforce

from .rows import a_row


@pytest.fixture
def connection(tmp_path):
    connection = database.open_for_writing(tmp_path / "requests.sqlite3")
    yield connection
    connection.close()


def ids(connection):
    return [id for (id,) in connection.execute("SELECT id FROM requests ORDER BY seq")]


def test_rows_older_than_the_limit_go(connection):
    database.store(connection, [a_row("old", started_at=0.0), a_row("new", started_at=86_400.0 * 9)])
    assert enforce(connection, Limits(retention_days=7), now=86_400.0 * 10) == 1
    assert ids(connection) == ["new"]


def test_the_oldest_rows_beyond_the_number_go(connection):
    database.store(connection, [a_row(f"r{n}", started_at=1.0) for n in range(10)])
    assert enforce(connection, Limits(max_rows=3), now=2.0) == 7
    assert ids(connection) == ["r7", "r8", "r9"]


def test_the_file_shrinks_below_its_size(connection, tmp_path):
    database.store(connection, [a_row(f"r{n}", started_at=1.0, error=os.urandom(500).hex()) for n in range(5000)])
    before = (tmp_path / "requests.sqlite3").stat().st_size
    enforce(connection, Limits(max_mb=2), now=2.0)
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    after = (tmp_path / "requests.sqlite3").stat().st_size
    assert after <= 2_000_000 < before
    assert ids(connection)[-1] == "r4999"


def test_deleted_text_is_gone_from_the_files(connection, tmp_path):
    database.store(connection, [a_row("old", started_at=0.0, error="canary-in-the-mine"), a_row("new")])
    enforce(connection, Limits(retention_days=7), now=86_400.0 * 10)
    assert all(b"canary-in-the-mine" not in file.read_bytes() for file in tmp_path.iterdir())


def test_within_the_limits_nothing_goes(connection):
    database.store(connection, [a_row("r", started_at=1.0)])
    assert enforce(connection, Limits(), now=2.0) == 0


def test_everything_that_has_ended_can_be_deleted_and_leaves_nothing_in_the_files(connection, tmp_path):
    rows = [a_row(f"r{n}", state="done", error="canary-in-the-mine" * 20) for n in range(2500)]
    database.store(connection, [*rows, a_row("running")])
    assert delete_ended(connection) == 2500
    assert ids(connection) == ["running"]
    files = {file.name: file.read_bytes() for file in tmp_path.iterdir()}
    assert all(b"canary-in-the-mine" not in data for data in files.values())
    assert len(files["requests.sqlite3"]) < 100_000 and not files["requests.sqlite3-wal"]


def test_a_reader_in_the_middle_of_its_work_keeps_the_deleted_pages_and_that_is_told(connection, tmp_path):
    database.store(connection, [a_row("r", state="done")])
    connection.execute("PRAGMA busy_timeout = 10")
    reader = sqlite3.connect(tmp_path / "requests.sqlite3", isolation_level=None)
    reader.execute("BEGIN")
    reader.execute("SELECT * FROM requests").fetchall()
    with pytest.raises(sqlite3.OperationalError, match="reading"):
        delete_ended(connection)
    reader.close()
    assert delete_ended(connection) == 0


def test_copies_put_aside_earlier_go_and_later_ones_and_the_log_stay(path):
    old = [path.with_name(path.name + end) for end in (".backup-v1", ".corrupt-20260101", ".corrupt-20260101-wal")]
    new = [path, path.with_name(path.name + ".corrupt-20260202")]
    for file in (*old, *new):
        file.touch()
    for file in old:
        os.utime(file, (1000, 1000))
    delete_copies(path, before=2000)
    assert sorted(path.parent.iterdir()) == sorted(new)
