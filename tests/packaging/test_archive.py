from __future__ import annotations

import re
import shutil
import subprocess

import pytest

import desktop_proxy


@pytest.fixture
def archive(script):
    return script("archive")


def test_a_release_is_named_by_version_system_and_machine(archive):
    assert archive.version() == desktop_proxy.__version__
    assert re.fullmatch(
        rf"desktop-proxy-{re.escape(archive.version())}-(linux|macos|windows)-\w+", archive.release_name()
    )


@pytest.mark.skipif(shutil.which("zstd") is None, reason="zstd is missing")
def test_what_is_packed_is_unpacked_as_it_was(archive, tmp_path):
    program = tmp_path / "program"
    program.mkdir()
    (program / "run").write_text("#!/bin/sh\n")
    (program / "run").chmod(0o755)
    (program / "link").symlink_to("run")
    archive.pack(tmp_path, "program", tmp_path / "program.tar.zst", level=1)
    (tmp_path / "elsewhere").mkdir()
    command = ["tar", "--zstd", "-xf", str(tmp_path / "program.tar.zst"), "-C", str(tmp_path / "elsewhere")]
    subprocess.run(command, check=True)
    unpacked = tmp_path / "elsewhere" / "program"
    assert (unpacked / "link").readlink().name == "run"
    assert (unpacked / "run").stat().st_mode & 0o777 == 0o755


@pytest.mark.skipif(shutil.which("zstd") is None, reason="zstd is missing")
def test_a_folder_that_is_missing_is_a_failure(archive, tmp_path):
    with pytest.raises(SystemExit, match="tar failed"):
        archive.pack(tmp_path, "missing", tmp_path / "x.tar.zst", level=1)
