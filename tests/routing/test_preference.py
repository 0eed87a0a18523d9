from __future__ import annotations

import json
from pathlib import Path

import pytest

from desktop_proxy.environment import Environment
from desktop_proxy.protocol.errors import ApiError
from desktop_proxy.routing import resolve
from desktop_proxy.routing.preference import as_if_chosen, choosing, prefer_first
from desktop_proxy.settings import SettingsStore


def store(folder: Path, **variables: str) -> SettingsStore:
    return SettingsStore(folder / "settings.json", Environment.read(variables, folder))


def test_a_choice_drops_the_models_of_the_one_before(tmp_path: Path):
    settings = store(tmp_path)
    settings.update({**choosing("openai", big="gpt-4.1"), "routing.tiers.opus": "openai/o1"})
    settings.update(choosing("xai"))
    routing = settings.current.routing
    assert (routing.preferred_provider, routing.big_model, routing.tiers.opus) == ("xai", None, None)


def test_what_a_choice_would_mean_is_known_before_it_is_made(tmp_path: Path):
    settings = store(tmp_path)
    settings.update(
        {"routing.preferred_provider": "openai", "routing.big_model": "gpt-4.1", "routing.tiers.opus": "o1"}
    )
    would_be = as_if_chosen("xai", settings)
    assert str(resolve("claude-sonnet-5", would_be).target) == "xai/grok-4.6"
    assert settings.current.routing.preferred_provider == "openai"
    settings.update(choosing("xai"))
    assert settings.current == would_be


def test_what_the_environment_decides_stays_in_the_preview(tmp_path: Path):
    settings = store(tmp_path, BIG_MODEL="openai/gpt-4.1")
    assert str(resolve("claude-sonnet-5", as_if_chosen("xai", settings)).target) == "openai/gpt-4.1"


def test_the_first_provider_with_a_key_answers_and_the_second_changes_nothing(tmp_path: Path):
    settings = store(tmp_path)
    route = prefer_first("xai", settings)
    assert route is not None
    assert str(route.target) == "xai/grok-4.6"
    assert prefer_first("openai", settings) is None
    assert settings.current.routing.preferred_provider == "xai"


def test_one_that_has_no_model_is_not_chosen_and_nothing_is_written(tmp_path: Path):
    settings = store(tmp_path)
    settings.update({"providers.team.base_url": "https://llm.example.com/v1"})
    before = json.loads((tmp_path / "settings.json").read_text())
    with pytest.raises(ApiError, match="no model chosen"):
        prefer_first("team", settings)
    assert json.loads((tmp_path / "settings.json").read_text()) == before
