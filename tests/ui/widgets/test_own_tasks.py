"""What a widget started ends with it."""

from __future__ import annotations

import asyncio

from PySide6.QtWidgets import QLabel

from desktop_proxy.ui.widgets.own_tasks import OwnTasks
from tests.fakes import eventually


async def test_a_result_is_there_to_be_awaited() -> None:
    widget = QLabel()

    async def work() -> int:
        return 42

    assert await OwnTasks(widget).run(work(), "work") == 42
    widget.deleteLater()


async def test_a_deleted_widget_is_not_touched_any_more() -> None:
    widget = QLabel()
    begun, touched = asyncio.Event(), []

    async def work() -> None:
        begun.set()
        await asyncio.sleep(60)
        touched.append(widget.text())

    task = OwnTasks(widget).run(work(), "work")
    await begun.wait()
    widget.deleteLater()
    await eventually(task.done)
    assert task.cancelled() and not touched


async def test_they_can_be_ended_before() -> None:
    widget = QLabel()
    own = OwnTasks(widget)
    task = own.run(asyncio.sleep(60), "sleep")
    own.cancel()
    await eventually(task.done)
    assert task.cancelled()
    widget.deleteLater()
