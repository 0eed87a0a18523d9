"""The numbers and colours of the look. Data only; `theme.py` applies them.

Nothing else holds a colour or a size.
"""

from __future__ import annotations

from dataclasses import dataclass, fields

UNIT = 4
GAP = 8
"""Inside a group."""
GROUP = 16
"""Between groups."""
MARGIN = 24
"""Around a page."""
CONTROL_HEIGHT = 32
ROW_HEIGHT = 28
SIDEBAR_WIDTH = 200
SIDEBAR_ITEM_HEIGHT = 36
ICON_SIZE = 20
SMALL_ICON_SIZE = 16
RADIUS = 6
WINDOW_SIZE = (1040, 680)
WINDOW_MIN_SIZE = (760, 520)
READING_WIDTH = 720
"""The widest a page of text and forms gets."""

TITLE_PT = 6
"""Points above the system font; sections and captions likewise."""
SECTION_PT = 1
CAPTION_PT = -1

FADE_MS = 120
UNDO_MS = 5000


@dataclass(frozen=True, slots=True)
class Colours:
    """One appearance, as #rrggbb."""

    window: str
    surface: str
    line: str
    text: str
    secondary: str
    accent: str
    on_accent: str
    ok: str
    warning: str
    error: str
    hover: str
    """Under the pointer, on window or surface."""
    selection: str
    """Behind selected rows; text on it keeps its colour, which bounds how strong this one can be."""


LIGHT = Colours(
    window="#F6F7F9",
    surface="#FFFFFF",
    line="#DFE3E8",
    text="#1B1F24",
    secondary="#5B6672",
    accent="#4F55D6",
    on_accent="#FFFFFF",
    ok="#1F7A4D",
    warning="#9A5B00",
    error="#B3261E",
    hover="#ECEEF2",
    selection="#EAEBFD",
)

DARK = Colours(
    window="#1B1D21",
    surface="#24272C",
    line="#363B42",
    text="#E7EAEE",
    secondary="#9AA4B0",
    accent="#8F94FF",
    on_accent="#16171B",
    ok="#5FCB95",
    warning="#F0B35A",
    error="#FF8A80",
    hover="#2D3138",
    selection="#2F3254",
)

ROLES: tuple[str, ...] = tuple(field.name for field in fields(Colours))
