"""The card follows the server, starts and stops it."""

from __future__ import annotations

import time

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop_proxy.core import Core
from desktop_proxy.request_log import RequestRow
from desktop_proxy.server.runner import Running, Stopped
from desktop_proxy.ui.bridge import CoreBridge
from desktop_proxy.ui.overview.status_card import StatusCard
from desktop_proxy.ui.theme import Theme
from tests.fakes import eventually


@pytest.fixture
async def card(running_core: Core, bridge: CoreBridge, theme: Theme, qtbot: QtBot) -> StatusCard:
    made = StatusCard(running_core, bridge, theme)
    qtbot.addWidget(made)
    made.show()
    return made


async def test_it_says_where_the_proxy_runs_and_copies_it(card: StatusCard, running_core: Core) -> None:
    assert card.state.word.text() == "Running" and card.address.text() == running_core.url
    QTest.mouseClick(card.copy, Qt.MouseButton.LeftButton)
    assert QGuiApplication.clipboard().text() == running_core.url


async def test_stop_and_start_really_do(card: StatusCard, running_core: Core) -> None:
    QTest.mouseClick(card.toggle, Qt.MouseButton.LeftButton)
    await eventually(lambda: isinstance(running_core.server.state, Stopped))
    await eventually(lambda: card.state.word.text() == "Stopped")
    assert card.toggle.text() == "Start" and card.toggle.property("role") == "primary"
    assert not card.copy.isVisible() and not card.address.text()
    QTest.mouseClick(card.toggle, Qt.MouseButton.LeftButton)
    await eventually(lambda: isinstance(running_core.server.state, Running))
    assert card.toggle.text() == "Stop" and card.toggle.isEnabled()


async def test_while_it_stops_it_says_so_and_cannot_be_pressed_again(card: StatusCard, running_core: Core) -> None:
    QTest.mouseClick(card.toggle, Qt.MouseButton.LeftButton)
    await eventually(lambda: card.state.word.text() in ("Stopping", "Stopped"))
    await eventually(lambda: card.state.word.text() == "Stopped")


async def test_requests_in_flight_are_counted(card: StatusCard, running_core: Core) -> None:
    running_core.request_log.begin(RequestRow(id="req_1", started_at=time.time(), asked="x"))
    assert card.about.text().startswith("1 ")
    running_core.request_log.finish("req_1", state="done")
    assert card.about.text() == "No request in flight"
