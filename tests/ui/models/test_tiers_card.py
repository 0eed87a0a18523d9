from __future__ import annotations

from pytestqt.qtbot import QtBot

from desktop_proxy.protocol.errors import ApiError
from desktop_proxy.ui.models.tiers_card import TiersCard
from desktop_proxy.ui.providers.parts import Parts
from tests.fakes import eventually
from tests.ui.providers.hands import click, take


def card_of(parts: Parts, qtbot: QtBot) -> TiersCard:
    made = TiersCard(parts)
    qtbot.addWidget(made)
    made.refresh(["openai/o1"])
    made.resize(460, 400)
    made.show()
    return made


def test_every_tier_is_there_in_its_order_with_what_answers(parts: Parts, qtbot: QtBot):
    card = card_of(parts, qtbot)
    assert list(card.rows) == ["opus", "sonnet", "haiku", "fable"]
    assert [row.combo.field.placeholderText() for row in card.rows.values()] == [
        "openai/gpt-6-astra",
        "openai/gpt-6.1-sol",
        "openai/gpt-6-luna",
        "openai/gpt-6-astra",
    ]
    assert card.rows["opus"].combo.count() == 1


def test_who_is_in_use_is_said_and_can_be_gone_to(parts: Parts, qtbot: QtBot):
    card = card_of(parts, qtbot)
    wanted: list[str] = []
    card.provider_wanted.connect(wanted.append)
    assert card.provider_button.text() == "Provider: OpenAI"
    click(card.provider_button)
    assert wanted == ["openai"]


async def test_models_are_fetched_from_the_provider_in_use(parts: Parts, qtbot: QtBot, monkeypatch):
    answers: list[list[str] | ApiError] = [ApiError(401, "No key for OpenAI."), ["o9"]]

    async def ask(name: str) -> list[str]:
        answer = answers.pop(0)
        if isinstance(answer, ApiError):
            raise answer
        return answer

    monkeypatch.setattr(parts.core.upstream, "list_models", ask)
    card = card_of(parts, qtbot)
    click(card.fetch_button)
    assert card.working.isVisible() and not card.fetch_button.isEnabled()
    await eventually(card.message.isVisible)
    assert card.message.text.text() == "No key for OpenAI."
    take(card.message, "Try again")
    await eventually(lambda: parts.fetched.models("openai") == ("o9",))
    await eventually(card.fetch_button.isEnabled)
