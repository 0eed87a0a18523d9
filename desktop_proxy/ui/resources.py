"""Where icons and translations lie: inside the installed package or the frozen program, or beside it in a checkout."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parents[1]


@lru_cache(maxsize=1)
def folder() -> Path:
    """The folder `resources`."""
    inside = _PACKAGE / "resources"
    return inside if inside.is_dir() else _PACKAGE.parent / "resources"


def icon_file(name: str) -> Path:
    """The SVG of that icon. Raises FileNotFoundError for a name there is none of."""
    file = folder() / "icons" / f"{name}.svg"
    if not file.is_file():
        raise FileNotFoundError(file)
    return file


def app_icon_file() -> Path:
    """The SVG of the program's own icon."""
    return folder() / "app-icon.svg"
