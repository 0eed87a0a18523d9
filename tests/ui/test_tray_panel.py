"""Whether the panel is dark is known of some desktops, and guessed elsewhere."""

from __future__ import annotations

import sys
import types

import pytest

from desktop_proxy.ui.tray_panel import panel_is_dark


@pytest.mark.parametrize(
    ("desktop", "guess", "dark"),
    [
        ("ubuntu:GNOME", False, True),
        ("XFCE", False, True),
        ("KDE", False, False),
        ("KDE", True, True),
        ("", False, False),
        ("", True, True),
    ],
)
def test_the_desktop_decides_where_its_panel_is_known(desktop: str, guess: bool, dark: bool) -> None:
    assert panel_is_dark(guess, {"XDG_CURRENT_DESKTOP": desktop}, "linux") is dark


@pytest.mark.parametrize(("value", "dark"), [(0, True), (1, False), (None, True)])
def test_windows_says_it_of_its_taskbar(monkeypatch: pytest.MonkeyPatch, value: int | None, dark: bool) -> None:
    class Key:
        def __enter__(self) -> Key:
            return self

        def __exit__(self, *_: object) -> None: ...

    def query(_key: Key, name: str) -> tuple[int, int]:
        if value is None:
            raise FileNotFoundError(name)
        return value, 4

    registry = types.SimpleNamespace(HKEY_CURRENT_USER=1, OpenKey=lambda *_: Key(), QueryValueEx=query)
    monkeypatch.setitem(sys.modules, "winreg", registry)
    assert panel_is_dark(True, {}, "win32") is dark
