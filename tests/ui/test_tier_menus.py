"""The model of each tier can be chosen in the menu, and the menu says what really answers."""

from __future__ import annotations

from typing import Any

import pytest

from desktop_proxy.core import Core
from desktop_proxy.routing import resolve
from desktop_proxy.ui.bridge import CoreBridge
from desktop_proxy.ui.providers.fetched import FetchedModels
from desktop_proxy.ui.tier_menus import MAX_MODELS, TierMenu


@pytest.fixture
def opus(core: Core, bridge: CoreBridge) -> TierMenu:
    core.settings.update({"routing.preferred_provider": "openai"})
    return TierMenu("opus", core, bridge, core.settings.update, lambda: None)


def labels(menu: TierMenu) -> list[str]:
    return [choice.text() for choice in menu.entries.choices]


def checked(menu: TierMenu) -> list[str]:
    return [choice.text() for choice in menu.entries.choices if choice.isChecked()]


def choose(menu: TierMenu, label: str) -> None:
    next(choice for choice in menu.entries.choices if choice.text() == label).trigger()


async def test_the_provider_s_own_model_comes_first_and_holds(opus: TierMenu) -> None:
    assert opus.entries.title == "Opus: gpt-6-astra"
    assert labels(opus)[0] == "Provider's own (gpt-6-astra)" and checked(opus) == labels(opus)[:1]
    assert {"gpt-6.1-sol", "gpt-4.1", "o3-mini"} <= set(labels(opus))


async def test_a_choice_answers_the_next_request_and_can_be_taken_back(opus: TierMenu, core: Core) -> None:
    choose(opus, "gpt-4.1")
    assert str(resolve("claude-opus-4-8", core.settings.current).target) == "openai/gpt-4.1"
    assert (opus.entries.title, checked(opus)) == ("Opus: gpt-4.1", ["gpt-4.1"])
    choose(opus, "Provider's own (gpt-6-astra)")
    assert core.settings.current.routing.tiers.opus is None
    assert opus.entries.title == "Opus: gpt-6-astra"


async def test_a_choice_stays_with_its_provider(opus: TierMenu, core: Core) -> None:
    choose(opus, "gpt-4.1")
    core.settings.update({"routing.preferred_provider": "xai"})
    assert opus.entries.title == "Opus: openai/gpt-4.1"
    assert checked(opus) == ["openai/gpt-4.1"]


async def test_fetched_models_can_be_chosen_and_a_long_list_is_cut(opus: TierMenu, bridge: CoreBridge) -> None:
    FetchedModels.of(bridge).keep("openai", [f"gpt-7-{number}" for number in range(100)])
    assert "gpt-7-0" in labels(opus) and len(labels(opus)) == MAX_MODELS + 1


async def test_a_chosen_model_is_listed_however_long_the_list_is(
    opus: TierMenu, bridge: CoreBridge, core: Core
) -> None:
    FetchedModels.of(bridge).keep("openai", [f"gpt-7-{number}" for number in range(100)])
    core.settings.update({"routing.tiers.opus": "gpt-7-99"})
    assert checked(opus) == ["gpt-7-99"]


@pytest.mark.parametrize(
    ("changes", "title"),
    [
        ({"routing.preferred_provider": None}, "Opus: desktop-proxy"),
        ({"routing.preferred_provider": "anthropic"}, "Opus: claude-opus-4-8"),
        (
            {"providers.team.base_url": "https://llm.example.com/v1", "routing.preferred_provider": "team"},
            "Opus: no model",
        ),
        ({"routing.tiers.opus": "my_model"}, "Opus: my＿model"),
        ({"routing.tiers.opus": "../no-name"}, "Opus: no model"),
    ],
)
async def test_the_title_says_what_answers(opus: TierMenu, core: Core, changes: dict[str, Any], title: str) -> None:
    core.settings.update(changes)
    assert opus.entries.title == title


async def test_a_rule_that_decides_is_told_instead_of_offering_what_has_no_effect(opus: TierMenu, core: Core) -> None:
    core.settings.update({"routing.rules": [{"pattern": "*opus*", "target": "openai/gpt-4o"}]})
    assert opus.entries.title == "Opus: gpt-4o"
    assert not any(choice.isEnabled() for choice in opus.entries.choices)
    core.settings.update({"routing.rules": [{"pattern": "*haiku*", "target": "openai/gpt-4o"}]})
    assert all(choice.isEnabled() for choice in opus.entries.choices)


async def test_a_retired_model_is_marked(opus: TierMenu, core: Core) -> None:
    core.settings.update({"routing.preferred_provider": "xai"})
    assert "grok-3 (retired)" in labels(opus)


async def test_other_asks_for_the_page(core: Core, bridge: CoreBridge) -> None:
    asked: list[bool] = []
    haiku = TierMenu("haiku", core, bridge, core.settings.update, lambda: asked.append(True))
    haiku.entries.menu().actions()[-1].trigger()
    assert asked == [True]
