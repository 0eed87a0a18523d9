"""How one process tells the others that a key or the client token has changed: an empty file and its time."""

from __future__ import annotations

import contextlib
import time
from pathlib import Path

FILE = "keys.stamp"
LOOK_EVERY_S = 1.0


class Stamp:
    """Looked at once a second at most, so that asking costs a request nothing."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / FILE
        self._seen = self._time()
        self._next_look = 0.0

    def changed(self) -> bool:
        """Whether another process has touched it since the last look."""
        now = time.monotonic()
        if now < self._next_look:
            return False
        self._next_look = now + LOOK_EVERY_S
        before, self._seen = self._seen, self._time()
        return before != self._seen

    def touch(self) -> None:
        """Tell the others."""
        # Without it another process finds out when the old key is refused, or at its next start.
        with contextlib.suppress(OSError):
            self._file.touch(0o600)
            self._seen = self._time()

    def _time(self) -> int:
        try:
            return self._file.stat().st_mtime_ns
        except OSError:
            return 0
