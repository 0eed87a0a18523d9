"""Long work says what it is and for how long, can be stopped, and ends with its widget."""

from __future__ import annotations

import asyncio

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop_proxy.ui.theme import Theme
from desktop_proxy.ui.widgets import working as module
from desktop_proxy.ui.widgets.working import Working
from tests.fakes import eventually


def made(theme: Theme, qtbot: QtBot) -> Working:
    working = Working(theme)
    qtbot.addWidget(working)
    return working


async def answer(value: int) -> int:
    await asyncio.sleep(0)
    return value


async def test_it_is_seen_while_it_is_done_and_hands_on_what_came(theme: Theme, qtbot: QtBot) -> None:
    working, results, busy = made(theme, qtbot), [], []
    working.busy_changed.connect(busy.append)
    working.begin("Asking", answer(42), results.append)
    assert working.isVisible() and working.text.text() == "Asking" and working.busy
    await eventually(lambda: results == [42])
    assert not working.isVisible() and not working.busy
    assert busy == [True, False]


async def test_stop_ends_it_without_a_result(theme: Theme, qtbot: QtBot) -> None:
    working, results, ended = made(theme, qtbot), [], asyncio.Event()

    async def forever() -> None:
        try:
            await asyncio.Event().wait()
        finally:
            ended.set()

    working.begin("Asking", forever(), results.append)
    await asyncio.sleep(0)
    QTest.mouseClick(working.stop_button, Qt.MouseButton.LeftButton)
    await asyncio.wait_for(ended.wait(), 5)
    assert not working.isVisible() and results == []


async def test_it_counts_the_seconds(theme: Theme, qtbot: QtBot, monkeypatch) -> None:
    now = 100.0
    monkeypatch.setattr(module.time, "monotonic", lambda: now)
    working = made(theme, qtbot)
    working.begin("Asking", asyncio.Event().wait(), lambda _: None)
    now = 103.4
    working._timer.timeout.emit()
    assert working.text.text() == "Asking (3 s)"
    now = 172.0
    working._timer.timeout.emit()
    assert working.text.text() == "Asking (1 m 12 s)"
    working.stop()


async def test_a_new_work_takes_the_place_of_the_old_one(theme: Theme, qtbot: QtBot) -> None:
    working, results = made(theme, qtbot), []
    working.begin("One", asyncio.Event().wait(), lambda _: results.append("one"))
    working.begin("Two", answer(2), results.append)
    await eventually(lambda: bool(results))
    assert results == [2]


async def test_what_fails_is_over_and_only_logged(theme: Theme, qtbot: QtBot, caplog) -> None:
    working, results = made(theme, qtbot), []

    async def fail() -> None:
        raise RuntimeError("boom")

    working.begin("Asking", fail(), results.append)
    await eventually(lambda: not working.busy)
    assert results == [] and not working.isVisible()
    assert "Asking failed" in caplog.text


async def test_it_ends_with_its_widget(theme: Theme, qtbot: QtBot) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    working, ended = Working(theme, page), asyncio.Event()

    async def forever() -> None:
        try:
            await asyncio.Event().wait()
        finally:
            ended.set()

    working.begin("Asking", forever(), lambda _: None)
    await asyncio.sleep(0)
    working.deleteLater()
    await asyncio.wait_for(ended.wait(), 5)
