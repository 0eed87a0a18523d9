from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from desktop_proxy.ui.models.explain_card import ExplainCard
from desktop_proxy.ui.providers.parts import Parts
from tests.fakes import eventually
from tests.ui.providers.hands import OPENAI_KEY, click, retype


def card_of(parts: Parts, qtbot: QtBot) -> ExplainCard:
    made = ExplainCard(parts)
    qtbot.addWidget(made)
    parts.bridge.settings_changed.connect(lambda *_: made.refresh())
    parts.keys.changed.connect(made.refresh)
    made.resize(460, 240)
    made.show()
    return made


def test_it_explains_while_one_types(parts: Parts, qtbot: QtBot):
    parts.core.settings.update({"routing.fallbacks": ["xai/grok-4.6"]})
    card = card_of(parts, qtbot)
    assert card.target.word.text() == "openai/gpt-6.1-sol"
    retype(card.name, "claude-haiku-4-5", leave=False)
    assert card.target.word.text() == "openai/gpt-6-luna"
    assert card.reason.text() == "“haiku” in the name → OpenAI's small model"
    assert card.next.text() == "If it cannot be reached: xai/grok-4.6"


def test_it_follows_the_settings(parts: Parts, qtbot: QtBot):
    card = card_of(parts, qtbot)
    parts.core.settings.update({"routing.rules": [{"pattern": "*sonnet*", "target": "xai/grok-4.6"}]})
    assert card.target.word.text() == "xai/grok-4.6" and card.reason.text() == "Rule *sonnet* → xai/grok-4.6"


def test_nobody_is_an_answer_too(parts: Parts, qtbot: QtBot):
    card = card_of(parts, qtbot)
    card.explain("kimi/k2")
    assert card.target.word.text() == "Nobody answers" and "Kimi is not set up" in card.reason.text()
    assert not card.key.isVisible()


@pytest.mark.parametrize("hostile", ["a\u202eb", "<b>x</b>", "https://evil.test"])
def test_a_hostile_name_is_refused_in_plain_text(parts: Parts, qtbot: QtBot, hostile: str):
    card = card_of(parts, qtbot)
    card.explain(hostile)
    assert card.target.word.text() == "Nobody answers" and "\u202e" not in card.reason.text()


async def test_whether_its_provider_has_a_key_is_told_and_one_can_be_added(parts: Parts, qtbot: QtBot):
    card = card_of(parts, qtbot)
    wanted: list[str] = []
    card.provider_wanted.connect(wanted.append)
    assert card.key.word.text() == "OpenAI: Looking for its key"
    parts.keys.reload()
    await eventually(lambda: card.target.word.text() == "openai/gpt-6.1-sol, but OpenAI has no key")
    assert (card.target._icon, card.target.word.property("tone")) == ("alert-triangle", "warning")
    assert not card.key.isVisible()
    click(card.key_button)
    assert wanted == ["openai"]
    await parts.core.credentials.set("openai", OPENAI_KEY)
    parts.keys.reload()
    await eventually(lambda: card.key.word.text() == "OpenAI: Key from keyring")
    assert not card.key_button.isVisible()
    assert (card.target.word.text(), card.target._icon) == ("openai/gpt-6.1-sol", "check-circle")


async def test_a_key_that_was_refused_is_no_answer_either(parts: Parts, qtbot: QtBot):
    await parts.core.credentials.set("openai", OPENAI_KEY)
    card = card_of(parts, qtbot)
    parts.keys.reload()
    await eventually(lambda: card.key.word.text() == "OpenAI: Key from keyring")
    asked = parts.entry("openai")
    parts.keys.judge(asked, parts.keys.info(asked), refused=True)
    assert card.target.word.text() == "openai/gpt-6.1-sol, but OpenAI refused its key"
    assert card.target.word.property("tone") == "error" and card.key_button.text() == "Change its key"


def test_as_long_as_the_key_is_looked_for_nothing_is_promised(parts: Parts, qtbot: QtBot):
    assert card_of(parts, qtbot).target._icon == "clock"


def test_who_needs_no_key_and_who_only_litellm_knows(parts: Parts, qtbot: QtBot):
    card = card_of(parts, qtbot)
    card.explain("demo/desktop-proxy")
    assert card.key.word.text() == "Demo: Ready" and card.target._icon == "check-circle"
    card.explain("cohere/command")
    assert card.target.word.text() == "cohere/command" and card.key.word.text() == "cohere"
    assert card.target._icon == "check-circle"


def test_a_retired_model_is_marked_unless_its_successor_answers(parts: Parts, qtbot: QtBot):
    card = card_of(parts, qtbot)
    card.explain("xai/grok-3")
    assert card.retired.word.text() == "grok-3: was retired on 2026-05-15; its successor is grok-4.6"
    parts.core.settings.update({"routing.use_successors": True})
    assert not card.retired.isVisible() and "→ its successor grok-4.6" in card.reason.text()


def test_nothing_moves_while_a_name_is_typed(parts: Parts, qtbot: QtBot):
    card = card_of(parts, qtbot)
    heights = set()
    for name in ("", "claude-haiku-4-5", "kimi/k2", "cohere/command"):
        card.explain(name)
        card.layout().activate()
        heights.add(card.sizeHint().height())
    assert len(heights) == 1
