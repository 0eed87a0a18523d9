"""The pictures README shows: `make images` puts them into docs/images."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from desktop_proxy.ui.actions import Actions
from desktop_proxy.ui.main_window import MainWindow
from desktop_proxy.ui.pages.providers import ProvidersPage
from desktop_proxy.ui.pages.requests import RequestsPage
from desktop_proxy.upstream.provider_test import ProviderTest
from tests.fakes import eventually
from tests.ui.gallery import providers, requests, tray
from tests.ui.gallery.world import Shot, World, settle


def whole_window(world: World, page: str) -> MainWindow:
    """With every page in its list, and the menu bar of the app."""
    window = world.window(size=(1120, 700))
    actions = Actions(world.core, world.bridge, world.theme, window)
    actions.fill_menu_bar(window.menuBar(), window.view_menu)
    window.show_page(page)
    window.show()
    return window


async def requests_page(world: World) -> QWidget:
    await providers.fill(world)
    requests.fill(world, 400)
    window = whole_window(world, "requests")
    shown = window.page
    assert isinstance(shown, RequestsPage)
    await eventually(lambda: shown.feed.begun and not shown.feed.loading)
    shown.open_with({"id": shown.model.id_at(3)})
    await settle()
    return window


async def providers_page(world: World) -> QWidget:
    await providers.fill(world)
    window = whole_window(world, "providers")
    shown = window.page
    assert isinstance(shown, ProvidersPage)
    shown.open_with("openai")
    await settle()
    sentence = "OpenAI works: gpt-6.1-sol answered in 1.4 s; it offers 7 models."
    form = providers.form_of(window)
    form.head._tested(ProviderTest(True, sentence, tuple(providers.MODELS), "gpt-6.1-sol", 400, 1400), unsaved=False)
    return window


async def tray_menu(world: World) -> QWidget:
    await providers.fill(world)
    world.core.settings.update({"routing.tiers.haiku": "openai/gpt-4.1-mini"})
    menu = Actions(world.core, world.bridge, world.theme).menu()
    return tray.Menus((await tray.pictures(menu, "Provider"))[1:])


SHOTS: list[Shot] = [
    ("readme-requests", requests_page),
    ("readme-providers", providers_page),
    ("readme-tray-menu", tray_menu),
]
