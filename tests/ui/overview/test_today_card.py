"""Today's numbers follow the log, at most every two seconds, and only while somebody looks."""

from __future__ import annotations

import time

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop_proxy.core import Core
from desktop_proxy.request_log import RequestRow
from desktop_proxy.ui.bridge import CoreBridge
from desktop_proxy.ui.overview.today_card import TodayCard
from desktop_proxy.ui.overview.today_log import Today
from desktop_proxy.ui.theme import Theme
from tests.fakes import eventually


def ask(core: Core, number: int, **columns: object) -> None:
    core.request_log.begin(RequestRow(id=f"req_{number}", started_at=time.time(), asked="claude-sonnet-5"))
    core.request_log.finish(f"req_{number}", **{"state": "done", **columns})


@pytest.fixture
async def card(running_core: Core, bridge: CoreBridge, theme: Theme, qtbot: QtBot) -> TodayCard:
    made = TodayCard(running_core, bridge, theme)
    qtbot.addWidget(made)
    return made


async def test_numbers_are_short_and_exact_in_the_tooltip(card: TodayCard, running_core: Core) -> None:
    ask(running_core, 1, input_tokens=400, cached_tokens=12_000, output_tokens=21, cost_usd=0.0042)
    ask(running_core, 2, state="error", error="refused")
    ask(running_core, 3, input_tokens=1, output_tokens=1)
    card.show()
    await eventually(lambda: card.requests.number.text() == "3")
    assert card.failed.number.text() == "1"
    assert (card.tokens_in.number.text(), card.tokens_in.toolTip()) == ("12.4k", "12,401")
    assert card.tokens_in.remark.text() == "12.0k cached"
    assert card.cost.number.text() == "$0.004" and card.cost.remark.text() == "1 unpriced"
    assert [row.isVisible() for row in card.rows] == [True, True, True, False, False]
    assert not card.empty.isVisible()


async def test_a_request_is_opened_by_its_line(card: TodayCard, running_core: Core) -> None:
    ask(running_core, 7)
    card.show()
    await eventually(card.rows[0].isVisible)
    asked: list[tuple[str, object]] = []
    card.navigate.connect(lambda name, argument: asked.append((name, argument)))
    QTest.mouseClick(card.rows[0], Qt.MouseButton.LeftButton)
    assert asked == [("requests", {"id": "req_7"})]


async def test_nothing_is_asked_while_nobody_looks(card: TodayCard, running_core: Core, bridge: CoreBridge) -> None:
    ask(running_core, 1)
    bridge.rows_changed.emit([])
    assert card._task is None
    card.show()
    await eventually(lambda: card.requests.number.text() == "1")


async def test_a_burst_of_requests_asks_once_more_and_not_each_time(
    card: TodayCard, running_core: Core, bridge: CoreBridge
) -> None:
    card.show()
    await eventually(lambda: card.requests.number.text() == "0")
    first = card._task
    ask(running_core, 1)
    for _ in range(50):
        bridge.rows_changed.emit([])
    assert card._task is first and card._wanted
    card._pause.setInterval(1)
    card._pause.start()
    await eventually(lambda: card.requests.number.text() == "1")


async def test_an_empty_log_says_what_will_be_here(card: TodayCard) -> None:
    card.show()
    await eventually(lambda: card.requests.number.text() == "0")
    assert card.empty.isVisible() and not card.rows[0].isVisible()


async def test_a_log_that_is_off_is_told(card: TodayCard, running_core: Core) -> None:
    running_core.settings.update({"request_log.enabled": False})
    card.show()
    await eventually(card.problem.isVisible)
    assert "No request log" in card.problem.text.text() and not card.empty.isVisible()


async def test_a_log_that_cannot_be_read_is_told(card: TodayCard) -> None:
    card.show()
    card.show_today(Today(problem="The request log cannot be read."))
    assert card.problem.isVisible() and not card.empty.isVisible()
