"""The tray shows what the core does, before there is one and after hosts have come and gone.

Offscreen there is no tray, so what a panel would be given is read from the icon itself; real panels are in
tests/e2e/desktop.
"""

from __future__ import annotations

import asyncio
import sys

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QMenu, QSystemTrayIcon

from desktop_proxy.core import Core
from desktop_proxy.request_log import RequestRow
from desktop_proxy.ui import tray, tray_icon
from desktop_proxy.ui.bridge import CoreBridge
from desktop_proxy.ui.theme import Theme
from desktop_proxy.ui.tray import Tray
from tests.fakes import eventually


def icons(made: Tray) -> list[QSystemTrayIcon]:
    """Those that are shown."""
    return [icon for icon in made.findChildren(QSystemTrayIcon) if icon.isVisible()]


def shown(made: Tray) -> QImage:
    return icons(made)[-1].icon().pixmap(22, 22).toImage()


def picture(state: tray_icon.State, frame: int = 0, **how: bool) -> QImage:
    return tray_icon.icon(state, frame, **how).pixmap(22, 22).toImage()


def attached(theme: Theme, core: Core, bridge: CoreBridge) -> Tray:
    made = Tray(theme)
    made.show()
    menu = QMenu()
    menu.addAction("Status")
    made.attach(core, bridge, menu)
    made.setProperty("menu", menu)
    return made


async def test_before_there_is_a_core_it_starts_and_its_menu_says_so(theme: Theme, qapp: QApplication) -> None:
    made = Tray(theme)
    assert icons(made) == []
    made.show()
    (icon,) = icons(made)
    assert shown(made) == picture("starting")
    assert [action.text() for action in icon.contextMenu().actions()] == ["Desktop Proxy is starting"]
    assert not icon.contextMenu().actions()[0].isEnabled()


async def test_the_icon_follows_the_server(theme: Theme, core: Core, bridge: CoreBridge) -> None:
    made = attached(theme, core, bridge)
    assert shown(made) == picture("starting"), "a proxy that is about to be started is not shown as stopped"
    await core.start()
    assert shown(made) == picture("running")
    await core.server.stop()
    assert shown(made) == picture("stopped")
    await core.close()


async def test_a_port_that_is_taken_is_an_error(theme: Theme, core: Core, bridge: CoreBridge) -> None:
    taken = await asyncio.start_server(lambda *_: None, "127.0.0.1", 0)
    made = attached(theme, core, bridge)
    core.settings._overrides["server.port"] = taken.sockets[0].getsockname()[1]
    core.settings.update({"upstream.max_retries": 1})
    await core.server.start()
    assert shown(made) == picture("error")
    await core.server.stop()
    taken.close()


async def test_where_the_proxy_is_not_started_with_the_app_it_is_stopped(
    theme: Theme, core: Core, bridge: CoreBridge
) -> None:
    core.settings.update({"app.start_proxy": False})
    assert shown(attached(theme, core, bridge)) == picture("stopped")


async def test_the_dot_breathes_while_a_request_is_in_flight(
    theme: Theme, running_core: Core, bridge: CoreBridge, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tray, "FRAME_MS", 5)
    monkeypatch.setattr(Tray, "_wants_motion", staticmethod(lambda: True))
    made = attached(theme, running_core, bridge)
    running_core.request_log.begin(RequestRow(id="req_1", started_at=1.0))
    await eventually(lambda: shown(made) == picture("running", 2))
    running_core.request_log.finish("req_1", state="done")
    assert shown(made) == picture("running")
    await asyncio.sleep(0.02)
    assert shown(made) == picture("running"), "nothing moves without a request"


async def test_where_nothing_may_move_the_dot_is_larger(
    theme: Theme, running_core: Core, bridge: CoreBridge, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Tray, "_wants_motion", staticmethod(lambda: False))
    made = attached(theme, running_core, bridge)
    running_core.request_log.begin(RequestRow(id="req_1", started_at=1.0))
    assert shown(made) == picture("running", tray_icon.STILL)
    running_core.request_log.finish("req_1", state="done")
    assert shown(made) == picture("running")


async def test_it_follows_appearance_and_token(theme: Theme, running_core: Core, bridge: CoreBridge) -> None:
    made = attached(theme, running_core, bridge)
    theme.set_appearance("dark")
    assert shown(made) == picture("running", dark=True)
    running_core.settings.update({"server.require_token": False})
    assert shown(made) == picture("running", dark=True, open_to_all=True)


async def test_a_new_host_gets_an_icon_with_everything_on_it(
    theme: Theme, running_core: Core, bridge: CoreBridge
) -> None:
    made = attached(theme, running_core, bridge)
    (before,) = icons(made)
    made._hosts.icon_needed.emit()
    (after,) = icons(made)
    assert after is not before
    assert shown(made) == picture("running") and after.toolTip() == before.toolTip()
    assert [action.text() for action in after.contextMenu().actions()] == ["Status"]


async def test_opening_its_menu_is_told_to_the_menu_it_shows(theme: Theme, core: Core, bridge: CoreBridge) -> None:
    made = attached(theme, core, bridge)
    opened: list[bool] = []
    made.property("menu").aboutToShow.connect(lambda: opened.append(True))
    icons(made)[0].contextMenu().aboutToShow.emit()
    assert opened == [True]


@pytest.mark.parametrize(
    ("platform", "reason", "asks"),
    [
        ("linux", QSystemTrayIcon.ActivationReason.Trigger, True),
        ("linux", QSystemTrayIcon.ActivationReason.DoubleClick, True),
        ("linux", QSystemTrayIcon.ActivationReason.Context, False),
        ("win32", QSystemTrayIcon.ActivationReason.Trigger, True),
        ("darwin", QSystemTrayIcon.ActivationReason.Trigger, False),
    ],
)
def test_a_click_asks_for_the_window_where_it_does_not_open_the_menu(
    theme: Theme,
    monkeypatch: pytest.MonkeyPatch,
    platform: str,
    reason: QSystemTrayIcon.ActivationReason,
    asks: bool,
) -> None:
    made = Tray(theme)
    made.show()
    asked: list[bool] = []
    made.activated.connect(lambda: asked.append(True))
    monkeypatch.setattr(sys, "platform", platform)
    icons(made)[0].activated.emit(reason)
    assert bool(asked) is asks


def test_a_notification_is_plain_text_of_bounded_length_and_its_click_says_what_it_was_about(
    theme: Theme, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[tuple[str, str]] = []
    monkeypatch.setattr(QSystemTrayIcon, "showMessage", lambda _, title, text, *__: said.append((title, text)))
    made = Tray(theme)
    made.show()
    made.notify("nobody", "sees it")
    assert said == [], "without a tray there is nobody to show it"
    made._hosts.available = True
    made.notify("a\u202eb <b>", "<img src=http://x/y>\n" + "x" * 1000, "subject")
    ((title, text),) = said
    assert title == "a⟨202E⟩b ‹b›" and text.startswith("‹img src=http://x/y› x")
    assert len(text) == tray.MAX_TEXT_CHARACTERS
    clicked: list[object] = []
    made.message_clicked.connect(clicked.append)
    icons(made)[0].messageClicked.emit()
    assert clicked == ["subject"]


def test_at_the_end_it_is_gone(theme: Theme) -> None:
    made = Tray(theme)
    made.show()
    made.hide()
    assert icons(made) == []
