from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from desktop_proxy.settings import Rule, Settings
from desktop_proxy.settings.model import RoutingSettings
from desktop_proxy.ui.models.rules_card import RulesCard, rule_remark, target_remark
from desktop_proxy.ui.providers.parts import Parts
from tests.ui.providers.hands import click, retype

SETTINGS = Settings(routing=RoutingSettings(preferred_provider="openai"))


def rules(*patterns: str) -> list[Rule]:
    return [Rule(pattern=pattern, target="xai/grok-4.6") for pattern in patterns]


@pytest.mark.parametrize(
    ("patterns", "number"),
    [
        (("*haiku*", "claude-haiku-4-5"), 1),
        (("*", "*haiku*"), 1),
        (("a", "*HAIKU*", "*haiku*"), 2),
        (("*haiku*", "*opus*"), None),
        # A pattern without a slash speaks of bare names only.
        (("*haiku*", "groq/my-haiku"), None),
        (("*/*", "groq/my-haiku"), 1),
    ],
)
def test_a_rule_whose_names_an_earlier_one_takes_is_never_used(patterns: tuple[str, ...], number: int | None):
    said, tone = rule_remark(rules(*patterns), len(patterns) - 1, SETTINGS)
    assert (f"rule {number} matches" in said) is (number is not None)
    assert tone == ("warning" if number else "")


def test_a_target_without_a_provider_is_told_what_it_means():
    assert target_remark("gpt-4.1", SETTINGS) == ("Means openai/gpt-4.1.", "")
    assert target_remark("openai/gpt-4.1", SETTINGS) == ("", "")


def test_a_target_of_a_provider_that_is_not_set_up_says_so():
    said, tone = target_remark("kimi/k2", SETTINGS)
    assert "Kimi is not set up" in said and tone == "error"


def test_a_rule_of_the_card_decides_who_answers(parts: Parts, qtbot: QtBot):
    card = RulesCard(parts)
    qtbot.addWidget(card)
    card.refresh(["openai/o1", "xai/grok-4.6"])
    card.show()
    click(card.rows.add_button)
    [row] = card.rows.rows
    assert row.target.count() == 2 and row.pattern.accessibleName() == "Pattern"
    retype(row.pattern, "*sonnet*")
    retype(row.target, "o1")
    assert parts.core.settings.current.routing.rules == (Rule(pattern="*sonnet*", target="o1"),)
    assert row.remark.text() == "Means openai/o1."
