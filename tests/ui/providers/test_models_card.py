from __future__ import annotations

import asyncio

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop_proxy.protocol.errors import ApiError
from desktop_proxy.ui.providers.models_card import ModelsCard
from desktop_proxy.ui.providers.parts import Parts
from tests.fakes import eventually
from tests.ui.providers.hands import click, offered, take


def card_of(parts: Parts, qtbot: QtBot, name: str = "openai") -> ModelsCard:
    made = ModelsCard(parts, name)
    qtbot.addWidget(made)
    made.resize(320, 500)
    made.show()
    return made


def listed(card: ModelsCard) -> list[str]:
    model = card.list.model()
    return [model.index(row, 0).data() for row in range(model.rowCount())]


def select(card: ModelsCard, text: str) -> None:
    card.list.setCurrentIndex(card.list.model().index(listed(card).index(text), 0))


def choose(card: ModelsCard, title: str) -> None:
    card.use_menu.aboutToShow.emit()
    [action] = [action for action in card.use_menu.actions() if action.text() == title]
    action.trigger()


def test_before_the_provider_was_asked_the_known_models_are_there(parts: Parts, qtbot: QtBot):
    card = card_of(parts, qtbot)
    assert "gpt-6.1-sol" in listed(card) and "gpt-4o" in listed(card)
    assert "this program knows" in card.note.text()


def test_what_is_retired_says_so(parts: Parts, qtbot: QtBot):
    assert any(text.startswith("grok-3 (was retired on") for text in listed(card_of(parts, qtbot, "xai")))


def test_searching_narrows_the_list(parts: Parts, qtbot: QtBot):
    card = card_of(parts, qtbot)
    QTest.keyClicks(card.search, "LUNA")
    assert listed(card) == ["gpt-6-luna"]
    QTest.keyClick(card.search, Qt.Key.Key_Escape)
    assert len(listed(card)) > 10


async def test_fetched_models_take_the_place_of_the_known_ones(parts: Parts, qtbot: QtBot, monkeypatch):
    async def ask(name: str) -> list[str]:
        return ["o9", "o8"]

    monkeypatch.setattr(parts.core.upstream, "list_models", ask)
    card = card_of(parts, qtbot)
    click(card.fetch_button)
    await eventually(lambda: listed(card) == ["o9", "o8"])
    assert card.note.text().startswith("2 models, fetched at ") or card.note.text().startswith("%n models")


async def test_fetching_shows_what_it_does_and_can_be_stopped(parts: Parts, qtbot: QtBot, monkeypatch):
    async def ask(name: str) -> list[str]:
        await asyncio.Event().wait()
        return []

    monkeypatch.setattr(parts.core.upstream, "list_models", ask)
    card = card_of(parts, qtbot)
    click(card.fetch_button)
    assert card.working.isVisible() and not card.fetch_button.isEnabled()
    assert card.working.text.text() == "Asking OpenAI for its models"
    click(card.working.stop_button)
    assert card.fetch_button.isEnabled() and not card.working.isVisible()


async def test_a_failure_is_told_and_can_be_tried_again(parts: Parts, qtbot: QtBot, monkeypatch):
    answers = [ApiError(401, "No key for OpenAI."), ["o9"]]

    async def ask(name: str) -> list[str]:
        answer = answers.pop(0)
        if isinstance(answer, ApiError):
            raise answer
        return answer

    monkeypatch.setattr(parts.core.upstream, "list_models", ask)
    card = card_of(parts, qtbot)
    click(card.fetch_button)
    await eventually(card.message.isVisible)
    assert card.message.text.text() == "No key for OpenAI."
    assert offered(card.message) == ["Try again", "Copy details"]
    take(card.message, "Try again")
    await eventually(lambda: listed(card) == ["o9"])
    assert not card.message.isVisible()


def test_a_selected_model_is_made_that_of_a_tier_and_undone(parts: Parts, qtbot: QtBot):
    card = card_of(parts, qtbot)
    assert not card.use_button.isEnabled()
    select(card, "gpt-4.1")
    assert card.use_button.isEnabled()
    choose(card, "Opus")
    assert parts.core.settings.current.routing.tiers.opus == "openai/gpt-4.1"
    assert card.message.text.text() == "Opus: gpt-4.1 from the next request on."
    take(card.message, "Undo")
    assert parts.core.settings.current.routing.tiers.opus is None


def test_the_selection_stays_when_a_longer_list_comes_in(parts: Parts, qtbot: QtBot):
    card = card_of(parts, qtbot)
    select(card, "gpt-4.1")
    parts.fetched.keep("openai", ["a", "gpt-4.1", "z"])
    assert card.selected == "gpt-4.1"
    parts.fetched.keep("openai", ["a", "z"])
    assert card.selected == "" and not card.use_button.isEnabled()


def test_a_hostile_name_is_written_out(parts: Parts, qtbot: QtBot):
    card = card_of(parts, qtbot)
    parts.fetched.keep("openai", ["gpt\u202e4<b>"])
    assert listed(card) == ["gpt⟨202E⟩4<b>"]
    assert card._rows.item(0).toolTip() == "gpt⟨202E⟩4‹b›"
