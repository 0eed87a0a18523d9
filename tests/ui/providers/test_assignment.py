from __future__ import annotations

from desktop_proxy.settings import ProviderSettings, Settings
from desktop_proxy.ui.providers.assignment import assignments
from desktop_proxy.ui.providers.entries import entry


def changes(name: str, model: str, **providers: ProviderSettings) -> dict[str, dict[str, object]]:
    settings = Settings(providers=providers)
    groups = assignments(entry(name, settings), model, settings)
    return {row.title: row.changes for group in groups for row in group}


def test_a_model_can_be_that_of_a_tier_or_of_big_and_small():
    found = changes("openai", "gpt-4.1")
    assert list(found) == ["Big model", "Small model", "Opus", "Sonnet", "Haiku", "Fable"]
    assert found["Big model"] == {"routing.big_model": "openai/gpt-4.1"}
    assert found["Fable"] == {"routing.tiers.fable": "openai/gpt-4.1"}


def test_of_an_endpoint_big_and_small_are_the_first_two_of_its_list():
    own = ProviderSettings(base_url="https://team.test/v1", models=("a", "b", "c"))
    found = changes("team", "c", team=own)
    assert found["Big model"] == {"providers.team.models": ["c", "a", "b"]}
    assert found["Small model"] == {"providers.team.models": ["a", "c", "b"]}
    assert found["Opus"] == {"routing.tiers.opus": "team/c"}


def test_the_first_model_of_an_empty_list_is_both():
    own = ProviderSettings(base_url="https://team.test/v1")
    assert changes("team", "a", team=own)["Small model"] == {"providers.team.models": ["a"]}
