"""The Clients page in every state of Claude Code."""

from __future__ import annotations

import json
from pathlib import Path

from PySide6.QtWidgets import QWidget

from desktop_proxy.ui.main_window import MainWindow
from desktop_proxy.ui.pages.clients import ClientsPage
from tests.ui.gallery.world import Shot, World, settle

SETTINGS = {
    "model": "opus",
    "permissions": {"allow": ["Bash(git status)"], "deny": []},
    "env": {"ANTHROPIC_BASE_URL": "https://gateway.example.com", "EDITOR": "vim"},
}


def settings_file(world: World) -> Path:
    """Claude Code's own, in the home of this picture."""
    return Path(world.core.environ["HOME"]) / ".claude" / "settings.json"


def install(world: World, text: str | None = None) -> Path:
    file = settings_file(world)
    file.parent.mkdir(exist_ok=True)
    file.write_text(text if text is not None else json.dumps(SETTINGS, indent=2))
    return file


async def shown(world: World, size: tuple[int, int] | None = None) -> tuple[MainWindow, ClientsPage]:
    window = world.window(ClientsPage, size=size)
    window.show()
    await settle()
    assert isinstance(window.page, ClientsPage)
    return window, window.page


async def not_installed(world: World) -> QWidget:
    return (await shown(world))[0]


async def not_connected(world: World) -> QWidget:
    install(world)
    return (await shown(world, (1040, 1480)))[0]


async def diff(world: World) -> QWidget:
    install(world)
    window, page = await shown(world, (1040, 900))
    page.claude.show_change()
    await settle()
    return window


async def connected(world: World) -> QWidget:
    install(world)
    window, page = await shown(world)
    page.claude.show_change()
    await settle()
    page.claude.panel.confirm()
    await settle()
    return window


async def drifted(world: World) -> QWidget:
    window = await connected(world)
    file = settings_file(world)
    content = json.loads(file.read_text())
    content["env"]["ANTHROPIC_BASE_URL"] = "https://another.example.com"
    file.write_text(json.dumps(content, indent=2))
    page = window.page
    assert isinstance(page, ClientsPage)
    page.claude.result.clear()
    page.claude.refresh()
    return window


async def unreadable(world: World) -> QWidget:
    install(world, '{"env": {"EDITOR": "vim",}')
    return (await shown(world))[0]


async def stopped(world: World) -> QWidget:
    install(world)
    window, _ = await shown(world)
    await world.core.server.stop()
    await settle()
    return window


async def smallest(world: World) -> QWidget:
    install(world)
    window, page = await shown(world, (760, 520))
    page.claude.show_change()
    await settle()
    return window


SHOTS: list[Shot] = [
    ("clients-not-installed", not_installed),
    ("clients-not-connected", not_connected),
    ("clients-diff", diff),
    ("clients-connected", connected),
    ("clients-drifted", drifted),
    ("clients-unreadable", unreadable),
    ("clients-stopped", stopped),
    ("clients-smallest", smallest),
]
