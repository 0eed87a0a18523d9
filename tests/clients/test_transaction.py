from __future__ import annotations

import os
from pathlib import Path

import pytest

from desktop_proxy.clients import settings_file
from desktop_proxy.clients.client import ClientError
from desktop_proxy.clients.json_object import JsonFault
from desktop_proxy.clients.lease import Changes, Held, Lease, read_lease
from desktop_proxy.clients.transaction import TRIES, carry_out, forget, in_words, keep, look


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "client" / "settings.json"
    path.parent.mkdir()
    path.write_text("old")
    return path


def lease(file: Path) -> Lease:
    return Lease(held=Held.CONNECTED, path=str(file), url="http://127.0.0.1:1", changes=Changes())


def test_the_record_is_there_before_the_file_is_written(file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    record, seen = tmp_path / "record", []
    write = settings_file.write
    monkeypatch.setattr(settings_file, "write", lambda *arguments: (seen.append(read_lease(record)), write(*arguments)))
    carry_out(lambda _: (lease(file), "new"), file, {}, record)
    assert seen == [lease(file)]
    assert file.read_text() == "new"


def test_without_a_record_nothing_is_changed(file: Path, tmp_path: Path):
    (tmp_path / "record").mkdir()
    (tmp_path / "record" / "x").touch()
    with pytest.raises(ClientError, match="nothing is changed"):
        carry_out(lambda _: (lease(file), "new"), file, {}, tmp_path / "record")
    assert file.read_text() == "old"


def test_what_another_program_writes_meanwhile_is_not_lost(file: Path, tmp_path: Path):
    seen = []

    def change(found):
        seen.append(found.text)
        if len(seen) == 1:
            file.write_text("theirs")
        return lease(file), f"{found.text} and ours"

    carry_out(change, file, {}, tmp_path / "record")
    assert seen == ["old", "theirs"]
    assert file.read_text() == "theirs and ours"


def test_a_file_that_never_rests_is_given_up(file: Path, tmp_path: Path):
    count = 0

    def change(found):
        nonlocal count
        count += 1
        file.write_text(f"theirs {count}")
        return lease(file), "ours"

    with pytest.raises(ClientError, match="try again"):
        carry_out(change, file, {}, tmp_path / "record")
    assert count == TRIES


def test_no_text_is_no_file_and_the_same_text_is_no_write(file: Path, tmp_path: Path):
    before = file.stat().st_ino
    carry_out(lambda found: (lease(file), found.text), file, {}, tmp_path / "record")
    assert file.stat().st_ino == before
    carry_out(lambda _: (lease(file), None), file, {}, tmp_path / "record")
    assert not file.exists()
    carry_out(lambda _: (lease(file), None), file, {}, tmp_path / "record")
    assert file.parent.exists()


def test_what_is_wrong_with_the_text_is_a_sentence_and_changes_nothing(file: Path, tmp_path: Path):
    def change(found):
        raise JsonFault("is not valid JSON (line 1)")

    with pytest.raises(ClientError, match=r"settings.json is not valid JSON \(line 1\); .*\."):
        carry_out(change, file, {}, tmp_path / "record")
    assert not (tmp_path / "record").exists()
    with pytest.raises(ClientError), in_words(file):
        raise JsonFault("is odd")


def test_looking_checks_whether_the_file_may_be_changed(file: Path):
    assert look(file, {"HOME": str(file.parents[1]), "USERPROFILE": str(file.parents[1])}).text == "old"
    if os.name == "posix":
        file.unlink()
        file.symlink_to("/etc/hostname")
        with pytest.raises(ClientError, match="symbolic link"):
            look(file, {"HOME": str(file.parents[1])})


def test_a_record_is_kept_and_forgotten(tmp_path: Path, file: Path):
    record = tmp_path / "record"
    keep(record, lease(file))
    assert read_lease(record) == lease(file)
    forget(record)
    forget(record)
    assert not record.exists()
    record.mkdir()
    with pytest.raises(ClientError, match="cannot be removed"):
        forget(record)
