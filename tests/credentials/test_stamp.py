from __future__ import annotations

import os

from desktop_proxy.credentials import stamp


def test_another_one_s_touch_is_noticed_once_and_one_s_own_is_not(tmp_path):
    ours, theirs = stamp.Stamp(tmp_path), stamp.Stamp(tmp_path)
    assert not ours.changed()
    theirs.touch()
    os.utime(tmp_path / stamp.FILE, ns=(1, 1))
    assert ours.changed()
    assert not ours.changed()
    ours.touch()
    assert not ours.changed()


def test_a_place_that_cannot_be_written_is_no_failure(tmp_path):
    nowhere = stamp.Stamp(tmp_path / "none")
    nowhere.touch()
    assert not nowhere.changed()
    assert not (tmp_path / "none").exists()
