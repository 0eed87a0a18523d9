from __future__ import annotations

from pytestqt.qtbot import QtBot

from desktop_proxy.ui.models.fallbacks_card import FallbacksCard
from desktop_proxy.ui.providers.parts import Parts
from tests.ui.providers.hands import click, retype


def card_of(parts: Parts, qtbot: QtBot) -> FallbacksCard:
    made = FallbacksCard(parts)
    qtbot.addWidget(made)
    parts.bridge.settings_changed.connect(lambda *_: made.refresh(["xai/grok-4.6"]))
    made.show()
    return made


def test_fallbacks_are_added_ordered_and_deleted(parts: Parts, qtbot: QtBot):
    card = card_of(parts, qtbot)
    for model in ("xai/grok-4.6", "o1"):
        click(card.rows.add_button)
        retype(card.rows.rows[-1].target, model)
    routing = parts.core.settings.current.routing
    assert routing.fallbacks == ("xai/grok-4.6", "o1")
    assert card.rows.rows[1].remark.text() == "Means openai/o1."
    click(card.rows.rows[1].up)
    assert parts.core.settings.current.routing.fallbacks == ("o1", "xai/grok-4.6")
    click(card.rows.rows[0].delete)
    click(card.rows.rows[0].delete)
    assert parts.core.settings.current.routing.fallbacks == () and card.rows.empty.isVisible()


def test_one_that_is_not_set_up_is_told(parts: Parts, qtbot: QtBot):
    card = card_of(parts, qtbot)
    parts.core.settings.update({"routing.fallbacks": ["kimi/k2"]})
    assert "Kimi is not set up" in card.rows.rows[0].remark.text()


def test_models_can_be_chosen(parts: Parts, qtbot: QtBot):
    card = card_of(parts, qtbot)
    card.refresh(["xai/grok-4.6"])
    click(card.rows.add_button)
    assert card.rows.rows[0].target.count() == 1
