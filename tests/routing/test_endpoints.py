from __future__ import annotations

import pytest

from desktop_proxy.protocol.errors import ApiError
from desktop_proxy.providers import provider
from desktop_proxy.routing import endpoint, listed_models, resolve
from desktop_proxy.routing.endpoints import exists, preferred
from desktop_proxy.settings import ProviderSettings, RoutingSettings, Settings

SETTINGS = Settings(
    providers={
        "openai": ProviderSettings(base_url="https://gateway.test/v1"),
        "groq": ProviderSettings(),
        "fast": ProviderSettings(preset="groq"),
        "work": ProviderSettings(preset="azure", base_url="https://work.test/openai/v1"),
        "plain": ProviderSettings(base_url="https://plain.test/v1"),
        "lost": ProviderSettings(preset="azure"),
    }
)


def test_a_row_without_settings_is_the_tables():
    assert endpoint("openai", Settings()) is provider("openai")


def test_the_users_address_takes_the_place_of_the_tables():
    row = endpoint("openai", SETTINGS)
    assert (row.name, row.way, row.base_url) == ("openai", "openai", "https://gateway.test/v1")


@pytest.mark.parametrize(
    ("name", "label", "base_url", "variables"),
    [
        ("groq", "Groq", "https://api.groq.com/openai/v1", ("GROQ_API_KEY",)),
        ("fast", "fast (Groq)", "https://api.groq.com/openai/v1", ("FAST_API_KEY", "GROQ_API_KEY")),
        ("work", "work (Azure OpenAI)", "https://work.test/openai/v1", ("WORK_API_KEY",)),
        ("plain", "plain", "https://plain.test/v1", ("PLAIN_API_KEY",)),
    ],
)
def test_a_named_endpoint_speaks_chat_at_its_address(name, label, base_url, variables):
    row = endpoint(name, SETTINGS)
    assert (row.name, row.label, row.base_url, row.key_variables) == (name, label, base_url, variables)
    assert (row.way, row.prefix, row.preset) == ("chat", "openai", False)


@pytest.mark.parametrize(
    ("name", "what"),
    [
        ("openai", "The base URL of OpenAI is not an address.*correct OPENAI_BASE_URL or"),
        ("mine", "correct the setting providers.mine.base_url"),
    ],
)
def test_a_provider_whose_address_cannot_be_used_is_refused_and_not_reached_at_its_own(name: str, what: str):
    unusable = ProviderSettings(base_url_fault="is not an address; write https://host/path")
    settings = Settings(
        providers={name: unusable}, routing=RoutingSettings(preferred_provider=name, big_model="a", small_model="b")
    )
    for ask in (lambda: endpoint(name, settings), lambda: resolve("claude-sonnet-5", settings)):
        with pytest.raises(ApiError, match=what) as raised:
            ask()
        assert (raised.value.status, raised.value.should_retry) == (400, False)
    assert resolve("xai/grok-4.6", settings).target.provider == "xai"
    assert "claude-sonnet-5" not in dict(listed_models(settings))


def test_where_the_address_cannot_be_used_a_fallback_still_may_answer():
    routing = RoutingSettings(preferred_provider="openai", fallbacks=("xai/grok-4.6",))
    settings = Settings(providers={"openai": ProviderSettings(base_url_fault="is wrong")}, routing=routing)
    assert [str(target) for target in resolve("claude-sonnet-5", settings).fallbacks] == ["xai/grok-4.6"]


def test_a_prefix_of_litellm_goes_through_completion():
    assert endpoint("cohere", Settings()).way == "completion"
    row = endpoint("mistral", Settings())
    assert (row.way, row.prefix, row.label) == ("completion", "mistral", "Mistral")


@pytest.mark.parametrize(
    ("name", "what"), [("kimi", "providers add kimi"), ("nobody", "no provider"), ("lost", "has no address")]
)
def test_what_is_not_set_up_is_not_found(name: str, what: str):
    with pytest.raises(ApiError, match=what) as raised:
        endpoint(name, SETTINGS)
    assert raised.value.status == 404


def test_what_counts_as_a_provider():
    assert all(exists(name, SETTINGS) for name in ("openai", "plain", "cohere", "kimi", "demo"))
    assert not exists("meta-llama", SETTINGS)


@pytest.mark.parametrize("name", [None, "demo", "gone"])
def test_without_a_usable_choice_the_demo_is_preferred(name: str | None):
    assert preferred(Settings(routing=RoutingSettings(preferred_provider=name))).name == "demo"


@pytest.mark.parametrize(("name", "needed"), [("mistral", True), ("together_ai", True), ("bedrock", False)])
def test_a_prefix_nobody_set_up_is_reached_with_a_key_or_a_cloud_login_only(name: str, needed: bool) -> None:
    row = endpoint(name, Settings())
    assert (row.way, row.key_required) == ("completion", needed)
    assert row.key_variables == (f"{name.upper()}_API_KEY",)
