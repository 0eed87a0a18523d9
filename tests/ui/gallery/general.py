"""The General page: as it is at first, with complaints and questions, open and small."""

from __future__ import annotations

from PySide6.QtWidgets import QScrollArea, QWidget

from desktop_proxy.core import Core
from desktop_proxy.ui.main_window import MainWindow
from desktop_proxy.ui.pages.general import GeneralPage
from tests.ui.gallery.world import Shot, World, settle


def page_of(window: MainWindow) -> GeneralPage:
    page = window.page
    assert isinstance(page, GeneralPage)
    return page


async def opened(world: World, size: tuple[int, int] | None = None) -> MainWindow:
    """On a core that was given no port, as users have it."""
    core = Core(world.core.paths, world.core.environ, world.core.paths.data_dir, keyring=world.keyring, announced=False)
    world.core = core
    window = world.window(GeneralPage, size=size)
    window.show()
    await settle()
    return window


async def general(world: World) -> QWidget:
    return await opened(world)


async def whole(world: World) -> QWidget:
    window = await opened(world, (1040, 1900))
    page_of(window).advanced.open_up()
    await settle()
    return window


async def complaints(world: World) -> QWidget:
    taken = world.core.url
    window = await opened(world, (1040, 900))
    page = page_of(window)
    page.port.field.setValue(int((taken or ":80").rpartition(":")[2]))
    page.token._ask()
    page.require_token._clicked(False)
    await settle(1.2)
    return window


async def small(world: World) -> QWidget:
    return await opened(world, (760, 520))


async def small_below(world: World) -> QWidget:
    window = await opened(world, (760, 520))
    area = window.findChild(QScrollArea)
    assert area is not None
    page_of(window).advanced.open_up()
    await settle()
    area.verticalScrollBar().setValue(620)
    return window


SHOTS: list[Shot] = [
    ("general", general),
    ("general-whole", whole),
    ("general-complaints", complaints),
    ("general-small", small),
    ("general-small-below", small_below),
]
