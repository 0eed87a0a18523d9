from __future__ import annotations

import pytest
from pydantic import ValidationError

from desktop_proxy.settings import ProviderSettings, RoutingSettings, Rule, Settings


def test_the_defaults_are_the_promised_ones():
    settings = Settings()
    assert (settings.server.host, settings.server.port, settings.server.require_token) == ("127.0.0.1", 8082, True)
    assert (settings.server.ping_interval_s, settings.server.max_streams) == (10, 64)
    upstream = settings.upstream
    assert (upstream.connect_timeout_s, upstream.first_event_timeout_s, upstream.idle_timeout_s) == (10, 120, 90)
    assert upstream.max_retries == 2
    assert (settings.request_log.retention_days, settings.request_log.max_mb) == (7, 500)
    assert settings.routing.preferred_provider is None
    assert settings.routing.naming == "recommended"
    assert settings.providers == {}


def test_settings_cannot_be_changed_in_place():
    with pytest.raises(ValidationError):
        Settings().server.port = 1  # type: ignore[misc]


@pytest.mark.parametrize(
    "section",
    [
        {"server": {"port": 65536}},
        {"server": {"port": -1}},
        {"server": {"ping_interval_s": 0}},
        {"upstream": {"idle_timeout_s": float("inf")}},
        {"upstream": {"idle_timeout_s": float("nan")}},
        {"upstream": {"max_retries": 6}},
        {"routing": {"big_model": "two words"}},
        {"routing": {"big_model": "nul\x00"}},
        {"routing": {"naming": "modern"}},
        {"routing": {"rules": "[broken"}},
        {"routing": {"rules": "*haiku*"}},
        {"providers": {"Bad Name": {}}},
        {"providers": {"a/b": {}}},
        {"request_log": {"retention_days": 0}},
    ],
)
def test_values_out_of_bounds_are_refused(section):
    with pytest.raises(ValidationError):
        Settings.model_validate(section)


def test_what_people_type_is_understood():
    settings = Settings.model_validate(
        {
            "server": {"port": "9000", "require_token": "false", "allowed_hosts": "proxy.lan, other"},
            "routing": {
                "preferred_provider": "Google",
                "rules": "*haiku*=openai/gpt-4.1-mini, my=groq/x",
                "fallbacks": "openai/a,gemini/b",
            },
        }
    )
    assert (settings.server.port, settings.server.require_token) == (9000, False)
    assert settings.server.allowed_hosts == ("proxy.lan", "other")
    assert settings.routing.preferred_provider == "gemini"
    assert settings.routing.rules == (
        Rule(pattern="*haiku*", target="openai/gpt-4.1-mini"),
        Rule(pattern="my", target="groq/x"),
    )
    assert settings.routing.fallbacks == ("openai/a", "gemini/b")


def test_rules_may_be_json():
    routing = RoutingSettings.model_validate({"rules": '[{"pattern": "a", "target": "b/c"}]'})
    assert routing.rules == (Rule(pattern="a", target="b/c"),)


def test_an_address_loses_its_trailing_slash():
    assert ProviderSettings(base_url="https://host/v1/").base_url == "https://host/v1"
    assert ProviderSettings(allow_insecure_http=True, base_url="http://nas/v1").base_url == "http://nas/v1"
    with pytest.raises(ValidationError):
        ProviderSettings(base_url="http://nas/v1")
