from __future__ import annotations

from desktop_proxy.settings import ProviderSettings, RoutingSettings, Settings
from desktop_proxy.ui.bridge import CoreBridge
from desktop_proxy.ui.models.choices import model_choices
from desktop_proxy.ui.providers.fetched import FetchedModels


def settings(preferred: str | None = "openai", **providers: ProviderSettings) -> Settings:
    return Settings(routing=RoutingSettings(preferred_provider=preferred), providers=providers)


def test_the_provider_in_use_comes_first_with_its_recommended_models(bridge: CoreBridge):
    found = model_choices(settings(), FetchedModels.of(bridge), ["xai", "openai"])
    assert found[:3] == ["openai/gpt-6.1-sol", "openai/gpt-6-luna", "openai/gpt-6-astra"]
    assert found.index("openai/gpt-4o") < found.index("xai/grok-4.6")
    assert len(found) == len(set(found)) and not any(name.startswith("gemini/") for name in found)


def test_fetched_models_and_those_of_endpoints_are_there(bridge: CoreBridge):
    fetched = FetchedModels.of(bridge)
    fetched.keep("openai", ["o9", "gpt-4o"])
    team = ProviderSettings(base_url="https://team.test/v1", models=("large",))
    found = model_choices(settings(team=team), fetched, [])
    assert {"openai/o9", "team/large"} <= set(found) and found.count("openai/gpt-4o") == 1


def test_anthropic_offers_claude(bridge: CoreBridge):
    assert "anthropic/claude-opus-4-8" in model_choices(settings(), FetchedModels.of(bridge), ["anthropic"])


def test_the_demo_is_offered_only_while_it_answers(bridge: CoreBridge):
    fetched = FetchedModels.of(bridge)
    assert model_choices(settings(None), fetched, []) == ["demo/desktop-proxy"]
    assert "demo/desktop-proxy" not in model_choices(settings(), fetched, ["demo"])


def test_one_whose_address_cannot_be_used_offers_nothing(bridge: CoreBridge):
    broken = ProviderSettings(base_url_fault="is not an address", models=("large",))
    found = model_choices(settings(broken=broken), FetchedModels.of(bridge), [])
    assert not any(name.startswith("broken/") for name in found)
