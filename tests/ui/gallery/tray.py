"""The tray's icons on panels of both kinds, enlarged and at their sizes, and its menu in several states."""

from __future__ import annotations

import time

from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QMenu, QWidget

from desktop_proxy.request_log import RequestRow
from desktop_proxy.ui import tray_icon
from desktop_proxy.ui.actions import Actions
from tests.ui.gallery.world import Shot, World, settle

ENLARGED = 6
PANELS = ((False, "#EDEDED"), (True, "#202124"))
STATES: tuple[tuple[tray_icon.State, int, bool], ...] = (
    ("stopped", 0, False),
    ("starting", 0, False),
    ("running", 0, False),
    ("running", 2, False),
    ("running", tray_icon.STILL, False),
    ("error", 0, False),
    ("running", 0, True),
    ("error", 0, True),
)


class Sheet(QWidget):
    """Every state in a column, light above dark; below each its sizes."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedSize(len(STATES) * 148 + 16, 2 * (132 + 80) + 32)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor("#808080"))
        for row, (dark, panel) in enumerate(PANELS):
            for column, (state, frame, open_to_all) in enumerate(STATES):
                icon = tray_icon.icon(state, frame, dark=dark, open_to_all=open_to_all)
                corner = QPoint(16 + column * 148, 16 + row * 212)
                painter.fillRect(QRect(corner, corner + QPoint(131, 195)), QColor(panel))
                enlarged = icon.pixmap(22, 22).scaled(22 * ENLARGED, 22 * ENLARGED)
                painter.drawPixmap(corner, enlarged)
                for at, size in zip((0, 20, 46, 74), (16, 22, 24, 44), strict=True):
                    painter.drawPixmap(corner + QPoint(4 + at, 140), icon.pixmap(size, size))


class Menus(QWidget):
    """Pictures of open menus beside each other."""

    def __init__(self, pictures: list[QPixmap]) -> None:
        super().__init__()
        self._pictures = pictures
        ratio = self.devicePixelRatioF()
        widths = [round(picture.width() / ratio) for picture in pictures]
        self.setFixedSize(sum(widths) + 16 * (len(widths) + 1), round(max(p.height() for p in pictures) / ratio) + 32)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor("#808080"))
        x = 16
        for picture in self._pictures:
            painter.drawPixmap(x, 16, picture)
            x += round(picture.width() / picture.devicePixelRatio()) + 16


async def icons(world: World) -> QWidget:
    return Sheet()


async def menu(world: World) -> QWidget:
    """As it is after some work with OpenAI."""
    await world.core.credentials.set("openai", "sk-proj-0123456789abcdefghijklmnop")
    await world.core.credentials.set("xai", "xai-0123456789abcdefghijklmnop")
    world.core.settings.update({"routing.preferred_provider": "openai", "routing.tiers.haiku": "openai/gpt-4.1-mini"})
    actions = Actions(world.core, world.bridge, world.theme)
    made = actions.menu()
    row = RequestRow(id="req_1", started_at=time.time(), asked="claude-sonnet-5")
    world.core.request_log.begin(row)
    sentence = "OpenAI: rate limit reached for gpt-6.1-sol. Try again in 20 s."
    world.core.request_log.finish("req_1", state="error", status=429, error=sentence)
    return Menus(await pictures(made, "Provider", "Haiku"))


async def menu_bar(world: World) -> QWidget:
    """The same in the window."""
    window = world.window()
    actions = Actions(world.core, world.bridge, world.theme, window)
    actions.fill_menu_bar(window.menuBar(), window.view_menu)
    shown = [action.menu() for action in window.menuBar().actions()]
    return Menus([picture for one in shown if isinstance(one, QMenu) for picture in await pictures(one)])


async def pictures(made: QMenu, *submenus: str) -> list[QPixmap]:
    """Of the menu and of those of its submenus whose title begins so."""
    made.popup(QPoint(0, 0))
    await settle()
    found = [made.grab()]
    for action in made.actions():
        below = action.menu()
        if isinstance(below, QMenu) and any(action.text().startswith(name) for name in submenus):
            made.setActiveAction(action)
            below.popup(QPoint(0, 0))
            await settle()
            found += [made.grab(), below.grab()]
            below.close()
    made.close()
    return found


SHOTS: list[Shot] = [("tray-icons", icons), ("tray-menu", menu), ("tray-menubar", menu_bar)]
