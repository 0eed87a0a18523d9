from __future__ import annotations

import json
import os

import pytest

from desktop_proxy.server.announcement import Announcement, Note, read_notes, withdraw


def write(folder, note: Note, written_at: int) -> None:
    file = folder / f"running-{note.pid}.json"
    file.write_text(json.dumps({"url": note.url, "pid": note.pid}))
    os.utime(file, (written_at, written_at))


def test_the_note_is_there_while_it_listens(tmp_path):
    announcement = Announcement(tmp_path)
    announcement.follow("http://127.0.0.1:9")
    assert read_notes(tmp_path) == [Note("http://127.0.0.1:9", os.getpid())]
    announcement.follow(None)
    announcement.follow(None)
    assert read_notes(tmp_path) == []


def test_each_proxy_has_a_note_of_its_own_and_the_newest_comes_first(tmp_path):
    first, second = Note("http://127.0.0.1:1", 1), Note("http://127.0.0.1:2", 2)
    write(tmp_path, second, 200)
    write(tmp_path, first, 100)
    announcement = Announcement(tmp_path)
    announcement.follow("http://127.0.0.1:9")
    announcement.follow(None)
    assert read_notes(tmp_path) == [second, first]
    withdraw(tmp_path, second)
    withdraw(tmp_path, second)
    assert read_notes(tmp_path) == [first]


def test_a_place_that_cannot_be_written_is_no_failure(tmp_path):
    Announcement(tmp_path / "none").follow("http://127.0.0.1:9")
    assert read_notes(tmp_path / "none") == []


@pytest.mark.parametrize(
    "content",
    [
        "",
        "{",
        "[]",
        '{"url": 5, "pid": 1}',
        '{"url": "file:///x", "pid": 1}',
        '{"a": 1}',
        '{"url": "http://127.0.0.1:9", "pid": "../1"}',
    ],
)
def test_a_bad_note_is_none(tmp_path, content):
    (tmp_path / "running-1.json").write_text(content)
    assert read_notes(tmp_path) == []
