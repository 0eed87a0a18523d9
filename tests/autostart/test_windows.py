from __future__ import annotations

import contextlib

import pytest

from desktop_proxy.autostart.windows import APPROVED, NAME, RUN, RunKey


class Key:
    """An open key, of use only inside its `with`."""

    def __init__(self, values, writable):
        self.values, self.writable, self.open = values, writable, False

    def __enter__(self):
        self.open = True
        return self

    def __exit__(self, *_):
        self.open = False


class MemoryRegistry:
    """Shaped like the module `winreg`."""

    HKEY_CURRENT_USER = "HKCU"
    REG_SZ = 1

    def __init__(self):
        self.keys = {}

    def OpenKey(self, key, sub_key):
        assert key == self.HKEY_CURRENT_USER
        if sub_key not in self.keys:
            raise FileNotFoundError(2, "The system cannot find the file specified")
        return Key(self.keys[sub_key], writable=False)

    def CreateKey(self, key, sub_key):
        assert key == self.HKEY_CURRENT_USER
        return Key(self.keys.setdefault(sub_key, {}), writable=True)

    def QueryValueEx(self, key, name):
        assert key.open
        with contextlib.suppress(KeyError):
            return key.values[name]
        raise FileNotFoundError(2, "The system cannot find the file specified")

    def SetValueEx(self, key, name, reserved, type, value):
        assert key.open and key.writable and reserved == 0
        key.values[name] = (value, type)

    def DeleteValue(self, key, name):
        assert key.open
        if not key.writable:
            raise PermissionError(13, "Access is denied")
        if name not in key.values:
            raise FileNotFoundError(2, "The system cannot find the file specified")
        del key.values[name]


@pytest.fixture
def registry():
    return MemoryRegistry()


@pytest.fixture
def place(registry):
    return RunKey(registry)


def test_it_is_off_until_it_is_switched_on_and_off_again(place, registry):
    assert not place.is_enabled()
    place.enable([r"C:\Program Files\Desktop Proxy\desktop-proxy.exe", "--background"])
    assert place.is_enabled()
    place.disable()
    assert not place.is_enabled()
    place.disable()
    assert not any(registry.keys.values())


def test_the_command_is_one_line_with_quotes_where_windows_needs_them(place, registry):
    place.enable([r"C:\Program Files\Desktop Proxy\desktop-proxy.exe", "--background"])
    expected = r'"C:\Program Files\Desktop Proxy\desktop-proxy.exe" --background'
    assert registry.keys[RUN] == {NAME: (expected, registry.REG_SZ)}


@pytest.mark.parametrize(("noted", "enabled"), [(b"\x03\x00" * 6, False), (b"\x02" + b"\x00" * 11, True), (b"", True)])
def test_what_the_task_manager_switched_off_is_off(place, registry, noted, enabled):
    place.enable(["desktop-proxy.exe"])
    registry.keys[APPROVED] = {NAME: (noted, 3)}
    assert place.is_enabled() is enabled


def test_switching_it_on_here_outdoes_the_task_manager(place, registry):
    registry.keys[APPROVED] = {NAME: (b"\x03" + b"\x00" * 11, 3), "Another": (b"\x03", 3)}
    place.enable(["desktop-proxy.exe"])
    assert place.is_enabled()
    assert list(registry.keys[APPROVED]) == ["Another"]


def test_other_programs_are_left_alone(place, registry):
    registry.keys[RUN] = {"Another": ("another.exe", 1)}
    place.enable(["desktop-proxy.exe"])
    place.disable()
    assert registry.keys[RUN] == {"Another": ("another.exe", 1)}
