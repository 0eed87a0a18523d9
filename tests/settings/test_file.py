from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from desktop_proxy.settings.file import SettingsFile

DAMAGED = [
    b"",
    b"{",
    b"\x00" * 100,
    b"[]",
    b"null",
    b'{"a": 1',
    b"\xff\xfe{",
    b'{"a":' + b"[" * 5000 + b"]" * 5000 + b"}",
]


def test_no_file_is_an_empty_document(tmp_path: Path):
    reading = SettingsFile(tmp_path / "settings.json").read()
    assert (reading.document, reading.stamp, reading.problem) == ({}, None, None)


def test_what_is_written_is_read_with_everything_unknown(tmp_path: Path):
    file = SettingsFile(tmp_path / "new" / "settings.json")
    document = {"version": 1, "x": {"y": [1, None, "é\ud800"]}, "big": 2**70}
    stamp = file.write(document)
    reading = file.read()
    assert reading.document == document
    assert reading.stamp == stamp == file.stamp()


@pytest.mark.skipif(os.name != "posix", reason="modes are POSIX")
def test_the_files_are_for_their_owner_alone(tmp_path: Path):
    file = SettingsFile(tmp_path / "settings.json")
    file.write({})
    for path in tmp_path.iterdir():
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


@pytest.mark.parametrize("data", DAMAGED)
def test_a_damaged_file_gives_the_last_good_one_and_is_kept(tmp_path: Path, data: bytes):
    path = tmp_path / "settings.json"
    SettingsFile(path).write({"server": {"port": 1}})
    path.write_bytes(data)
    reading = SettingsFile(path).read()
    assert reading.document == {"server": {"port": 1}}
    assert reading.problem is not None
    assert "the last good settings are used" in reading.problem
    assert (tmp_path / "settings.json.damaged").read_bytes() == data
    assert path.read_bytes() == data


def test_a_damaged_first_file_gives_the_defaults(tmp_path: Path):
    path = tmp_path / "settings.json"
    path.write_bytes(b"{")
    reading = SettingsFile(path).read()
    assert reading.document == {}
    assert reading.problem is not None
    assert "the defaults are used" in reading.problem


def test_a_file_edited_by_hand_becomes_the_last_good_one(tmp_path: Path):
    path = tmp_path / "settings.json"
    path.write_bytes(b'\xef\xbb\xbf{"a": 1}')
    assert SettingsFile(path).read().document == {"a": 1}
    path.write_bytes(b"{")
    assert SettingsFile(path).read().document == {"a": 1}


def test_a_file_that_cannot_be_opened_is_a_sentence(tmp_path: Path):
    path = tmp_path / "settings.json"
    path.mkdir()
    reading = SettingsFile(path).read()
    assert reading.problem is not None
    assert "cannot be read" in reading.problem
