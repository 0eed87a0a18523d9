"""The menu of the tray: its order, what each action does, and labels that change in place."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMainWindow, QMenu

from desktop_proxy.core import Core
from desktop_proxy.request_log import RequestRow
from desktop_proxy.ui.actions import Actions
from desktop_proxy.ui.bridge import CoreBridge
from desktop_proxy.ui.command_line import claude_command
from desktop_proxy.ui.theme import Theme
from tests.fakes import eventually


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
    assert not any(action.isEnabled() for action in menu.actions() if not action.isSeparator())
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
