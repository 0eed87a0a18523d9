from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop_proxy.ui.models.defaults_card import DefaultsCard
from desktop_proxy.ui.providers.parts import Parts
from tests.ui.providers.hands import click, retype


def card_of(parts: Parts, qtbot: QtBot) -> DefaultsCard:
    made = DefaultsCard(parts)
    qtbot.addWidget(made)
    parts.bridge.settings_changed.connect(lambda *_: made.refresh(["openai/o1"]))
    made.resize(460, 400)
    made.show()
    return made


def test_big_and_small_are_set(parts: Parts, qtbot: QtBot):
    card = card_of(parts, qtbot)
    assert card.big.combo.field.placeholderText() == "openai/gpt-6.1-sol"
    retype(card.big.combo, "o1")
    retype(card.small.combo, "xai/grok-4.3")
    routing = parts.core.settings.current.routing
    assert (routing.big_model, routing.small_model) == ("o1", "xai/grok-4.3")
    assert card.big.explanation.text() == "The big model, set to o1"


def test_the_set_of_names_is_chosen_and_seen_at_once(parts: Parts, qtbot: QtBot):
    card = card_of(parts, qtbot)
    QTest.keyClick(card.set_choice, Qt.Key.Key_Down)
    assert parts.core.settings.current.routing.naming == "classic"
    assert card.big.combo.field.placeholderText() == "openai/gpt-4.1"
    click(card.set_row.undo)
    assert card.set_choice.currentData() == "recommended"


def test_successors_are_switched_on_and_off(parts: Parts, qtbot: QtBot):
    card = card_of(parts, qtbot)
    click(card.successors)
    assert parts.core.settings.current.routing.use_successors
    click(card.successor_row.undo)
    assert not parts.core.settings.current.routing.use_successors and not card.successors.isChecked()


def test_what_changes_elsewhere_is_shown(parts: Parts, qtbot: QtBot):
    card = card_of(parts, qtbot)
    parts.core.settings.update({"routing.naming": "classic", "routing.use_successors": True})
    assert card.set_choice.currentData() == "classic" and card.successors.isChecked()
