from __future__ import annotations

import pytest

from desktop_proxy.protocol.errors import ApiError
from desktop_proxy.providers import provider
from desktop_proxy.routing import endpoint
from desktop_proxy.routing.endpoints import exists, preferred
from desktop_proxy.settings import ProviderSettings, RoutingSettings, Settings

SETTINGS = Settings(
    providers={
        "openai": ProviderSettings(base_url="https://gateway.test/v1"),
        "groq": ProviderSettings(),
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
        ("work", "work (Azure OpenAI)", "https://work.test/openai/v1", ("AZURE_API_KEY", "AZURE_OPENAI_API_KEY")),
        ("plain", "plain", "https://plain.test/v1", ()),
    ],
)
def test_a_named_endpoint_speaks_chat_at_its_address(name, label, base_url, variables):
    row = endpoint(name, SETTINGS)
    assert (row.name, row.label, row.base_url, row.key_variables) == (name, label, base_url, variables)
    assert (row.way, row.prefix, row.preset) == ("chat", "openai", False)


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
