"""The card says how Claude Code stands, connects and disconnects it, and notices what others do to its file."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from desktop_proxy.core import Core
from desktop_proxy.server.runner import Failed
from desktop_proxy.ui.bridge import CoreBridge
from desktop_proxy.ui.clients.claude_card import ClaudeCard
from desktop_proxy.ui.theme import Theme
from desktop_proxy.ui.widgets.message import Message
from tests.fakes import eventually


@pytest.fixture
def card(core: Core, bridge: CoreBridge, theme: Theme, qtbot: QtBot) -> ClaudeCard:
    made = ClaudeCard(core, bridge, theme)
    qtbot.addWidget(made)
    made.show()
    return made


async def state(card: ClaudeCard, word: str) -> None:
    card.refresh()
    await eventually(lambda: card.state.word.text() == word)


def press(message: Message, caption: str) -> None:
    (found,) = (made for made in message.findChildren(QPushButton) if made.text() == caption and made.isVisible())
    QTest.mouseClick(found, Qt.MouseButton.LeftButton)


async def connected(card: ClaudeCard) -> None:
    await state(card, "Not connected")
    QTest.mouseClick(card.connect_button, Qt.MouseButton.LeftButton)
    await eventually(lambda: card.panel.ready)
    QTest.mouseClick(card.panel.connect_button, Qt.MouseButton.LeftButton)
    await eventually(lambda: card.state.word.text() == "Connected to this proxy")


async def test_connecting_says_what_to_do_next_and_where_the_copy_is(
    running_core: Core, card: ClaudeCard, claude_settings: Path
) -> None:
    await connected(card)
    said = card.result.text.text()
    assert "Start claude in a terminal; running sessions must be restarted." in said
    (backup,) = (file for file in claude_settings.parent.iterdir() if file != claude_settings)
    assert str(backup) in said
    assert card.connect_button.isHidden() and card.disconnect_button.isVisible()
    assert card.path.text() == str(claude_settings)


async def test_disconnecting_gives_the_file_back_byte_for_byte(
    running_core: Core, card: ClaudeCard, claude_settings: Path
) -> None:
    before = claude_settings.read_bytes()
    await connected(card)
    assert claude_settings.read_bytes() != before
    QTest.mouseClick(card.disconnect_button, Qt.MouseButton.LeftButton)
    await eventually(lambda: card.state.word.text() == "Not connected")
    assert claude_settings.read_bytes() == before
    assert card.connect_button.isVisible() and card.disconnect_button.isHidden()
    await eventually(lambda: card.focusWidget() is card.connect_button)


async def test_cancelling_leaves_it_unconnected_with_the_focus_where_it_was(
    running_core: Core, card: ClaudeCard, claude_settings: Path
) -> None:
    await state(card, "Not connected")
    QTest.mouseClick(card.connect_button, Qt.MouseButton.LeftButton)
    await eventually(lambda: card.panel.ready)
    QTest.mouseClick(card.panel.cancel_button, Qt.MouseButton.LeftButton)
    assert card.connect_button.isVisible() and card.focusWidget() is card.connect_button


async def test_drift_is_shown_and_can_be_left_or_connected_again(
    running_core: Core, card: ClaudeCard, claude_settings: Path
) -> None:
    await connected(card)
    content = json.loads(claude_settings.read_text())
    content["env"]["ANTHROPIC_BASE_URL"] = "https://another.example.com"
    claude_settings.write_text(json.dumps(content))
    await state(card, "Changed by another program")
    assert "env.ANTHROPIC_BASE_URL is now “https://another.example.com”" in card.remark.text.text()
    assert card.connect_button.text() == "Connect again…"
    press(card.remark, "Leave it")
    assert card.remark.isHidden() and card.state.word.text() == "Changed by another program"
    QTest.mouseClick(card.connect_button, Qt.MouseButton.LeftButton)
    await eventually(lambda: card.panel.ready)
    QTest.mouseClick(card.panel.connect_button, Qt.MouseButton.LeftButton)
    await eventually(lambda: card.state.word.text() == "Connected to this proxy")
    assert json.loads(claude_settings.read_text())["env"]["ANTHROPIC_BASE_URL"] == running_core.url


async def test_what_stays_changed_is_told_when_disconnecting(
    running_core: Core, card: ClaudeCard, claude_settings: Path
) -> None:
    await connected(card)
    content = json.loads(claude_settings.read_text())
    content["env"]["ANTHROPIC_BASE_URL"] = "https://another.example.com"
    claude_settings.write_text(json.dumps(content))
    await state(card, "Changed by another program")
    QTest.mouseClick(card.disconnect_button, Qt.MouseButton.LeftButton)
    await eventually(lambda: card.result.isVisible() and "another.example.com" in card.result.text.text())


async def test_an_unreadable_file_says_why_and_is_looked_at_again(
    running_core: Core, card: ClaudeCard, claude_settings: Path
) -> None:
    claude_settings.write_text("{broken")
    await state(card, "Its settings cannot be read")
    assert str(claude_settings) in card.remark.text.text() and card.connect_button.isHidden()
    claude_settings.write_text("{}")
    press(card.remark, "Look again")
    await eventually(lambda: card.state.word.text() == "Not connected")


async def test_not_installed_can_be_connected_all_the_same(running_core: Core, card: ClaudeCard) -> None:
    await state(card, "Not installed")
    assert card.connect_button.isVisible()


async def test_what_installs_it_can_be_copied_as_long_as_it_is_not_there(
    running_core: Core, card: ClaudeCard, request: pytest.FixtureRequest
) -> None:
    await state(card, "Not installed")
    QTest.mouseClick(card.installation.copy, Qt.MouseButton.LeftButton)
    assert QGuiApplication.clipboard().text() == "npm install -g @anthropic-ai/claude-code"
    request.getfixturevalue("claude_settings")
    await state(card, "Not connected")
    assert card.installation.isHidden()


async def test_a_stopped_proxy_is_explained_and_started(
    running_core: Core, card: ClaudeCard, claude_settings: Path
) -> None:
    await running_core.server.stop()
    await eventually(lambda: card.stopped.isVisible())
    assert not card.connect_button.isEnabled()
    press(card.stopped, "Start the proxy")
    await eventually(lambda: card.stopped.isHidden() and card.connect_button.isEnabled())


async def test_a_proxy_that_cannot_listen_says_why(running_core: Core, card: ClaudeCard) -> None:
    await state(card, "Not installed")
    running_core.server.state = Failed("Port 8082 is in use.")
    card.refresh()
    await eventually(lambda: card.stopped.text.text() == "Port 8082 is in use.")


async def test_what_a_command_does_meanwhile_is_seen(
    running_core: Core, card: ClaudeCard, claude_settings: Path
) -> None:
    await state(card, "Not connected")
    assert running_core.url is not None
    await running_core.clients.connect("claude-code", running_core.url, "")
    await eventually(lambda: card.state.word.text() == "Connected to this proxy")


async def test_a_card_that_is_gone_hears_nothing(
    running_core: Core, bridge: CoreBridge, theme: Theme, claude_settings: Path
) -> None:
    card = ClaudeCard(running_core, bridge, theme)
    card.deleteLater()
    gone: list[bool] = []
    card.destroyed.connect(lambda: gone.append(True))
    await eventually(lambda: bool(gone))
    assert running_core.url is not None
    await running_core.clients.connect("claude-code", running_core.url, "")
