from __future__ import annotations

import os
import sqlite3
import stat

import pytest

from desktop_proxy.request_log import RequestLog, database, schema

from .rows import a_row, ask, stored


@pytest.mark.skipif(os.name != "posix", reason="file modes are POSIX")
async def test_the_files_are_for_the_user_alone(path):
    path.touch(0o644)
    log = RequestLog(path)
    await log.start()
    log.begin(a_row())
    await log.flush()
    modes = {file.name: stat.S_IMODE(file.stat().st_mode) for file in path.parent.iterdir()}
    await log.close()
    assert set(modes.values()) == {0o600}
    assert "requests.sqlite3-wal" in modes


async def test_pragmas(path):
    await stored(path, a_row())
    assert ask(path, "PRAGMA journal_mode") == [("wal",)]
    assert ask(path, "PRAGMA auto_vacuum") == [(2,)]
    assert ask(path, "PRAGMA user_version") == [(schema.VERSION,)]


@pytest.mark.parametrize("damage", ["header", "page", "truncated", "text"])
async def test_a_damaged_file_is_kept_aside_and_a_new_one_begun(path, damage, caplog):
    await stored(path, *(a_row(error="x" * 500) for _ in range(300)))
    data = bytearray(path.read_bytes())
    if damage == "header":
        data[:100] = os.urandom(100)
    elif damage == "page":
        data[8192 : len(data) - 4096] = os.urandom(len(data) - 12288)
    elif damage == "truncated":
        data = data[: len(data) // 2 - 100]
    else:
        data = bytearray(b"this is no database\n" * 500)
    path.write_bytes(data)
    log = RequestLog(path)
    await log.start()
    log.begin(a_row("req_new"))
    await log.flush()
    await log.flush()
    await log.close()
    assert [row.id for row in log.recent(5)] == ["req_new"]
    (aside,) = path.parent.glob("*.corrupt-*")
    assert aside.read_bytes() == bytes(data)
    assert "damaged" in caplog.text
    assert ask(path, "PRAGMA integrity_check") == [("ok",)]


async def test_a_lost_side_file_is_survived(path):
    await stored(path, a_row("req_0"))
    writer = sqlite3.connect(path)
    writer.execute("UPDATE requests SET asked = 'x'")
    writer.commit()
    wal = path.with_name(path.name + "-wal").read_bytes()
    writer.close()
    assert wal
    log = RequestLog(path)
    await log.start()
    log.begin(a_row("req_1"))
    await log.close()
    assert {row.id for row in log.recent(5)} == {"req_0", "req_1"}


def test_an_older_file_is_backed_up_before_it_is_migrated(tmp_path, monkeypatch):
    path = tmp_path / "requests.sqlite3"
    connection = database.open_for_writing(path)
    database.store(connection, [a_row("req_1")])
    connection.close()
    before = schema.VERSION
    monkeypatch.setattr(schema, "VERSION", before + 1)
    monkeypatch.setattr(
        schema.migrate, "__defaults__", ((*schema.MIGRATIONS, ("ALTER TABLE requests ADD COLUMN mood TEXT",)),)
    )
    connection = database.open_for_writing(path)
    assert schema.version(connection) == before + 1
    assert connection.execute("SELECT id, mood FROM requests").fetchall() == [("req_1", None)]
    connection.close()
    copy = sqlite3.connect(tmp_path / f"requests.sqlite3.backup-v{before}")
    assert copy.execute("SELECT id FROM requests").fetchall() == [("req_1",)]
    copy.close()


def test_a_file_of_the_first_version_is_brought_up_to_date_with_its_rows(path):
    connection = sqlite3.connect(path, isolation_level=None)
    schema.migrate(connection, schema.MIGRATIONS[:1])
    connection.execute(
        "INSERT INTO requests (id, started_at, state, asked, streaming) VALUES ('old', 1, 'done', '', 0)"
    )
    connection.close()
    connection = database.open_for_writing(path)
    database.store(connection, [a_row("new", tools="Bash Read")])
    assert connection.execute("SELECT id, tools FROM requests").fetchall() == [("old", None), ("new", "Bash Read")]
    connection.close()


def test_a_newer_file_is_not_opened_for_writing(path):
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA user_version = 99")
    connection.close()
    before = path.read_bytes()
    with pytest.raises(database.NewerSchema):
        database.open_for_writing(path)
    assert path.read_bytes() == before


def test_running_rows_of_before_are_interrupted(path):
    connection = database.open_for_writing(path)
    database.store(connection, [a_row("a"), a_row("b", state="done")])
    database.mark_interrupted(connection)
    assert connection.execute("SELECT id, state FROM requests").fetchall() == [("a", "interrupted"), ("b", "done")]
    connection.close()


def test_storing_again_overwrites_and_keeps_the_order(path):
    connection = database.open_for_writing(path)
    database.store(connection, [a_row("a"), a_row("b")])
    database.store(connection, [a_row("a", state="done")])
    assert connection.execute("SELECT id, state FROM requests ORDER BY seq").fetchall() == [
        ("a", "done"),
        ("b", "running"),
    ]
    connection.close()
