"""What is run at login: the program as it was started now, by whole paths, since a login has no shell's PATH."""

from __future__ import annotations

import sys
from pathlib import Path

MODULE = "desktop_proxy"
SCRIPT = "desktop-proxy"


def launch_command(*arguments: str) -> list[str]:
    """The frozen program; of an installation its script, or its interpreter with the module."""
    program = Path(sys.executable)
    if getattr(sys, "frozen", False):
        return [str(program), *arguments]
    if sys.platform == "win32":
        # The script would open a console window.
        windowed = program.with_name("pythonw.exe")
        return [str(windowed if windowed.exists() else program), "-m", MODULE, *arguments]
    script = program.with_name(SCRIPT)
    # The interpreter's link is not followed: it is what makes a virtual environment one.
    return [str(script), *arguments] if script.exists() else [str(program), "-m", MODULE, *arguments]
