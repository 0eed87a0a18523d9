from __future__ import annotations

import subprocess
import sys

import pytest

from desktop_proxy import __version__
from desktop_proxy.autostart.launch import launch_command


def test_what_would_be_run_runs_without_a_shell_s_path_or_folder():
    done = subprocess.run(launch_command("--version"), capture_output=True, text=True, env={}, cwd="/", check=False)
    assert done.stdout == f"desktop-proxy {__version__}\n", done.stderr


def test_what_a_login_adds_is_understood():
    done = subprocess.run(
        launch_command("--background", "--port", "x"), capture_output=True, text=True, env={}, cwd="/", check=False
    )
    assert (done.returncode, done.stderr) == (2, "desktop-proxy: --port must be a whole number, not “x”.\n")


def test_the_script_beside_the_interpreter_is_preferred(tmp_path, monkeypatch):
    monkeypatch.setattr(sys, "executable", str(tmp_path / "python"))
    monkeypatch.setattr(sys, "platform", "linux")
    assert launch_command("--background") == [str(tmp_path / "python"), "-m", "desktop_proxy", "--background"]
    (tmp_path / "desktop-proxy").touch()
    assert launch_command("--background") == [str(tmp_path / "desktop-proxy"), "--background"]


def test_a_frozen_program_is_itself(tmp_path, monkeypatch):
    monkeypatch.setattr(sys, "executable", str(tmp_path / "Desktop Proxy"))
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert launch_command() == [str(tmp_path / "Desktop Proxy")]


@pytest.mark.parametrize("windowed", [True, False])
def test_no_console_window_opens_on_windows(tmp_path, monkeypatch, windowed):
    for name in ("python.exe", "desktop-proxy.exe", *(["pythonw.exe"] if windowed else [])):
        (tmp_path / name).touch()
    monkeypatch.setattr(sys, "executable", str(tmp_path / "python.exe"))
    monkeypatch.setattr(sys, "platform", "win32")
    assert launch_command() == [str(tmp_path / ("pythonw.exe" if windowed else "python.exe")), "-m", "desktop_proxy"]
