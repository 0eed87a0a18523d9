"""Which state an icon shows, read from its pixels: what is in the middle of the brackets."""

from __future__ import annotations

SIZE = 22
_TOP, _MIDDLE, _SIDE, _EDGE = (10, 7), (10, 10), (8, 11), (7, 10)


def state_of(argb: bytes) -> str:
    """Of an icon of 22 pixels, as a StatusNotifier item gives it."""
    assert len(argb) == SIZE * SIZE * 4
    assert _there(argb, (3, 11)) and _there(argb, (18, 11)), "the brackets are always there"
    if _there(argb, _MIDDLE):
        return "running" if _there(argb, _SIDE) else "error" if _there(argb, _TOP) else "unknown"
    return "starting" if _there(argb, _EDGE) else "stopped"


def is_light(argb: bytes) -> bool:
    """Whether it is drawn for a dark panel."""
    at = (11 * SIZE + 3) * 4
    return argb[at + 1] > 127


def _there(argb: bytes, place: tuple[int, int]) -> bool:
    x, y = place
    return argb[(y * SIZE + x) * 4] > 127
