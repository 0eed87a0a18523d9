from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from desktop_proxy.clients.client import ClientError
from desktop_proxy.clients.lease import ROOT, Changes, Entry, Held, Lease, fingerprint, read_lease, write_lease

LEASE = Lease(
    held=Held.CONNECTED,
    path="/home/u/.claude/settings.json",
    url="http://127.0.0.1:8082",
    folder_made=True,
    changes=Changes(
        entries=(Entry(key=("env", "A"), before='"\\u00e9 é"', written=("x", "y")),),
        empty=((ROOT, None), (("env",), "{ }")),
    ),
)


def test_what_is_written_is_read(tmp_path: Path):
    file = tmp_path / "lease.json"
    assert read_lease(file) is None
    write_lease(file, LEASE)
    assert read_lease(file) == LEASE


@pytest.mark.skipif(os.name != "posix", reason="modes are POSIX")
def test_it_is_for_its_owner_alone(tmp_path: Path):
    file = tmp_path / "lease.json"
    write_lease(file, LEASE)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


@pytest.mark.parametrize("data", [b"", b"{", b"\x00" * 50, b"[]", b'{"held": "connected"}', b"\xff\xfe"])
def test_a_damaged_record_is_a_sentence_and_no_guess(tmp_path: Path, data: bytes):
    file = tmp_path / "lease.json"
    file.write_bytes(data)
    with pytest.raises(ClientError, match=r"is damaged: .*\."):
        read_lease(file)
    assert file.read_bytes() == data


def test_only_texts_can_be_ours():
    assert fingerprint("1") != fingerprint("2")
    assert fingerprint(("1",)) is fingerprint(None) is fingerprint({}) is None
    assert fingerprint("\ud800")


def test_what_was_there_before_is_not_in_a_printed_record():
    assert "é" not in repr(LEASE)
