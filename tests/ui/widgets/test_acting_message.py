"""Several settings change at once, say so, and come back by Undo as they were."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop_proxy.environment import Environment
from desktop_proxy.settings import SettingsStore
from desktop_proxy.ui.theme import Theme
from desktop_proxy.ui.widgets.acting_message import ActingMessage


@pytest.fixture
def store(tmp_path: Path) -> SettingsStore:
    return SettingsStore(tmp_path / "settings.json", Environment())


@pytest.fixture
def message(theme: Theme, store: SettingsStore, qtbot: QtBot) -> ActingMessage:
    made = ActingMessage(theme, store)
    qtbot.addWidget(made)
    return made


def undo(message: ActingMessage) -> None:
    [button] = message._buttons
    assert button.text() == "Undo"
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def test_a_change_acts_at_once_and_undo_restores_all_of_it(message: ActingMessage, store: SettingsStore) -> None:
    store.update({"routing.big_model": "gpt-4.1", "routing.fallbacks": ["xai/grok-4.6"]})
    before = store.current
    changes = {"routing.big_model": None, "routing.small_model": "o1", "routing.fallbacks": ["demo/desktop-proxy"]}
    assert message.change(changes, "xAI answers.")
    assert message.isVisible() and message.text.text() == "xAI answers."
    assert (store.current.routing.big_model, store.current.routing.small_model) == (None, "o1")
    undo(message)
    assert store.current == before and not message.isVisible()


def test_what_was_a_default_is_one_again(message: ActingMessage, store: SettingsStore) -> None:
    message.change({"routing.naming": "classic"}, "Classic.")
    undo(message)
    assert store.source("routing.naming") == "default"


def test_what_cannot_be_is_told_and_nothing_is_changed(message: ActingMessage, store: SettingsStore) -> None:
    before = store.current
    assert not message.change({"routing.big_model": "two words"}, "Never said.")
    assert store.current is before
    assert "must not have blanks" in message.text.text() and message.property("tone") == "error"


def test_after_its_time_it_goes_away(message: ActingMessage, store: SettingsStore, qtbot: QtBot) -> None:
    message._undo_timer.setInterval(20)
    message.change({"routing.big_model": "o1"}, "Done.")
    qtbot.waitUntil(lambda: not message.isVisible())
    assert store.current.routing.big_model == "o1"


def test_an_error_stays(message: ActingMessage, qtbot: QtBot) -> None:
    message.change({"routing.big_model": "o1"}, "Done.")
    message.change({"routing.big_model": "two words"}, "Never said.")
    assert not message._undo_timer.isActive()
