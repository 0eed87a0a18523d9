from __future__ import annotations

import plistlib

import pytest

from desktop_proxy.autostart.macos import LaunchAgent

COMMAND = ["/Applications/Desktop Proxy.app/Contents/MacOS/desktop-proxy", "--background"]


@pytest.fixture
def place(tmp_path):
    return LaunchAgent(tmp_path)


def test_it_is_off_until_it_is_switched_on_and_off_again(place, tmp_path):
    assert not place.is_enabled()
    place.enable(COMMAND)
    assert place.is_enabled()
    place.disable()
    assert not place.is_enabled()
    place.disable()
    assert list((tmp_path / "Library" / "LaunchAgents").iterdir()) == []


def test_launchd_is_told_the_arguments_one_by_one(place, tmp_path):
    place.enable(["/old"])
    place.enable(COMMAND)
    agent = plistlib.loads((tmp_path / "Library" / "LaunchAgents" / "desktop-proxy.plist").read_bytes())
    assert agent["ProgramArguments"] == COMMAND
    assert agent["RunAtLoad"] is True
    assert agent["Label"] == "desktop-proxy"
    assert "KeepAlive" not in agent


@pytest.mark.parametrize("change", [{"Disabled": True}, {"RunAtLoad": False}, {"ProgramArguments": []}])
def test_one_that_launchd_would_not_start_is_off(place, change):
    place.enable(COMMAND)
    place.file.write_bytes(plistlib.dumps({**plistlib.loads(place.file.read_bytes()), **change}))
    assert not place.is_enabled()


@pytest.mark.parametrize("content", [b"", b"<plist", b"bplist00", b"no list", plistlib.dumps([1])])
def test_a_damaged_list_is_off_and_can_be_switched_on(place, content):
    place.file.parent.mkdir(parents=True)
    place.file.write_bytes(content)
    assert not place.is_enabled()
    place.enable(COMMAND)
    assert place.is_enabled()
