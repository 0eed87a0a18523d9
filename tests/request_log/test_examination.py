from __future__ import annotations

import os
import sqlite3
from contextlib import closing

import pytest

from desktop_proxy.request_log import database, examination
from desktop_proxy.request_log.examination import Examination, examine
from desktop_proxy.request_log.row import RequestRow


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "requests.sqlite3"
    with closing(database.open_for_writing(path)) as connection:
        database.store(connection, [RequestRow(f"req_{number}", 1.0, error="x" * 500) for number in range(200)])
    return path


def test_a_good_file_has_a_size_and_no_problem(file):
    found = examine(file)
    assert found == Examination(found.bytes)
    assert found.bytes > 50_000


def test_there_may_be_none_yet(tmp_path):
    assert examine(tmp_path / "requests.sqlite3") == Examination()
    assert list(tmp_path.iterdir()) == []


def test_one_that_is_being_written_is_no_problem(file):
    with closing(sqlite3.connect(file, isolation_level=None)) as writer:
        writer.execute("BEGIN IMMEDIATE")
        writer.execute("DELETE FROM requests")
        assert examine(file).problem is None
        writer.execute("ROLLBACK")


@pytest.mark.parametrize("damage", ["header", "page", "half"])
def test_damage_is_told_and_nothing_is_changed(file, damage):
    content = bytearray(file.read_bytes())
    if damage == "header":
        content[:100] = b"no database" * 9 + b"."
    elif damage == "page":
        content[4096 * 4 : 4096 * 5] = os.urandom(4096)
    else:
        del content[len(content) // 2 :]
    file.write_bytes(content)
    assert examine(file).problem
    assert file.read_bytes() == content


def test_a_newer_schema_is_told(file):
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("PRAGMA user_version = 99")
    found = examine(file)
    assert (found.newer, found.problem) == (True, None)


def test_a_large_file_is_opened_and_not_read_whole(file, monkeypatch):
    monkeypatch.setattr(examination, "CHECKED_BYTES", 1000)
    monkeypatch.setattr(examination, "_quick_check", lambda _: pytest.fail("it was read"))
    assert examine(file).problem is None


def test_a_folder_in_its_place_is_a_problem(tmp_path):
    (tmp_path / "requests.sqlite3").mkdir()
    assert examine(tmp_path / "requests.sqlite3").problem
