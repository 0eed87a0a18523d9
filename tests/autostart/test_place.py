"""The place and the three functions, on the system the tests run on."""

from __future__ import annotations

import sys

import pytest

from desktop_proxy import autostart
from desktop_proxy.autostart.macos import LaunchAgent
from desktop_proxy.autostart.place import this_system
from desktop_proxy.autostart.xdg import DesktopFile, exec_value


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="changes what this machine starts")
def test_it_is_switched_on_and_off_in_the_folder_of_this_user(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    assert not autostart.is_enabled()
    autostart.enable()
    assert autostart.is_enabled()
    assert f"Exec={exec_value(autostart.launch_command('--background'))}\n" in DesktopFile(tmp_path).file.read_text()
    autostart.enable(["/usr/bin/desktop-proxy", "--background"])
    assert "Exec=/usr/bin/desktop-proxy --background\n" in DesktopFile(tmp_path).file.read_text()
    autostart.disable()
    assert not autostart.is_enabled()


def test_each_system_has_its_own_place(monkeypatch):
    for platform, kind in (("linux", DesktopFile), ("freebsd14", DesktopFile), ("darwin", LaunchAgent)):
        monkeypatch.setattr(sys, "platform", platform)
        assert isinstance(this_system({}), kind)
