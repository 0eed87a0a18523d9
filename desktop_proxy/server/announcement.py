"""Where running proxies listen, written down so that the commands find them, whatever port they were given.

One note for each process, so that none takes away another's. A note may be stale after a crash: who reads it asks the
address as well, and withdraws it where nothing listens any more.
"""

from __future__ import annotations

import contextlib
import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path

from desktop_proxy.atomic_file import write_atomically

_PREFIX = "running-"


@dataclass(frozen=True, slots=True)
class Note:
    """A proxy that was running when this was written."""

    url: str
    pid: int


class Announcement:
    """The note of this process is there while its server listens."""

    def __init__(self, folder: Path) -> None:
        self._file = _file(folder, os.getpid())

    def follow(self, url: str | None) -> None:
        """Note the address, or remove the note. Where it cannot be written, commands look at the configured port."""
        with contextlib.suppress(OSError):
            if url:
                write_atomically(self._file, json.dumps(asdict(Note(url, os.getpid()))).encode())
            else:
                self._file.unlink(missing_ok=True)


def read_notes(folder: Path) -> list[Note]:
    """Every good note, the newest first."""
    found = []
    for file in folder.glob(f"{_PREFIX}*.json"):
        with contextlib.suppress(OSError, ValueError, TypeError):
            note = Note(**json.loads(file.read_bytes()))
            if isinstance(note.url, str) and note.url.startswith("http://") and file == _file(folder, note.pid):
                found.append((file.stat().st_mtime_ns, note))
    return [note for _, note in sorted(found, key=lambda pair: pair[0], reverse=True)]


def withdraw(folder: Path, note: Note) -> None:
    """Remove a note whose proxy is gone."""
    with contextlib.suppress(OSError):
        _file(folder, note.pid).unlink(missing_ok=True)


def _file(folder: Path, pid: int) -> Path:
    return folder / f"{_PREFIX}{pid}.json"
