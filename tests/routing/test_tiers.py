from __future__ import annotations

import pytest

from desktop_proxy.protocol.errors import ApiError
from desktop_proxy.routing.tiers import TIERS, Tier, tier
from desktop_proxy.settings import ProviderSettings, RoutingSettings, Settings, TierSettings


def mapped(settings: Settings) -> dict[Tier, str]:
    return {name: str(tier(name, settings, "claude-x").target) for name in TIERS}


def routing(preferred: str | None, naming: str = "recommended", **more) -> Settings:
    return Settings(routing=RoutingSettings.model_validate({"preferred_provider": preferred, "naming": naming, **more}))


@pytest.mark.parametrize(
    ("preferred", "big", "small"),
    [
        ("openai", "openai/gpt-4.1", "openai/gpt-4.1-mini"),
        ("gemini", "gemini/gemini-2.5-pro-preview-03-25", "gemini/gemini-2.0-flash"),
        ("vertex_ai", "vertex_ai/gemini-2.5-pro-preview-03-25", "vertex_ai/gemini-2.0-flash"),
        ("xai", "xai/grok-3", "xai/grok-3-mini-beta"),
    ],
)
def test_the_classic_set(preferred: str, big: str, small: str):
    assert mapped(routing(preferred, "classic")) == {"haiku": small, "sonnet": big, "opus": big, "fable": big}


@pytest.mark.parametrize(
    ("preferred", "haiku", "sonnet", "opus", "fable"),
    [
        ("openai", "gpt-6-luna", "gpt-6.1-sol", "gpt-6-astra", "gpt-6-astra"),
        ("gemini", "gemini-3.5-flash-lite", "gemini-3.8-flash", "gemini-3.1-pro-preview", "gemini-3.8-flash"),
        ("vertex_ai", "gemini-3.5-flash-lite", "gemini-3.8-flash", "gemini-3.1-pro-preview", "gemini-3.8-flash"),
        ("xai", "grok-4.3", "grok-4.6", "grok-4.6", "grok-4.6"),
    ],
)
def test_the_recommended_set(preferred: str, haiku: str, sonnet: str, opus: str, fable: str):
    found = mapped(routing(preferred))
    expected = {"haiku": haiku, "sonnet": sonnet, "opus": opus, "fable": fable}
    assert found == {name: f"{preferred}/{model}" for name, model in expected.items()}


@pytest.mark.parametrize("naming", ["recommended", "classic"])
def test_big_and_small_model_may_be_any_name_and_opus_follows(naming: str):
    found = mapped(routing("gemini", naming, big_model="mine", small_model="openai/gpt-4o-mini"))
    assert found == {
        "haiku": "openai/gpt-4o-mini",
        "sonnet": "gemini/mine",
        "opus": "gemini/mine",
        "fable": "gemini/mine",
    }


def test_a_model_with_a_slash_of_its_own_gets_the_preferred_prefix():
    settings = Settings(
        routing=RoutingSettings(preferred_provider="openrouter", big_model="meta-llama/llama-3"),
        providers={"openrouter": ProviderSettings()},
    )
    assert str(tier("sonnet", settings, "x").target) == "openrouter/meta-llama/llama-3"


def test_a_tier_set_by_the_user_comes_first_and_unset_ones_fall_back_to_sonnet():
    found = mapped(routing("openai", tiers={"sonnet": "xai/grok-4.6", "fable": "mine"}))
    assert found == {
        "haiku": "openai/gpt-6-luna",
        "sonnet": "xai/grok-4.6",
        "opus": "xai/grok-4.6",
        "fable": "openai/mine",
    }


@pytest.mark.parametrize("preferred", [None, "demo"])
def test_without_a_provider_the_demo_answers(preferred: str | None):
    assert set(mapped(routing(preferred)).values()) == {"demo/desktop-proxy"}
    assert set(mapped(routing(preferred, big_model="gpt-4.1", small_model="x")).values()) == {"demo/desktop-proxy"}


def test_a_big_model_with_a_prefix_needs_no_preferred_provider():
    assert mapped(routing(None, big_model="openai/gpt-4.1"))["opus"] == "openai/gpt-4.1"


def test_anthropic_is_asked_for_the_very_name():
    assert set(mapped(routing("anthropic")).values()) == {"anthropic/claude-x"}
    assert mapped(routing("anthropic", small_model="claude-small"))["haiku"] == "anthropic/claude-small"


def test_an_endpoint_answers_with_its_first_two_models():
    def endpoint(*models: str) -> Settings:
        return Settings(
            routing=RoutingSettings(preferred_provider="mine", tiers=TierSettings()),
            providers={"mine": ProviderSettings(base_url="https://x.test", models=models)},
        )

    assert mapped(endpoint("a", "b", "c")) == {
        "haiku": "mine/b",
        "sonnet": "mine/a",
        "opus": "mine/a",
        "fable": "mine/a",
    }
    assert set(mapped(endpoint("a")).values()) == {"mine/a"}
    with pytest.raises(ApiError, match=r"use mine --big MODEL --small MODEL`.*models --fetch mine"):
        mapped(endpoint())


def test_an_endpoint_with_a_big_model_alone_answers_everything_with_it():
    settings = Settings(
        routing=RoutingSettings(preferred_provider="mine", big_model="only"),
        providers={"mine": ProviderSettings(base_url="https://x.test")},
    )
    assert set(mapped(settings).values()) == {"mine/only"}
