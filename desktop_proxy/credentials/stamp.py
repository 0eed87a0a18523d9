"""How one process tells the others that a key or the client token has changed: an empty file and its time.

Looking costs a call of stat, so that every request may look and the next one has the new key.
"""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

FILE = "keys.stamp"


class Stamp:
    """The file, and its time when it was last looked at."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / FILE
        self._name = str(self._file)
        self._seen = self._time()

    def changed(self) -> bool:
        """Whether another process has touched it since the last look."""
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
            return os.stat(self._name).st_mtime_ns  # noqa: PTH116
        except OSError:
            return 0
