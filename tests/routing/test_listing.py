from __future__ import annotations

import pytest

from desktop_proxy.routing import listed_models, resolve
from desktop_proxy.settings import ProviderSettings, RoutingSettings, Settings

SETTINGS = Settings(
    routing=RoutingSettings(
        preferred_provider="openai", small_model="mine/local", fallbacks=("kimi/k2", "xai/grok-4.6")
    ),
    providers={"mine": ProviderSettings(base_url="https://x.test", models=("local",)), "azure": ProviderSettings()},
)


def test_the_claude_names_say_what_answers_them():
    listed = dict(listed_models(SETTINGS))
    assert listed["claude-opus-4-8"] == "Claude Opus → openai/gpt-6-astra"
    assert listed["claude-haiku-4-5"] == "Claude Haiku → mine/local"


def test_every_id_is_one_a_client_keeps_and_is_listed_once():
    ids = [name for name, _ in listed_models(SETTINGS, ["gemini"])]
    assert all(name.startswith(("claude", "anthropic/")) for name in ids)
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize(
    "current",
    [
        SETTINGS,
        Settings(),
        Settings(routing=RoutingSettings(preferred_provider="anthropic")),
        Settings(routing=RoutingSettings(preferred_provider="azure"), providers={"azure": ProviderSettings()}),
    ],
)
def test_every_listed_alias_resolves_to_what_it_names(current: Settings):
    listed = listed_models(current, ["gemini", "vertex_ai", "nobody"])
    assert listed
    for name, label in listed:
        target = str(resolve(name, current).target)
        assert label.endswith(target) or target == f"anthropic/{name}"


def test_models_of_configured_providers_and_of_the_settings_are_listed():
    ids = [name for name, _ in listed_models(SETTINGS, ["gemini"])]
    assert {"anthropic/mine/local", "anthropic/xai/grok-4.6", "anthropic/gemini/gemini-3.8-flash"} <= set(ids)
    assert not any("kimi" in name for name in ids)


def test_with_anthropic_preferred_the_names_are_its_own():
    listed = listed_models(Settings(routing=RoutingSettings(preferred_provider="anthropic")))
    assert ("claude-sonnet-5", "Claude Sonnet") in listed
