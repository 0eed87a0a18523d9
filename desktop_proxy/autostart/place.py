"""Where this system keeps what it starts at login, and what the three systems have in common."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Protocol


class Place(Protocol):
    """All three raise OSError."""

    def is_enabled(self) -> bool:
        """Whether the program will be started; a switch of the system's own that is off counts."""

    def enable(self, command: Sequence[str]) -> None:
        """Have the command started, whatever was switched off before."""

    def disable(self) -> None:
        """Have it started no more."""


def this_system(environ: Mapping[str, str] = os.environ) -> Place:
    """The place of this system and user."""
    if sys.platform == "win32":
        import winreg

        from desktop_proxy.autostart.windows import RunKey

        return RunKey(winreg)
    if sys.platform == "darwin":
        from desktop_proxy.autostart.macos import LaunchAgent

        return LaunchAgent(Path.home())
    from desktop_proxy.autostart.xdg import DesktopFile

    return DesktopFile.find(environ)
