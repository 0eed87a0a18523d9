from __future__ import annotations

import json
from pathlib import Path

import pytest

from desktop_proxy.environment import Environment
from desktop_proxy.protocol.errors import ApiError
from desktop_proxy.routing import resolve
from desktop_proxy.routing.preference import choosing, prefer_first, removing, switching
from desktop_proxy.settings import SettingsStore


def store(folder: Path, **variables: str) -> SettingsStore:
    return SettingsStore(folder / "settings.json", Environment.read(variables, folder))


def chosen(settings: SettingsStore) -> tuple[str | None, ...]:
    routing = settings.current.routing
    return routing.preferred_provider, routing.big_model, routing.small_model, routing.tiers.opus


@pytest.fixture
def openai(tmp_path: Path) -> SettingsStore:
    """OpenAI answers, with models of the user's choice."""
    settings = store(tmp_path)
    settings.update({**choosing("openai", settings, big="gpt-4.1"), "routing.tiers.opus": "openai/o1"})
    return settings


def test_another_provider_answers_with_its_own_models(openai: SettingsStore):
    openai.update(switching("xai", openai))
    assert chosen(openai) == ("xai", None, None, None)
    assert str(resolve("claude-opus-5", openai.current).target) == "xai/grok-4.6"


def test_the_models_of_a_provider_come_back_with_it(openai: SettingsStore):
    openai.update(switching("xai", openai))
    openai.update({"routing.small_model": "xai/grok-3-mini"})
    openai.update(switching("gemini", openai))
    openai.update(switching("openai", openai))
    assert chosen(openai) == ("openai", "gpt-4.1", None, "openai/o1")
    openai.update(switching("xai", openai))
    assert chosen(openai) == ("xai", None, "xai/grok-3-mini", None)
    assert list(openai.current.routing.kept_models) == ["openai"]


def test_choosing_the_one_that_answers_changes_nothing(openai: SettingsStore):
    before = openai.current
    openai.update(switching("openai", openai))
    assert openai.current is before


def test_models_that_are_named_replace_those_that_were_kept(openai: SettingsStore):
    openai.update(switching("xai", openai))
    openai.update(choosing("openai", openai, big="gpt-4.1-mini"))
    assert chosen(openai) == ("openai", "gpt-4.1-mini", None, None)
    assert openai.current.routing.kept_models == {}


def test_what_is_kept_survives_a_restart(openai: SettingsStore, tmp_path: Path):
    openai.update(switching("xai", openai))
    written = json.loads((tmp_path / "settings.json").read_text())["routing"]
    assert written["kept_models"] == {"openai": {"big_model": "gpt-4.1", "tiers": {"opus": "openai/o1"}}}
    again = store(tmp_path)
    again.update(switching("openai", again))
    assert chosen(again) == ("openai", "gpt-4.1", None, "openai/o1")


def test_what_the_environment_names_is_not_kept(tmp_path: Path):
    settings = store(tmp_path, BIG_MODEL="openai/gpt-4.1", PREFERRED_PROVIDER="openai")
    assert switching("xai", settings)["routing.kept_models"] is None


def test_with_an_endpoint_goes_what_was_kept_of_it(openai: SettingsStore):
    openai.update({"providers.team.base_url": "https://llm.example.com/v1", "routing.small_model": "team/small"})
    openai.update(choosing("team", openai, big="large"))
    openai.update(switching("xai", openai))
    openai.update(removing("team", openai))
    assert "team" not in openai.current.providers
    assert list(openai.current.routing.kept_models) == ["openai"]
    openai.update(switching("openai", openai))
    assert chosen(openai) == ("openai", "gpt-4.1", None, "openai/o1")


def test_removing_the_one_that_answers_leaves_the_choice_open(tmp_path: Path):
    settings = store(tmp_path)
    settings.update({"providers.team.base_url": "https://llm.example.com/v1"})
    settings.update(choosing("team", settings, big="large"))
    settings.update(removing("team", settings))
    assert settings.current.routing.preferred_provider is None


def test_the_models_of_a_removed_endpoint_are_not_those_of_who_answers_next(tmp_path: Path):
    plain = store(tmp_path)
    plain.update(choosing("openai", plain, big="gpt-4.1"))
    plain.update({"providers.team.base_url": "https://llm.example.com/v1"})
    plain.update(choosing("team", plain, big="llama3"))
    plain.update(removing("team", plain))
    assert chosen(plain) == (None, None, None, None)
    assert list(plain.current.routing.kept_models) == ["openai"]


def test_a_model_that_the_environment_hides_is_kept_all_the_same(tmp_path: Path):
    plain = store(tmp_path)
    plain.update(choosing("openai", plain, big="gpt-4.1"))
    hidden = store(tmp_path, BIG_MODEL="openai/gpt-4.1-mini")
    hidden.update(switching("xai", hidden))
    hidden.update(switching("openai", hidden))
    plain.refresh()
    assert chosen(plain) == ("openai", "gpt-4.1", None, None)


def test_a_value_that_cannot_be_is_not_kept_and_hinders_nothing(tmp_path: Path):
    (tmp_path / "settings.json").write_text(
        json.dumps({"routing": {"preferred_provider": "openai", "big_model": 5, "tiers": {"opus": "openai/o1"}}})
    )
    settings = store(tmp_path)
    settings.update(switching("xai", settings))
    assert chosen(settings) == ("xai", None, None, None)
    settings.update(switching("openai", settings))
    assert chosen(settings) == ("openai", None, None, "openai/o1")


def test_what_a_choice_would_mean_is_known_before_it_is_made(openai: SettingsStore):
    would_be = openai.preview(switching("xai", openai))
    assert str(resolve("claude-sonnet-5", would_be).target) == "xai/grok-4.6"
    assert openai.current.routing.preferred_provider == "openai"
    openai.update(switching("xai", openai))
    assert openai.current == would_be


def test_what_the_environment_decides_stays_in_the_preview(tmp_path: Path):
    settings = store(tmp_path, BIG_MODEL="openai/gpt-4.1")
    would_be = settings.preview(switching("xai", settings))
    assert str(resolve("claude-sonnet-5", would_be).target) == "openai/gpt-4.1"


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
