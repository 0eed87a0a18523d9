"""Panels that come late, go and come back; no panel at all; no screen at all."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.e2e.session_bus import need

from .icon_states import state_of
from .notifier_host import NotifierHost, registered_items
from .test_trayer import icon_place
from .tray_app import TrayApp, tray_app, wait_until
from .x_session import running, trayer


@pytest.fixture(scope="module")
def app(desktop: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> Iterator[TrayApp]:
    """Started where there is no panel."""
    with tray_app(desktop, tmp_path_factory.mktemp("hosts") / "user", {"server": {"port": 0}}) as made:
        made.wait_for_url()
        yield made


def test_without_a_tray_the_window_opens_and_closing_it_asks_once(app: TrayApp) -> None:
    app.wait_for_window()
    app.screenshot("no-tray")
    app.xdotool("windowactivate", "--sync", app.window(), "key", "--clearmodifiers", "ctrl+w")
    wait_until(lambda: app.xdotool("search", "--onlyvisible", "--name", "^Close the window"), "the question")
    app.screenshot("no-tray-closing")
    app.xdotool("key", "Return")
    wait_until(lambda: not app.window(), "the window's closing")
    assert app.settings()["app"]["when_closed"] == "background"
    assert app.url


def test_an_xembed_panel_that_starts_later_gets_the_icon_and_so_does_the_next(app: TrayApp) -> None:
    for _ in range(2):
        with trayer(app.environment):
            icon_place(app)


def test_a_notifier_panel_that_starts_later_gets_the_icon_and_so_does_the_next(app: TrayApp) -> None:
    for _ in range(2):
        with NotifierHost(app.environment["DBUS_SESSION_BUS_ADDRESS"]) as host:
            host.wait_for_item()
            assert state_of(host.icon()) == "running"
            assert host.menu().labels()[1] == "Stop"
            host.click("Settings")
            app.wait_for_page("general")


def test_after_a_notifier_panel_an_xembed_one_gets_the_icon(app: TrayApp) -> None:
    with trayer(app.environment):
        x, y = icon_place(app)
        app.xdotool("mousemove", str(x), str(y), "click", "3")
        wait_until(lambda: app.menus() == 1, "the menu")
        app.xdotool("key", "Escape")
    wait_until(lambda: app.window(), "the window, once there is no tray any more")
    assert app.url


def test_the_panel_of_xfce_shows_the_icon(app: TrayApp) -> None:
    need("xfce4-panel")
    bus = app.environment["DBUS_SESSION_BUS_ADDRESS"]
    with running(app.environment, "xfce4-panel", "--disable-wm-check"):
        wait_until(lambda: registered_items(bus), "the icon in the panel")
        app.screenshot("xfce4-panel")


def test_without_a_display_it_serves_and_says_so_in_one_line(desktop: dict[str, str], home: Path) -> None:
    without = {name: value for name, value in desktop.items() if name != "DISPLAY"}
    with tray_app(without, home, {}, "--port", "0") as app:
        wait_until(lambda: "Listening on http://127.0.0.1:" in app.output(), "listening")
        assert app.output().splitlines()[0] == "There is no display: running as `desktop-proxy serve`."
        app.end()
        assert app.wait() == 0
