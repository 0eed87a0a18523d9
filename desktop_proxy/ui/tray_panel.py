"""Whether the panel that holds the tray is dark. It may be another way than the windows are."""

from __future__ import annotations

import sys
from collections.abc import Mapping

_DARK_PANELS = frozenset(
    {"gnome", "unity", "xfce", "x-cinnamon", "budgie", "lxqt", "i3", "sway", "hyprland"},
)
"""Desktops whose panel is dark in both appearances, unless a user changed it. Plasma's follows the appearance."""
_WINDOWS_KEY = r"Software\Microsoft\Windows\CurrentVersion\Themes\Personalize"
_WINDOWS_VALUE = "SystemUsesLightTheme"


def panel_is_dark(guess: bool, environ: Mapping[str, str], platform: str = sys.platform) -> bool:
    """What is known of this system's panel, else `guess`."""
    if platform == "win32":
        light = _windows_taskbar_is_light()
        return guess if light is None else not light
    names = environ.get("XDG_CURRENT_DESKTOP", "").lower().split(":")
    return guess or not _DARK_PANELS.isdisjoint(names)


def _windows_taskbar_is_light() -> bool | None:
    try:
        import winreg

        with winreg.OpenKey(winreg.HKEY_CURRENT_USER, _WINDOWS_KEY) as key:  # type: ignore[attr-defined,unused-ignore]
            return bool(winreg.QueryValueEx(key, _WINDOWS_VALUE)[0])  # type: ignore[attr-defined,unused-ignore]
    except (ImportError, OSError):
        return None
