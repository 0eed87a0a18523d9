"""Where the running proxy listens, written down so that the commands find it, whatever port it was given.

The note may be stale after a crash: who reads it asks the address as well.
"""

from __future__ import annotations

import contextlib
import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path

from desktop_proxy.atomic_file import write_atomically

FILE = "running.json"


@dataclass(frozen=True, slots=True)
class Note:
    """A proxy that was running when this was written."""

    url: str
    pid: int


class Announcement:
    """The note is there while the server listens."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / FILE

    def follow(self, url: str | None) -> None:
        """Note the address, or remove the note. Where it cannot be written, commands look at the configured port."""
        with contextlib.suppress(OSError):
            if url:
                write_atomically(self._file, json.dumps(asdict(Note(url, os.getpid()))).encode())
            elif _pid_of(read_note(self._file.parent)) == os.getpid():
                self._file.unlink(missing_ok=True)


def read_note(folder: Path) -> Note | None:
    """The last note, if there is a good one."""
    try:
        note = Note(**json.loads((folder / FILE).read_bytes()))
    except (OSError, ValueError, TypeError):
        return None
    return note if isinstance(note.url, str) and note.url.startswith("http://") else None


def _pid_of(note: Note | None) -> int | None:
    return note.pid if note else None
