from __future__ import annotations

import os

import pytest

from desktop_proxy.credentials import stamp


@pytest.fixture
def always_look(monkeypatch):
    monkeypatch.setattr(stamp, "LOOK_EVERY_S", 0.0)


def test_another_one_s_touch_is_noticed_once_and_one_s_own_is_not(tmp_path, always_look):
    ours, theirs = stamp.Stamp(tmp_path), stamp.Stamp(tmp_path)
    assert not ours.changed()
    theirs.touch()
    os.utime(tmp_path / stamp.FILE, ns=(1, 1))
    assert ours.changed()
    assert not ours.changed()
    ours.touch()
    assert not ours.changed()


def test_it_looks_at_most_once_a_second(tmp_path):
    ours = stamp.Stamp(tmp_path)
    assert not ours.changed()
    stamp.Stamp(tmp_path).touch()
    assert not ours.changed()


def test_a_place_that_cannot_be_written_is_no_failure(tmp_path):
    stamp.Stamp(tmp_path / "none").touch()
