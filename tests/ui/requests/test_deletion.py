"""Deleting the request log says how it went, and can be tried again."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from desktop_proxy.request_log import RequestLogError
from desktop_proxy.ui.bridge import CoreBridge
from desktop_proxy.ui.requests.deletion import Deletion
from desktop_proxy.ui.theme import Theme
from desktop_proxy.ui.widgets.message import Message
from tests.fakes import eventually


class FakeFeed:
    def __init__(self) -> None:
        self.go = asyncio.Event()
        self.failure = ""

    async def delete_history(self) -> int:
        await self.go.wait()
        if self.failure:
            raise RequestLogError(self.failure)
        return 312


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[QWidget]:
    made = QWidget()
    qtbot.addWidget(made)
    made.show()
    return made


async def test_it_is_done_after_the_question_and_told(theme: Theme, bridge: CoreBridge, window: QWidget) -> None:
    feed, message = FakeFeed(), Message(theme, window)
    deletion = Deletion(feed, bridge, message, window)  # type: ignore[arg-type]
    told: list[bool] = []
    deletion.changed.connect(lambda: told.append(deletion.active))
    deletion.ask(312).delete.click()
    assert deletion.active
    feed.go.set()
    await eventually(lambda: not deletion.active)
    assert told == [True, False]
    assert message.text.text() == "312 requests were deleted."


async def test_refusing_does_nothing(theme: Theme, bridge: CoreBridge, window: QWidget) -> None:
    deletion = Deletion(FakeFeed(), bridge, Message(theme, window), window)  # type: ignore[arg-type]
    deletion.ask(312).cancel.click()
    assert not deletion.active


async def test_a_failure_is_told_and_can_be_tried_again(theme: Theme, bridge: CoreBridge, window: QWidget) -> None:
    feed, message = FakeFeed(), Message(theme, window)
    feed.failure = "The history could not be deleted. The disk is full."
    feed.go.set()
    deletion = Deletion(feed, bridge, message, window)  # type: ignore[arg-type]
    deletion.begin()
    await eventually(lambda: not deletion.active)
    assert message.text.text() == feed.failure
    feed.failure = ""
    (again,) = [made for made in message.findChildren(QPushButton) if made.text() == "Try again"]
    again.click()
    await eventually(lambda: "312" in message.text.text())
