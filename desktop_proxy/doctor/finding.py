"""What a check finds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Level = Literal["ok", "warn", "error", "skipped"]
Where = Literal["key", "new_key", "provider", "port", "general", "start", "model", "client"]
"""What is to be changed; the window has a page for each."""


@dataclass(frozen=True, slots=True)
class Remedy:
    """What mends it in the window. `subject` is the name of the provider, or the tier."""

    where: Where
    subject: str = ""
    advice: str = ""
    """In the place of the finding's advice, which speaks of the command line; empty where the button says it all."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One line: what is, and where that is not well, what to do."""

    level: Level
    sentence: str
    advice: str = ""
    subject: str = ""
    """Which provider, tier or client it is about, where a check looks at several."""
    remedy: Remedy | None = None
    """None where the window cannot mend it; its advice is shown there too then."""
