"""What a check finds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Level = Literal["ok", "warn", "error", "skipped"]


@dataclass(frozen=True, slots=True)
class Finding:
    """One line: what is, and where that is not well, what to do."""

    level: Level
    sentence: str
    advice: str = ""
    subject: str = ""
    """Which provider, tier or client it is about, where a check looks at several."""
