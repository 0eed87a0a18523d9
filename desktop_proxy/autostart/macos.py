"""Start at login on macOS: a launch agent of this user. It is read by launchd at login, and not told to it before:
launchd would start a second program at once.
"""

from __future__ import annotations

import plistlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from xml.parsers.expat import ExpatError

from desktop_proxy.atomic_file import write_atomically

LABEL = "desktop-proxy"


class LaunchAgent:
    """The property list of one user."""

    def __init__(self, home: Path) -> None:
        self.file = home / "Library" / "LaunchAgents" / f"{LABEL}.plist"

    def is_enabled(self) -> bool:
        """There, readable, and neither disabled nor waiting to be started by something else."""
        try:
            agent: Any = plistlib.loads(self.file.read_bytes())
        except (FileNotFoundError, plistlib.InvalidFileException, ExpatError, ValueError):
            return False
        if not isinstance(agent, dict):
            return False
        return bool(agent.get("ProgramArguments")) and agent.get("RunAtLoad") is True and not agent.get("Disabled")

    def enable(self, command: Sequence[str]) -> None:
        """Write the list anew."""
        agent = {
            "Label": LABEL,
            "ProgramArguments": list(command),
            "RunAtLoad": True,
            # A desktop program: not slowed down as background work, and not started for a login over SSH.
            "ProcessType": "Interactive",
            "LimitLoadToSessionType": "Aqua",
        }
        self.file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        write_atomically(self.file, plistlib.dumps(agent), mode=0o644)

    def disable(self) -> None:
        """Remove it."""
        self.file.unlink(missing_ok=True)
