from __future__ import annotations

import pytest

from desktop_proxy.protocol.errors import ApiError
from desktop_proxy.settings import ProviderSettings, RoutingSettings, Settings, TierSettings
from desktop_proxy.ui.providers.tiers_text import tiers_text


def test_each_tier_with_its_model():
    settings = Settings(routing=RoutingSettings(preferred_provider="openai"))
    assert tiers_text(settings, "openai") == "Opus gpt-6-astra, Sonnet gpt-6.1-sol, Haiku gpt-6-luna"


def test_another_provider_is_named():
    tiers = TierSettings(opus="xai/grok-4.6")
    settings = Settings(routing=RoutingSettings(preferred_provider="openai", tiers=tiers))
    assert tiers_text(settings, "openai") == "Opus xai/grok-4.6, Sonnet gpt-6.1-sol, Haiku gpt-6-luna"


def test_without_a_model_there_is_no_text():
    own = {"team": ProviderSettings(base_url="https://team.test/v1")}
    with pytest.raises(ApiError):
        tiers_text(Settings(routing=RoutingSettings(preferred_provider="team"), providers=own), "team")
