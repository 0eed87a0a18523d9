"""Start at login. The operating system is asked each time and nothing is stored here.

Each call reads or writes one small file or registry value, and raises OSError where that is not possible. Changes hold
from the next login on: nothing is started or ended.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence

from desktop_proxy.autostart.launch import launch_command
from desktop_proxy.autostart.place import this_system

__all__ = ["disable", "enable", "is_enabled", "launch_command"]


def is_enabled(environ: Mapping[str, str] = os.environ) -> bool:
    """Whether the system will start the program at the next login of the user whose environment this is."""
    return this_system(environ).is_enabled()


def enable(command: Sequence[str] | None = None, environ: Mapping[str, str] = os.environ) -> None:
    """Have `command` started at login; without one, this program as it is installed, with no window."""
    this_system(environ).enable(launch_command("--background") if command is None else command)


def disable(environ: Mapping[str, str] = os.environ) -> None:
    """Have nothing started; fine where nothing would be."""
    this_system(environ).disable()
