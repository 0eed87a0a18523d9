"""The change is shown before it is made, and only what was shown is made."""

from __future__ import annotations

import json
import socket
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from desktop_proxy.clients.outcomes import Outcome
from desktop_proxy.core import Core
from desktop_proxy.ui.clients.connect_panel import ConnectPanel
from desktop_proxy.ui.theme import Theme
from tests.fakes import eventually
from tests.ui.clients.conftest import SETTINGS


@pytest.fixture
def panel(core: Core, theme: Theme, qtbot: QtBot) -> ConnectPanel:
    made = ConnectPanel(core, theme, "claude-code", "Cancel")
    qtbot.addWidget(made)
    return made


async def begun(panel: ConnectPanel) -> None:
    panel.begin()
    await eventually(lambda: panel.ready or panel.message.isVisible())


async def test_the_change_is_shown_without_the_token_and_nothing_is_written(
    running_core: Core, panel: ConnectPanel, claude_settings: Path
) -> None:
    await begun(panel)
    token = (await running_core.credentials.client_token()).reveal()
    shown = panel.diff.toPlainText()
    assert f'"ANTHROPIC_BASE_URL": "{running_core.url}"' in shown
    assert token not in shown and token[-4:] in shown
    assert str(claude_settings) in panel.intro.text()
    assert json.loads(claude_settings.read_text()) == SETTINGS


async def test_connect_makes_it(running_core: Core, panel: ConnectPanel, claude_settings: Path) -> None:
    outcomes: list[Outcome] = []
    panel.connected.connect(outcomes.append)
    await begun(panel)
    QTest.mouseClick(panel.connect_button, Qt.MouseButton.LeftButton)
    await eventually(lambda: bool(outcomes))
    env = json.loads(claude_settings.read_text())["env"]
    assert env["ANTHROPIC_BASE_URL"] == running_core.url and env["EDITOR"] == "vim"
    assert panel.isHidden() and outcomes[0].backup is not None


async def test_what_changed_in_between_is_not_overwritten(
    running_core: Core, panel: ConnectPanel, claude_settings: Path
) -> None:
    await begun(panel)
    claude_settings.write_text('{"model": "haiku"}')
    QTest.mouseClick(panel.connect_button, Qt.MouseButton.LeftButton)
    await eventually(lambda: not panel.message.isHidden())
    assert "has changed since it was shown" in panel.message.text.text()
    assert claude_settings.read_text() == '{"model": "haiku"}'
    (again,) = (made for made in panel.message.findChildren(QPushButton) if made.text() == "Try again")
    QTest.mouseClick(again, Qt.MouseButton.LeftButton)
    await eventually(lambda: panel.ready)
    assert '"haiku"' in panel.diff.toPlainText()


async def test_after_the_token_was_rotated_the_change_is_shown_again_and_then_made(
    running_core: Core, panel: ConnectPanel, claude_settings: Path
) -> None:
    await begun(panel)
    token = (await running_core.credentials.rotate_client_token()).reveal()
    QTest.mouseClick(panel.connect_button, Qt.MouseButton.LeftButton)
    await eventually(lambda: panel.message.isVisible() and panel.ready)
    assert "has changed since it was shown" in panel.message.text.text()
    assert token[-4:] in panel.diff.toPlainText()
    assert json.loads(claude_settings.read_text()) == SETTINGS
    QTest.mouseClick(panel.connect_button, Qt.MouseButton.LeftButton)
    await eventually(panel.isHidden)
    assert json.loads(claude_settings.read_text())["env"]["ANTHROPIC_AUTH_TOKEN"] == token


async def test_at_another_port_the_old_address_is_not_written(
    running_core: Core, panel: ConnectPanel, claude_settings: Path
) -> None:
    await begun(panel)
    old = running_core.url or ""
    # As long as it is taken, another one is found.
    await running_core.server.stop()
    with socket.create_server(("127.0.0.1", int(old.rpartition(":")[2]))):
        await running_core.server.start()
    assert running_core.url != old
    QTest.mouseClick(panel.connect_button, Qt.MouseButton.LeftButton)
    await eventually(lambda: panel.message.isVisible() and panel.ready)
    assert json.loads(claude_settings.read_text()) == SETTINGS
    assert f'"{running_core.url}"' in panel.diff.toPlainText() and old not in panel.diff.toPlainText()


async def test_a_proxy_that_was_stopped_meanwhile_is_not_connected_to(
    running_core: Core, panel: ConnectPanel, claude_settings: Path
) -> None:
    await begun(panel)
    await running_core.server.stop()
    QTest.mouseClick(panel.connect_button, Qt.MouseButton.LeftButton)
    await eventually(panel.message.isVisible)
    assert panel.message.text.text().startswith("The proxy does not run")
    assert json.loads(claude_settings.read_text()) == SETTINGS


async def test_cancel_while_the_keyring_is_asked_changes_nothing(
    running_core: Core, panel: ConnectPanel, claude_settings: Path
) -> None:
    await begun(panel)
    asked = panel._tasks.run(panel._connect(panel._plan, panel._access), "connecting a client")  # type: ignore[arg-type]
    QTest.mouseClick(panel.cancel_button, Qt.MouseButton.LeftButton)
    await asked
    assert panel.isHidden() and json.loads(claude_settings.read_text()) == SETTINGS


async def test_a_file_that_cannot_be_read_is_explained(
    running_core: Core, panel: ConnectPanel, claude_settings: Path
) -> None:
    claude_settings.write_text("{broken")
    await begun(panel)
    assert str(claude_settings) in panel.message.text.text()
    assert not panel.connect_button.isEnabled()


async def test_without_a_running_proxy_there_is_nothing_to_connect_to(core: Core, panel: ConnectPanel) -> None:
    await begun(panel)
    assert panel.message.text.text().startswith("The proxy does not run")
    assert not panel.connect_button.isEnabled()


async def test_cancel_changes_nothing(running_core: Core, panel: ConnectPanel, claude_settings: Path) -> None:
    cancelled: list[bool] = []
    panel.cancelled.connect(lambda: cancelled.append(True))
    await begun(panel)
    QTest.mouseClick(panel.cancel_button, Qt.MouseButton.LeftButton)
    assert cancelled and panel.isHidden()
    assert json.loads(claude_settings.read_text()) == SETTINGS
