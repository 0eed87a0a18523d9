"""What the three systems have in common."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol


class Place(Protocol):
    """Where a system keeps what it starts at login. All three raise OSError."""

    def is_enabled(self) -> bool:
        """Whether it will be started; a switch of the system's own that is off counts."""

    def enable(self, command: Sequence[str]) -> None:
        """Have the command started, whatever was switched off before."""

    def disable(self) -> None:
        """Have it started no more."""
