"""The menu of the tray: its order, what each action does, and labels that change in place."""

from __future__ import annotations

import asyncio
import socket

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMainWindow, QMenu

from desktop_proxy.core import Core
from desktop_proxy.request_log import RequestRow
from desktop_proxy.server.runner import Running, Stopped
from desktop_proxy.ui.actions import Actions
from desktop_proxy.ui.bridge import CoreBridge
from desktop_proxy.ui.command_line import claude_command
from desktop_proxy.ui.theme import Theme
from tests.fakes import eventually, message_body


@pytest.fixture
def actions(core: Core, bridge: CoreBridge, theme: Theme) -> Actions:
    return Actions(core, bridge, theme)


def labels(menu: QMenu) -> list[str]:
    return ["─" if action.isSeparator() else action.text() for action in menu.actions() if action.isVisible()]


def pages(actions: Actions) -> list[tuple[str, object]]:
    opened: list[tuple[str, object]] = []
    actions.open_page.connect(lambda *where: opened.append(where))
    return opened


def port(core: Core) -> int:
    assert core.url is not None
    return int(core.url.rpartition(":")[2])


def listens(at: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", at)) == 0


async def begin_stream(core: Core) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    """A request to the demo model, after its head has come."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port(core))
    body = message_body(stream=True)
    token = (await core.credentials.client_token()).reveal()
    writer.write(
        b"POST /v1/messages HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nx-api-key: %s\r\ncontent-type: application/json\r\n"
        b"content-length: %d\r\nconnection: close\r\n\r\n%s" % (port(core), token.encode(), len(body), body)
    )
    assert b"200" in await reader.readline()
    return reader, writer


async def test_the_order_is_the_documented_one(running_core: Core, actions: Actions) -> None:
    assert running_core.url is not None
    assert labels(actions.menu()) == [
        f"Running at 127.0.0.1:{port(running_core)}",
        "Stop",
        "─",
        "Provider: Demo",
        "Opus: desktop-proxy",
        "Sonnet: desktop-proxy",
        "Haiku: desktop-proxy",
        "─",
        "Requests…",
        "Settings…",
        "─",
        "Connect Claude Code…",
        "Copy command",
        "─",
        "Start at login",
        "Quit",
    ]


async def test_stop_closes_the_port_and_start_opens_it_again(running_core: Core, actions: Actions) -> None:
    menu, before = actions.menu(), port(running_core)
    entries = menu.actions()
    running_core.settings._overrides["server.port"] = before
    actions.action("toggle").trigger()
    await eventually(lambda: isinstance(running_core.server.state, Stopped))
    assert not listens(before) and labels(menu)[:2] == ["Stopped", "Start"]
    running_core.settings.update({"upstream.max_retries": 1})
    actions.action("toggle").trigger()
    await eventually(lambda: isinstance(running_core.server.state, Running))
    assert listens(before) and labels(menu)[:2] == [f"Running at 127.0.0.1:{before}", "Stop"]
    assert menu.actions() == entries, "an open menu would close"


async def test_while_it_stops_it_says_for_how_many_it_waits(running_core: Core, actions: Actions) -> None:
    reader, writer = await begin_stream(running_core)
    toggle = actions.action("toggle")
    toggle.trigger()
    await eventually(lambda: toggle.text() == "Stopping… 1 requests")
    assert not toggle.isEnabled()
    assert b"message_stop" in await reader.read(), "an open stream ends as it would have"
    await eventually(lambda: toggle.text() == "Start" and toggle.isEnabled())
    writer.close()


async def test_what_others_know_is_asked_for_before_the_menu_is_first_opened(core: Core, actions: Actions) -> None:
    await core.credentials.set("openai", "sk-proj-0123456789abcdefghijklmnop")
    await core.clients.connect("claude-code", "http://127.0.0.1:8082", "token")
    await eventually(lambda: actions.action("connect").text() == "Disconnect Claude Code")
    await eventually(lambda: [choice.text() for choice in actions._submenus["provider"].choices] == ["OpenAI", "Demo"])


@pytest.mark.parametrize(
    ("name", "page"),
    [("status", "overview"), ("requests", "requests"), ("settings", "general"), ("connect", "clients")],
)
async def test_actions_that_lead_to_a_page(actions: Actions, name: str, page: str) -> None:
    opened = pages(actions)
    actions.action(name).trigger()
    assert [where for where, _ in opened] == [page]


async def test_the_command_is_copied(actions: Actions, core: Core) -> None:
    actions.action("copy").trigger()
    assert QGuiApplication.clipboard().text() == claude_command(core.environ)


async def test_the_last_error_is_there_when_there_is_one_and_leads_to_its_row(
    core: Core, bridge: CoreBridge, actions: Actions
) -> None:
    error, opened = actions.action("last_error"), pages(actions)
    assert not error.isVisible()
    core.request_log.begin(RequestRow(id="req_1", started_at=1.0))
    core.request_log.finish("req_1", state="error", error="OpenAI refused\u202e the key & said <b>so</b>." + "x" * 200)
    await eventually(error.isVisible)
    assert error.text().startswith("Last error: OpenAI refused⟨202E⟩ the key ＆") and len(error.text()) < 80
    error.trigger()
    assert opened == [("requests", {"id": "req_1"})]


async def test_quitting_is_asked_for_once_and_nothing_can_be_chosen_meanwhile(actions: Actions) -> None:
    asked: list[bool] = []
    actions.quit_requested.connect(lambda: asked.append(True))
    menu = actions.menu()
    actions.action("quit").trigger()
    actions.action("quit").trigger()
    assert asked == [True]
    assert not any(actions.action(name).isEnabled() for name in ("toggle", "requests", "connect", "login", "quit"))
    assert labels(menu)[1] == "Stopping…"


async def test_a_choice_that_cannot_be_kept_is_told(core: Core, actions: Actions) -> None:
    told: list[tuple[str, str]] = []
    actions.told.connect(lambda *words: told.append(words))
    core.paths.settings_file.parent.rename(core.paths.settings_file.parent.with_name("gone"))
    core.paths.settings_file.parent.write_text("a file where the folder should be")
    models = actions._submenus["opus"]
    models.chosen.emit("openai/gpt-4.1")
    assert told[0][0] == "The choice was not kept" and "settings.json" in told[0][1]
    assert models.choices[0].isChecked()


async def test_the_window_s_menu_bar_has_the_same_actions_and_its_own_menu(actions: Actions) -> None:
    window = QMainWindow()
    view = QMenu("&View", window)
    actions.fill_menu_bar(window.menuBar(), view)
    proxy, second = (action.menu() for action in window.menuBar().actions())
    assert second is view
    assert labels(proxy) == labels(actions.menu())
    assert actions.action("quit") in proxy.actions()


async def test_a_port_that_is_taken_is_said_in_the_menu_and_retrying_can_be_ended(core: Core, actions: Actions) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        core.settings._overrides["server.port"] = taken.getsockname()[1]
        core.settings.update({"upstream.max_retries": 1})
        actions.action("toggle").trigger()
        await eventually(lambda: actions.action("status").text().startswith("Not running: "))
        assert actions.action("toggle").text() == "Stop"
        actions.action("toggle").trigger()
        await eventually(lambda: actions.action("status").text() == "Stopped")
