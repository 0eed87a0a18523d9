from __future__ import annotations

import shutil
import subprocess

import pytest


@pytest.fixture
def checksums(script):
    return script("checksums")


@pytest.mark.skipif(shutil.which("sha256sum") is None, reason="sha256sum is missing")
def test_the_sums_of_what_is_released_are_found_right(checksums, tmp_path):
    for name in ("a.tar.zst", "b.deb", "c.zip", "d.cdx.json", "notes.txt"):
        (tmp_path / name).write_text(name)
    checksums.main(tmp_path)
    check = ["sha256sum", "--check", "--strict", checksums.SUMS]
    done = subprocess.run(check, cwd=tmp_path, capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["a.tar.zst:", "OK", "b.deb:", "OK", "c.zip:", "OK", "d.cdx.json:", "OK"]


def test_nothing_to_release_is_a_failure(checksums, tmp_path):
    with pytest.raises(SystemExit, match="nothing to release"):
        checksums.main(tmp_path)
