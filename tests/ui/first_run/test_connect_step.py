"""Claude Code is connected, or it is said how it is installed; a stopped proxy is started first."""

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
from desktop_proxy.ui.bridge import CoreBridge
from desktop_proxy.ui.clients.claude_card import INSTALLATION
from desktop_proxy.ui.clients.command_line import CommandLine
from desktop_proxy.ui.first_run.connect_step import ConnectStep
from desktop_proxy.ui.theme import Theme
from tests.fakes import eventually


@pytest.fixture
def step(core: Core, bridge: CoreBridge, theme: Theme, qtbot: QtBot) -> ConnectStep:
    made = ConnectStep(core, bridge, theme)
    qtbot.addWidget(made)
    made.show()
    return made


def folder(core: Core) -> Path:
    return Path(core.environ["HOME"]) / ".claude"


def press(step: ConnectStep, caption: str) -> None:
    (found,) = (made for made in step.findChildren(QPushButton) if made.text() == caption and made.isVisible())
    QTest.mouseClick(found, Qt.MouseButton.LeftButton)


async def test_the_change_is_shown_at_once_and_made_on_return(running_core: Core, step: ConnectStep) -> None:
    folder(running_core).mkdir()
    step.begin()
    await eventually(lambda: step.panel.ready)
    done: list[object] = []
    step.connected.connect(done.append)
    step.go_on()
    await eventually(lambda: bool(done))
    written = json.loads((folder(running_core) / "settings.json").read_text())
    assert written["env"]["ANTHROPIC_BASE_URL"] == running_core.url


async def test_skipping_changes_nothing(running_core: Core, step: ConnectStep) -> None:
    folder(running_core).mkdir()
    step.begin()
    await eventually(lambda: step.panel.ready)
    skipped: list[bool] = []
    step.skipped.connect(lambda: skipped.append(True))
    press(step, "Skip")
    assert skipped and not (folder(running_core) / "settings.json").exists()


async def test_what_is_not_installed_is_installed_first(running_core: Core, step: ConnectStep) -> None:
    step.begin()
    await eventually(step.missing.isVisible)
    assert not step.installed
    command = step.missing.findChild(CommandLine)
    assert isinstance(command, CommandLine)
    QTest.mouseClick(command.copy, Qt.MouseButton.LeftButton)
    assert QGuiApplication.clipboard().text() == INSTALLATION
    assert str(running_core.url) in step.lines.box.toPlainText()
    folder(running_core).mkdir()
    step.go_on()
    await eventually(lambda: step.panel.ready)
    assert step.installed and step.missing.isHidden()


async def test_it_can_be_connected_before_it_is_installed(running_core: Core, step: ConnectStep) -> None:
    step.begin()
    await eventually(step.missing.isVisible)
    press(step, "Connect anyway")
    await eventually(lambda: step.panel.ready)


async def test_a_stopped_proxy_is_started_and_the_step_goes_on(running_core: Core, step: ConnectStep) -> None:
    folder(running_core).mkdir()
    await running_core.server.stop()
    step.begin()
    await eventually(step.message.isVisible)
    press(step, "Start the proxy")
    await eventually(lambda: step.panel.ready)
    assert step.message.isHidden()
