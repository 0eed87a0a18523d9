"""Qt's tools for translations, as the Makefile runs them."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

TOOLS = Path(sys.executable).parent


def release(source: Path, target: Path) -> None:
    """Make the file that is loaded from the one that is written."""
    _run("pyside6-lrelease", "-silent", str(source), "-qm", str(target))


def update(sources: list[Path], target: Path, *options: str) -> None:
    """Take over every string of `sources`."""
    command = ("-silent", "-no-obsolete", "-sort-messages", "-locations", "none", *options)
    _run("pyside6-lupdate", *command, *map(str, sources), "-ts", str(target))


def _run(tool: str, *arguments: str) -> None:
    done = subprocess.run([TOOLS / tool, *arguments], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
