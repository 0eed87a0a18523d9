"""The first request is waited for, shown while it runs, and what went wrong with it is said."""

from __future__ import annotations

import time

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from desktop_proxy.core import Core
from desktop_proxy.request_log import RequestRow
from desktop_proxy.ui.bridge import CoreBridge
from desktop_proxy.ui.command_line import claude_command
from desktop_proxy.ui.first_run.request_step import COMMAND, CONNECTED, OTHER, RequestStep
from desktop_proxy.ui.theme import Theme
from tests.fakes import eventually

ANSWERED = {
    "state": "done",
    "answered": "gpt-6-astra",
    "provider": "openai",
    "input_tokens": 12_431,
    "output_tokens": 218,
    "duration_ms": 4210.0,
}


@pytest.fixture
def step(core: Core, bridge: CoreBridge, theme: Theme, qtbot: QtBot) -> RequestStep:
    made = RequestStep(core, bridge, theme)
    qtbot.addWidget(made)
    made.show()
    return made


def begin(core: Core, number: int = 1) -> str:
    id = f"req_{number}"
    core.request_log.begin(RequestRow(id, time.time(), asked="claude-opus-4-8"))
    return id


def facts(step: RequestStep) -> list[str]:
    return [made.text() for made in step.facts.findChildren(QLabel) if made.isVisible()]


async def test_how_it_is_made_depends_on_what_was_connected(running_core: Core, step: RequestStep) -> None:
    step.begin(CONNECTED)
    assert step.command.command == 'claude "Say hello"' and "restarted" in step.intro.text()
    step.begin(COMMAND)
    assert step.command.command == claude_command(running_core.environ) + ' "Say hello"'
    step.begin(OTHER)
    await eventually(lambda: str(running_core.url) in step.lines.box.toPlainText())
    assert step.command.isHidden() and step.lines.isVisible()


async def test_a_request_is_shown_while_it_runs_and_when_it_is_answered(core: Core, step: RequestStep) -> None:
    step.begin(CONNECTED)
    assert step.state.word.text() == "Waiting for the first request…" and not step.succeeded
    answered: list[bool] = []
    step.answered.connect(lambda: answered.append(True))
    id = begin(core)
    await eventually(lambda: step.state.word.text() == "A request is being answered…")
    assert "claude-opus-4-8" in facts(step)
    core.request_log.finish(id, **ANSWERED)
    await eventually(lambda: bool(answered))
    assert step.succeeded
    shown = facts(step)
    assert "claude-opus-4-8 → gpt-6-astra (OpenAI)" in shown and "12.4k in, 218 out" in shown
    assert any(text.endswith(" · 4.2 s") for text in shown)


async def test_tokens_in_hold_the_cached_ones_and_say_how_many(core: Core, step: RequestStep) -> None:
    step.begin(CONNECTED)
    core.request_log.finish(begin(core), **ANSWERED, cached_tokens=84_103)
    await eventually(lambda: step.succeeded)
    (used,) = [made for made in step.facts.findChildren(QLabel) if made.text() == "96.5k in (84.1k cached), 218 out"]
    assert used.toolTip() == "96,534, of them 84,103 from the cache / 218"


async def test_a_failed_request_says_why_and_the_next_one_is_waited_for(core: Core, step: RequestStep) -> None:
    step.begin(CONNECTED)
    core.request_log.finish(begin(core), state="error", error="OpenAI refused the key.")
    await eventually(step.message.isVisible)
    assert step.message.text.text() == "OpenAI refused the key." and not step.succeeded
    assert "Tokens" not in facts(step)
    wanted: list[bool] = []
    step.provider_wanted.connect(lambda: wanted.append(True))
    (choose,) = (made for made in step.message.findChildren(QPushButton) if made.text() == "Choose who answers")
    QTest.mouseClick(choose, Qt.MouseButton.LeftButton)
    assert wanted
    core.request_log.finish(begin(core, 2), **ANSWERED)
    await eventually(lambda: step.succeeded)
    assert step.message.isHidden()


async def test_what_came_before_does_not_count(core: Core, bridge: CoreBridge, step: RequestStep) -> None:
    batches: list[object] = []
    bridge.rows_changed.connect(batches.append)
    core.request_log.finish(begin(core), **ANSWERED)
    await eventually(lambda: bool(batches))
    step.begin(CONNECTED)
    assert not step.succeeded and step.facts.isHidden()


async def test_after_another_choice_another_request_is_waited_for(core: Core, step: RequestStep) -> None:
    step.begin(CONNECTED)
    core.request_log.finish(begin(core), **ANSWERED)
    await eventually(lambda: step.succeeded)
    step.begin(CONNECTED)
    assert not step.succeeded and step.state.word.text() == "Waiting for the first request…"


async def test_the_first_that_was_answered_stays(core: Core, step: RequestStep) -> None:
    step.begin(CONNECTED)
    core.request_log.finish(begin(core), **ANSWERED)
    await eventually(lambda: step.succeeded)
    core.request_log.finish(begin(core, 2), state="error", error="no")
    core.request_log.finish(begin(core, 3), state="cancelled")
    await eventually(lambda: step.row is not None)
    assert step.row is not None and step.row.id == "req_1" and step.message.isHidden()


async def test_a_client_that_left_is_no_fault_of_the_provider(core: Core, step: RequestStep) -> None:
    step.begin(CONNECTED)
    core.request_log.finish(begin(core), state="cancelled")
    await eventually(step.message.isVisible)
    assert step.message.text.text() == "The client left before the answer was complete."
