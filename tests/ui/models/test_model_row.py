from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop_proxy.environment import Environment
from desktop_proxy.settings import SettingsStore
from desktop_proxy.ui.models.answers import of_big, of_tier
from desktop_proxy.ui.models.model_row import ModelRow
from desktop_proxy.ui.providers.parts import Parts
from tests.ui.providers.hands import click, retype


def row_of(parts: Parts, qtbot: QtBot, tier: str = "opus") -> ModelRow:
    made = ModelRow(parts, f"routing.tiers.{tier}", tier.capitalize(), of_tier(tier))
    qtbot.addWidget(made)
    parts.bridge.settings_changed.connect(lambda *_: made.show_answer())
    made.resize(440, 120)
    made.show()
    return made


def test_unset_the_field_says_what_answers_and_why(parts: Parts, qtbot: QtBot):
    row = row_of(parts, qtbot)
    assert row.combo.text == "" and row.combo.field.placeholderText() == "openai/gpt-6-astra"
    assert row.explanation.text() == "OpenAI's opus model"


def test_a_typed_model_acts_at_once_and_undo_takes_it_back(parts: Parts, qtbot: QtBot):
    row = row_of(parts, qtbot)
    retype(row.combo, "something/new")
    assert parts.core.settings.current.routing.tiers.opus == "something/new"
    click(row.undo)
    assert parts.core.settings.current.routing.tiers.opus is None and row.combo.text == ""


def test_an_emptied_field_is_unset(parts: Parts, qtbot: QtBot):
    row = row_of(parts, qtbot)
    row.change("openai/o1")
    retype(row.combo, "")
    assert parts.core.settings.source("routing.tiers.opus") == "default"


def test_what_cannot_be_a_name_is_said_when_typing_stops_and_esc_forgets_it(parts: Parts, qtbot: QtBot):
    row = row_of(parts, qtbot)
    row._typing.setInterval(10)
    retype(row.combo, "two words", leave=False)
    qtbot.waitUntil(row.remark.isVisible)
    assert row.remark.text() == "A model's name must not have blanks in it."
    QTest.keyClick(row.combo, Qt.Key.Key_Return)
    assert parts.core.settings.current.routing.tiers.opus is None
    retype(row.combo, "other words", leave=False)
    QTest.keyClick(row.combo, Qt.Key.Key_Escape)
    assert row.combo.text == "" and not row.remark.isVisible()


def test_a_rule_that_answers_instead_is_told(parts: Parts, qtbot: QtBot):
    parts.core.settings.update(
        {"routing.tiers.opus": "o1", "routing.rules": [{"pattern": "*opus*", "target": "xai/grok-4.6"}]}
    )
    row = row_of(parts, qtbot)
    assert row.explanation.text() == "xai/grok-4.6 answers: rule *opus* → xai/grok-4.6"


def test_a_retired_model_has_a_badge_and_its_successor_is_one_click_away(parts: Parts, qtbot: QtBot):
    row = row_of(parts, qtbot)
    assert not row.badge.isVisible()
    row.change("gemini/gemini-2.0-flash")
    assert row.badge.word.text() == "gemini-2.0-flash was retired on 2026-06-01"
    assert row.badge.word.property("tone") == "warning"
    click(row.successor)
    assert parts.core.settings.current.routing.tiers.opus == "gemini/gemini-3.5-flash-lite"
    assert not row.badge.isVisible() and not row.successor.isVisible()


def test_where_successors_answer_the_badge_says_so(parts: Parts, qtbot: QtBot):
    parts.core.settings.update({"routing.tiers.opus": "gemini/gemini-2.0-flash", "routing.use_successors": True})
    row = row_of(parts, qtbot)
    assert row.badge.word.text().endswith("its successor answers") and not row.successor.isVisible()


def test_a_name_that_means_nothing_is_an_error(parts: Parts, qtbot: QtBot):
    row = row_of(parts, qtbot)
    row.change("a\u202eb")
    assert row.explanation.property("tone") == "error" and "\u202e" not in row.explanation.text()


def test_what_the_environment_decides_is_shown_and_cannot_be_edited(parts: Parts, qtbot: QtBot, tmp_path: Path):
    parts.core.settings = SettingsStore(tmp_path / "s.json", Environment.read({"BIG_MODEL": "gpt-4.1"}, tmp_path))
    row = ModelRow(parts, "routing.big_model", "Big", of_big)
    qtbot.addWidget(row)
    row.show()
    assert not row.combo.isEnabled() and row.combo.text == "gpt-4.1"
    assert row.remark.text() == "Set by the environment; change it there."


def test_what_changes_elsewhere_is_shown(parts: Parts, qtbot: QtBot):
    row = row_of(parts, qtbot)
    parts.core.settings.update({"routing.tiers.opus": "openai/o1"})
    assert row.combo.text == "openai/o1"
    parts.core.settings.update({"routing.tiers.opus": None, "routing.preferred_provider": "xai"})
    assert row.combo.field.placeholderText() == "xai/grok-4.6"


def test_fields_of_several_rows_begin_at_the_same_place(parts: Parts, qtbot: QtBot):
    rows = [row_of(parts, qtbot, tier) for tier in ("opus", "sonnet")]
    ModelRow.align(rows)
    qtbot.waitUntil(lambda: rows[0].combo.x() == rows[1].combo.x() > 0)


@pytest.mark.parametrize("models", [["openai/a"], []])
def test_models_are_offered(parts: Parts, qtbot: QtBot, models: list[str]):
    row = row_of(parts, qtbot)
    row.show_choices(models)
    assert row.combo.count() == len(models)
