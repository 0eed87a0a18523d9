"""The picture in the tray: a pair of rounded brackets, and in it what the proxy does.

Drawn from the SVGs of `resources/tray`, which have a grid of 22 pixels. It knows nothing of the proxy and shows nothing
by itself; which state it is and when a frame follows is decided in `tray.py`.
"""

from __future__ import annotations

import sys
from functools import lru_cache
from typing import Literal

from PySide6.QtCore import QByteArray, QPointF, QRectF, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from desktop_proxy.ui import resources, tokens

State = Literal["stopped", "starting", "running", "error"]

GRID = 22
SIZES = (16, 22, 24, 32, 44, 48, 64)

_CENTRE: dict[State, str] = {"stopped": "", "starting": "hollow", "running": "dot", "error": "mark"}
_BREATH = (1.0, 7 / 6, 8 / 6, 9 / 6, 8 / 6, 7 / 6)
"""Sizes of the dot over one breath; at 22 pixels steps of half a pixel in radius."""
FRAMES = len(_BREATH)
AT_REST = 0
STILL = 3
"""The frame that says "a request is in flight" where nothing may move."""
_GAP = 1.5
"""How much larger than the badge the hole around it is."""


def icon(state: State, pulse: int = AT_REST, *, dark: bool = False, open_to_all: bool = False) -> QIcon:
    """`pulse` is a frame of the breath; `dark` that the panel is dark; `open_to_all` adds a badge."""
    colours = tokens.DARK if dark else tokens.LIGHT
    made = QIcon()
    for size in SIZES:
        pixmap = QPixmap(size, size)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        painter.scale(size / GRID, size / GRID)
        _draw(painter, "brackets", colours.text)
        if _CENTRE[state]:
            _draw(painter, _CENTRE[state], colours.text, _centre_scale(state, pulse, size))
        if open_to_all:
            _draw_badge(painter, colours.warning)
        painter.end()
        made.addPixmap(pixmap)
    # macOS then colours it as its menu bar needs.
    made.setIsMask(sys.platform == "darwin")
    return made


def _centre_scale(state: State, pulse: int, size: int) -> float:
    # Scaled down, the lines of the exclamation mark would fall between two pixels.
    return max(1.0, GRID / size) if state == "error" else _BREATH[pulse % FRAMES]


def _draw(painter: QPainter, name: str, colour: str, scale: float = 1.0, centre: QPointF | None = None) -> None:
    centre = centre or QPointF(GRID / 2, GRID / 2)
    painter.save()
    painter.translate(centre)
    painter.scale(scale, scale)
    painter.translate(-centre)
    QSvgRenderer(QByteArray(_svg(name).replace("currentColor", colour).encode())).render(
        painter, QRectF(0, 0, GRID, GRID)
    )
    painter.restore()


def _draw_badge(painter: QPainter, colour: str) -> None:
    """A triangle in the corner, cut out of what is below it so that it stays a shape in one colour, too."""
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_DestinationOut)
    _draw(painter, "badge", colour, _GAP, QPointF(17.5, 18.5))
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)
    _draw(painter, "badge", colour)


@lru_cache(maxsize=8)
def _svg(name: str) -> str:
    return (resources.folder() / "tray" / f"{name}.svg").read_text("utf-8")
