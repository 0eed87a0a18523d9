"""The copied line starts this installation's own program, from any terminal."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from desktop_proxy.ui.command_line import claude_command, connected_command

POSIX = pytest.mark.skipif(sys.platform == "win32", reason="runs sh")


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An installation in a folder with a space; its script prints how it was called."""
    folder = tmp_path / "my programs" / "bin"
    folder.mkdir(parents=True)
    script = folder / "desktop-proxy"
    script.write_text('#!/bin/sh\necho "$DESKTOP_PROXY_HOME|$*"\n')
    script.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(folder / "python"))
    return folder


def run(line: str, path: str = "/usr/bin:/bin") -> str:
    return subprocess.run(
        ["sh", "-c", line], env={"PATH": path}, capture_output=True, text=True, check=True
    ).stdout.strip()


@POSIX
def test_it_runs_in_a_terminal_that_knows_nothing(installed: Path) -> None:
    assert run(claude_command({"PATH": "/usr/bin"})) == "|claude"


@POSIX
def test_a_folder_of_its_own_is_named(installed: Path) -> None:
    assert run(claude_command({"PATH": "/usr/bin", "DESKTOP_PROXY_HOME": "/tmp/it's here"})) == "/tmp/it's here|claude"


@POSIX
def test_it_is_short_where_the_system_finds_it_by_its_name(installed: Path, tmp_path: Path) -> None:
    links = tmp_path / "links"
    links.mkdir()
    (links / "desktop-proxy").symlink_to(installed / "desktop-proxy")
    assert claude_command({"PATH": str(links)}) == "desktop-proxy claude"


@POSIX
def test_an_activated_environment_or_another_installation_is_not_relied_on(installed: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    (other / "desktop-proxy").write_text("#!/bin/sh\n")
    (other / "desktop-proxy").chmod(0o755)
    for path in (installed, other):
        assert str(installed / "desktop-proxy") in claude_command({"PATH": str(path)})


def test_without_a_script_the_module_is_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", str(tmp_path / "python"))
    assert claude_command({"PATH": ""}, "linux") == f"{tmp_path / 'python'} -m desktop_proxy claude"


def test_a_frozen_program_is_named_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", str(tmp_path / "desktop-proxy"))
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert claude_command({"PATH": ""}, "linux") == f"{tmp_path / 'desktop-proxy'} claude"


def test_powershell_calls_a_quoted_program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "It's mine"
    folder.mkdir()
    (folder / "desktop-proxy.exe").touch()
    monkeypatch.setattr(sys, "executable", str(folder / "python.exe"))
    line = claude_command({"PATH": "", "DESKTOP_PROXY_HOME": "D:\\my data"}, "win32")
    quoted = str(folder / "desktop-proxy.exe").replace("'", "''")
    assert line == f"$env:DESKTOP_PROXY_HOME = 'D:\\my data'; & '{quoted}' claude"


def test_a_connected_claude_code_is_started_with_the_settings_that_were_connected() -> None:
    assert connected_command({}, "linux") == connected_command({}, "win32") == "claude"
    assert connected_command({"CLAUDE_CONFIG_DIR": "/tmp/a demo"}, "linux") == "CLAUDE_CONFIG_DIR='/tmp/a demo' claude"
    assert connected_command({"CLAUDE_CONFIG_DIR": "C:\\t"}, "win32") == "$env:CLAUDE_CONFIG_DIR = 'C:\\t'; claude"
