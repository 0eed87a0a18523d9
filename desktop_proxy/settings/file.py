"""The settings file on disk: reading it, replacing it, and what is kept of a damaged one.

Beside `settings.json` stand `settings.json.good`, the last content that could be read, and `settings.json.damaged`,
the last that could not. Knows JSON objects, not settings.
"""

from __future__ import annotations

import contextlib
import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from desktop_proxy.atomic_file import write_atomically

MAX_BYTES = 10_000_000
MAX_DEPTH = 100
Stamp = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Reading:
    """What one look at the file gave."""

    document: dict[str, Any]
    stamp: Stamp | None
    """Changes when the file does; None where there is no file."""
    problem: str | None = None


class SettingsFile:
    """Owns the three files."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._name = str(path)
        self._good = path.with_name(path.name + ".good")
        self._damaged = path.with_name(path.name + ".damaged")

    def stamp(self) -> Stamp | None:
        """What `Reading.stamp` would be now: one call of stat."""
        try:
            # Asked with a plain text, which is half the cost of `Path.stat`: this happens at every request.
            found = os.stat(self._name)  # noqa: PTH116
        except OSError:
            return None
        return found.st_mtime_ns, found.st_size, found.st_ino

    def read(self) -> Reading:
        """The document; for a damaged file the last good one, with a sentence that says so. Never fails."""
        stamp = self.stamp()
        try:
            with self.path.open("rb") as file:
                data = file.read(MAX_BYTES + 1)
        except FileNotFoundError:
            return Reading({}, None)
        except OSError as error:
            return Reading(self._last_good(), stamp, f"{self.path} cannot be read ({error.strerror}){self._instead()}.")
        document = _parse(data)
        if document is None:
            self._keep(self._damaged, data)
            return Reading(
                self._last_good(),
                stamp,
                f"{self.path} is damaged and was kept as {self._damaged.name}{self._instead()}. Repair it, or change "
                f"any setting to write it anew.",
            )
        self._keep(self._good, data)
        return Reading(document, stamp)

    def write(self, document: dict[str, Any]) -> Stamp | None:
        """Replace the file as a whole, readable by its owner alone. Raises OSError."""
        data = json.dumps(document, indent=2, ensure_ascii=False).encode("utf-8", "surrogatepass") + b"\n"
        self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        write_atomically(self.path, data)
        self._keep(self._good, data)
        return self.stamp()

    def _last_good(self) -> dict[str, Any]:
        try:
            return _parse(self._good.read_bytes()) or {}
        except OSError:
            return {}

    def _instead(self) -> str:
        return "; the last good settings are used" if self._good.exists() else "; the defaults are used"

    def _keep(self, path: Path, data: bytes) -> None:
        # A folder that takes no copies must not keep the program from starting.
        with contextlib.suppress(OSError):
            if not path.exists() or path.read_bytes() != data:
                write_atomically(path, data)


def _parse(data: bytes) -> dict[str, Any] | None:
    """The JSON object in `data`, or None. A byte order mark, which some editors write, is no damage."""
    if len(data) > MAX_BYTES:
        return None
    try:
        document = json.loads(data.decode("utf-8-sig", "surrogatepass"))
    except (ValueError, RecursionError):
        return None
    return document if isinstance(document, dict) and _is_flat_enough(document, MAX_DEPTH) else None


def _is_flat_enough(value: Any, depth: int) -> bool:
    """Whether copying and writing it will not run out of stack."""
    if isinstance(value, dict):
        value = list(value.values())
    if not isinstance(value, list):
        return True
    return depth > 0 and all(_is_flat_enough(part, depth - 1) for part in value)
