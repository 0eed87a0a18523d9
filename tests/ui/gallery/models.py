"""The page Models in its states."""

from __future__ import annotations

from PySide6.QtWidgets import QScrollArea, QWidget

from desktop_proxy.ui.main_window import MainWindow
from desktop_proxy.ui.pages.models import ModelsPage
from tests.ui.gallery.world import Shot, World, settle


async def shown(world: World, size: tuple[int, int] | None = None) -> MainWindow:
    window = world.window(ModelsPage, size=size)
    window.show()
    await settle()
    return window


def page_of(window: MainWindow) -> ModelsPage:
    assert isinstance(window.page, ModelsPage)
    return window.page


async def fill(world: World) -> None:
    await world.core.credentials.set("openai", "sk-proj-0123456789abcdefghijABCD")
    world.core.settings.update(
        {
            "routing.preferred_provider": "openai",
            "routing.tiers.opus": "gemini/gemini-2.5-pro",
            "routing.tiers.haiku": "gpt-6-luna",
            "routing.rules": [
                {"pattern": "*fable*", "target": "openai/gpt-6-astra"},
                {"pattern": "claude-*-2025*", "target": "gpt-6.1-sol"},
                {"pattern": "claude-fable-5", "target": "xai/grok-4.6"},
            ],
            "routing.fallbacks": ["xai/grok-4.6", "gemini/gemini-3.8-flash"],
        }
    )


async def scrolled(window: MainWindow, to: float) -> MainWindow:
    area = page_of(window).findChild(QScrollArea)
    assert area is not None
    await settle(0.1)
    bar = area.verticalScrollBar()
    bar.setValue(round(bar.maximum() * to))
    return window


async def empty(world: World) -> QWidget:
    return await shown(world)


async def empty_below(world: World) -> QWidget:
    return await scrolled(await shown(world), 1)


async def full(world: World) -> QWidget:
    await fill(world)
    return await shown(world, (1040, 1600))


async def minimum(world: World) -> QWidget:
    await fill(world)
    return await shown(world, (760, 520))


async def minimum_below(world: World) -> QWidget:
    await fill(world)
    window = await shown(world, (760, 520))
    page = page_of(window)
    page.rules.rows.add()
    row = page.rules.rows.rows[0]
    row.texts[0].setText("a b")
    page.rules.rows._check(row)
    return await scrolled(window, 0.75)


async def explained(world: World) -> QWidget:
    await fill(world)
    world.core.settings.update({"routing.use_successors": True})
    window = await shown(world)
    page_of(window).open_with("xai/grok-3")
    return await scrolled(window, 0.4)


async def pinned(world: World) -> QWidget:
    await fill(world)
    world.core.settings._environment.setting_sources["routing.big_model"] = "environment"
    window = await shown(world)
    page_of(window).tiers.rows["sonnet"].change("o1")
    return await scrolled(window, 0.5)


SHOTS: list[Shot] = [
    ("models-empty", empty),
    ("models-empty-below", empty_below),
    ("models-full", full),
    ("models-minimum", minimum),
    ("models-minimum-below", minimum_below),
    ("models-explained", explained),
    ("models-pinned", pinned),
]
