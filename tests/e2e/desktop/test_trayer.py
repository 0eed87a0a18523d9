"""The tray in an XEmbed panel, by real clicks and keys, and as it looks."""

from __future__ import annotations

import itertools
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from .tray_app import TrayApp, tray_app, wait_until
from .x_session import trayer

ICON = re.compile(r"0x[0-9a-f]+ .*desktop-proxy.* (?P<w>\d+)x(?P<h>\d+)\+\d+\+\d+ +\+(?P<x>\d+)\+(?P<y>\d+)$")
ASIDE = itertools.cycle((-6, 6))
LIGHT_SURFACE, DARK_SURFACE = "#ffffff", "#24272c"


@pytest.fixture(scope="module")
def app(desktop: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> Iterator[TrayApp]:
    home = tmp_path_factory.mktemp("trayer") / "user"
    with trayer(desktop), tray_app(desktop, home, {"server": {"port": 0}}) as made:
        made.wait_for_url()
        yield made


def icon_place(app: TrayApp) -> tuple[int, int]:
    """The middle of the icon in trayer's panel."""

    def look() -> tuple[int, int] | None:
        tree = subprocess.run(
            ["xwininfo", "-root", "-tree"], env=app.environment, capture_output=True, text=True, check=True
        ).stdout
        for line in tree.splitlines():
            found = ICON.search(line.strip())
            if found and int(found["h"]) > 16 and int(found["w"]) < 40:
                return int(found["x"]) + int(found["w"]) // 2, int(found["y"]) + int(found["h"]) // 2
        return None

    place: tuple[int, int] = wait_until(look, "the icon in the panel")
    return place


def open_menu(app: TrayApp) -> None:
    x, y = icon_place(app)
    # Never twice at the same place: soon after each other that would be a double click, which opens no menu.
    app.xdotool("mousemove", str(x + next(ASIDE)), str(y), "click", "3")
    wait_until(lambda: app.menus() == 1, "the menu")


def panel_pixels(app: TrayApp) -> bytes:
    """What is drawn where the icon is."""
    x, y = icon_place(app)
    picture = QImage(str(app.screenshot("panel"))).copy(x - 11, y - 11, 22, 22)
    return bytes(picture.convertToFormat(QImage.Format.Format_RGB32).constBits())


def surface_of_menu(app: TrayApp, picture: Path) -> str:
    x, y = icon_place(app)
    return QImage(str(picture)).pixelColor(x - 60, y + 8).name()


def test_a_left_click_opens_the_window_whose_keys_reach_the_same_actions(app: TrayApp) -> None:
    x, y = icon_place(app)
    app.xdotool("mousemove", str(x), str(y), "click", "1")
    app.xdotool("windowactivate", "--sync", app.wait_for_window(), "key", "ctrl+comma")
    app.wait_for_page("general")


def test_keys_reach_the_actions_and_the_icon_shows_it(app: TrayApp) -> None:
    running = panel_pixels(app)
    open_menu(app)
    app.xdotool("key", "Down", "Down", "Return")
    wait_until(lambda: app.url is None, "the stop")
    stopped = wait_until(lambda: (now := panel_pixels(app)) != running and now, "another icon")
    open_menu(app)
    app.xdotool("key", "Down", "Down", "Return")
    app.wait_for_url()
    wait_until(lambda: panel_pixels(app) == running, "the icon of before")
    assert stopped != running


@pytest.mark.parametrize(("appearance", "surface"), [("dark", DARK_SURFACE), ("light", LIGHT_SURFACE)])
def test_the_menu_has_the_window_s_look(app: TrayApp, appearance: str, surface: str) -> None:
    assert app.command("settings", "set", "app.appearance", appearance).returncode == 0
    wait_until(lambda: opened_with(app, appearance) == surface, f"the {appearance} menu")


def opened_with(app: TrayApp, name: str) -> str:
    """The colour of the menu, which is pictured with a submenu and closed again."""
    open_menu(app)
    app.xdotool("key", *["Down"] * 4, "Right")
    wait_until(lambda: app.menus() == 2, "the submenu")
    picture = app.screenshot(f"tray-menu-{name}")
    app.xdotool("key", "Escape", "Escape")
    wait_until(lambda: not app.menus(), "the menu's closing")
    return surface_of_menu(app, picture)


def test_a_click_on_an_entry_opens_its_page(app: TrayApp) -> None:
    open_menu(app)
    app.xdotool("key", *["Down"] * 7, "Return")
    app.wait_for_page("requests")


def test_quit_by_the_last_entry_ends_it_with_zero(app: TrayApp) -> None:
    """The last of this module: the others need it alive."""
    open_menu(app)
    app.xdotool("key", "Up", "Return")
    assert app.wait() == 0
