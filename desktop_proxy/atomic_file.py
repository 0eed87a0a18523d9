"""Replace a file as a whole: after a crash or a power cut the old content is there, or the new one, never a mixture.

It keeps no older copies and takes no locks: of two writers the later one wins.
"""

from __future__ import annotations

import contextlib
import os
import sys
import tempfile
import time
from pathlib import Path

LEFTOVER_AGE_S = 60.0
WINDOWS_TRIES = 20
WINDOWS_PAUSE_S = 0.05


def write_atomically(path: Path, data: bytes, *, mode: int = 0o600) -> None:
    """Write `data` beside `path`, then put it in its place. A symbolic link stays and its target is replaced.

    Raises OSError; the old file is untouched then.
    """
    target = Path(os.path.realpath(path))
    _remove_leftovers(target)
    descriptor, name = tempfile.mkstemp(prefix=_prefix(target), suffix=".tmp", dir=target.parent)
    temporary = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if os.name == "posix":
            temporary.chmod(mode)
        _replace(temporary, target)
    except BaseException:
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise
    _sync_folder(target.parent)


def _prefix(target: Path) -> str:
    return f".{target.name}."


def _remove_leftovers(target: Path) -> None:
    """Delete what writers killed halfway left behind; a fresh file may belong to a living writer."""
    oldest = time.time() - LEFTOVER_AGE_S
    for leftover in target.parent.glob(f"{_prefix(target)}*.tmp"):
        with contextlib.suppress(OSError):
            if leftover.stat().st_mtime < oldest:
                leftover.unlink()


def _replace(temporary: Path, target: Path) -> None:
    # On Windows a virus scanner or an indexer may hold the old file open for a moment.
    tries = WINDOWS_TRIES if sys.platform == "win32" else 1
    for left in range(tries - 1, -1, -1):
        try:
            temporary.replace(target)
            return
        except PermissionError:
            if not left:
                raise
            time.sleep(WINDOWS_PAUSE_S)


def _sync_folder(folder: Path) -> None:
    if os.name != "posix":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
