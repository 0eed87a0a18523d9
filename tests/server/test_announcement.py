from __future__ import annotations

import os

import pytest

from desktop_proxy.server.announcement import Announcement, Note, read_note


def test_the_note_is_there_while_it_listens(tmp_path):
    announcement = Announcement(tmp_path)
    announcement.follow("http://127.0.0.1:9")
    assert read_note(tmp_path) == Note("http://127.0.0.1:9", os.getpid())
    announcement.follow(None)
    assert read_note(tmp_path) is None


def test_a_place_that_cannot_be_written_is_no_failure(tmp_path):
    Announcement(tmp_path / "none").follow("http://127.0.0.1:9")


@pytest.mark.parametrize(
    "content", ["", "{", "[]", '{"url": 5, "pid": 1}', '{"url": "file:///x", "pid": 1}', '{"a": 1}']
)
def test_a_bad_note_is_none(tmp_path, content):
    (tmp_path / "running.json").write_text(content)
    assert read_note(tmp_path) is None
