from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from desktop_proxy.atomic_file import LEFTOVER_AGE_S, write_atomically

posix = pytest.mark.skipif(os.name != "posix", reason="POSIX only")

WRITER = """
import sys
from pathlib import Path
from desktop_proxy.atomic_file import write_atomically
path = Path(sys.argv[1])
print("ready", flush=True)
while True:
    for letter in b"ab":
        write_atomically(path, bytes([letter]) * 200_000)
"""


def test_the_content_is_replaced(tmp_path: Path):
    path = tmp_path / "file"
    write_atomically(path, b"one")
    write_atomically(path, b"two")
    assert path.read_bytes() == b"two"
    assert list(tmp_path.iterdir()) == [path]


@posix
def test_the_file_is_for_its_owner_alone_also_when_it_was_not(tmp_path: Path):
    path = tmp_path / "file"
    path.write_bytes(b"old")
    path.chmod(0o644)
    write_atomically(path, b"new")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    write_atomically(path, b"new", mode=0o640)
    assert stat.S_IMODE(path.stat().st_mode) == 0o640


@posix
def test_a_symbolic_link_stays_one(tmp_path: Path):
    target = tmp_path / "real" / "file"
    target.parent.mkdir()
    target.write_bytes(b"old")
    link = tmp_path / "link"
    link.symlink_to(target)
    write_atomically(link, b"new")
    assert link.is_symlink()
    assert target.read_bytes() == b"new"


def test_a_failed_write_leaves_the_old_file_and_nothing_else(tmp_path: Path):
    folder = tmp_path / "file"
    folder.mkdir()
    (folder / "kept").touch()
    with pytest.raises(OSError):
        write_atomically(folder, b"new")
    assert list(tmp_path.iterdir()) == [folder]


def test_what_killed_writers_left_behind_is_removed(tmp_path: Path):
    old, fresh, other = tmp_path / ".file.x.tmp", tmp_path / ".file.y.tmp", tmp_path / ".other.x.tmp"
    for leftover in (old, fresh, other):
        leftover.touch()
    past = fresh.stat().st_mtime - 2 * LEFTOVER_AGE_S
    os.utime(old, (past, past))
    os.utime(other, (past, past))
    write_atomically(tmp_path / "file", b"new")
    assert {path.name for path in tmp_path.iterdir()} == {"file", fresh.name, other.name}


@posix
def test_60_killed_writers_damage_no_file(tmp_path: Path):
    path = tmp_path / "file"
    write_atomically(path, b"a" * 200_000)
    damaged = 0
    # Five at a time: starting the interpreter is what takes long.
    for _ in range(12):
        writers = [
            subprocess.Popen([sys.executable, "-c", WRITER, str(path)], stdout=subprocess.PIPE) for _ in range(5)
        ]
        for index, writer in enumerate(writers):
            assert writer.stdout is not None
            assert writer.stdout.readline().strip() == b"ready"
            before = path.stat().st_ino
            for _ in range(10 * index + 200):
                if path.stat().st_ino != before:
                    break
            writer.kill()
            writer.wait(10)
            writer.stdout.close()
            content = path.read_bytes()
            damaged += content not in (b"a" * 200_000, b"b" * 200_000)
    assert damaged == 0
