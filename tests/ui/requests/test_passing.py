"""Good news goes away by itself."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from desktop_proxy.ui import tokens
from desktop_proxy.ui.requests.passing import show_for_a_while
from desktop_proxy.ui.theme import Theme
from desktop_proxy.ui.widgets.message import Message


@pytest.fixture
def message(theme: Theme, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Message:
    monkeypatch.setattr(tokens, "UNDO_MS", 30)
    made = Message(theme)
    qtbot.addWidget(made)
    return made


def test_it_is_shown_and_then_gone(message: Message, qtbot: QtBot) -> None:
    show_for_a_while(message, "ok", "Done.")
    assert message.isVisible() and message.text.text() == "Done."
    qtbot.waitUntil(lambda: not message.isVisible())


def test_what_stands_there_by_then_stays(message: Message, qtbot: QtBot) -> None:
    show_for_a_while(message, "ok", "Done.")
    message.show_message("error", "Now something is wrong.")
    qtbot.wait(80)
    assert message.isVisible()
