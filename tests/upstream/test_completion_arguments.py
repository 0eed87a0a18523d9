from __future__ import annotations

from typing import Any

import pytest

from desktop_proxy.protocol.profile import Translation
from desktop_proxy.providers import Provider
from desktop_proxy.redaction import Secret
from desktop_proxy.upstream.completion_arguments import NO_KEY, completion_arguments, settle, split_api_version
from desktop_proxy.upstream.endpoints import Endpoint


def endpoint(prefix: str, **fields: Any) -> Endpoint:
    row = Provider(name=prefix, label=prefix, prefix=prefix, way="completion", key_required=False)
    return Endpoint(provider=row, name=prefix, **fields)


def arguments(target: Endpoint, **body: Any) -> dict[str, Any]:
    return completion_arguments(target, Translation({"model": "m", "messages": [], **body}))


def settled(target: Endpoint) -> dict[str, Any]:
    import litellm

    return settle(litellm, arguments(target))


def test_one_attempt_is_asked_for_and_unknown_parameters_are_dropped() -> None:
    built = arguments(endpoint("mistral"))
    assert (built["num_retries"], built["max_retries"]) == (0, 0)
    assert built["drop_params"] is True
    assert built["stream"] is True
    assert built["model"] == "mistral/m"


@pytest.mark.parametrize(
    "name",
    [
        "api_base", "base_url", "api_key", "extra_headers", "extra_body", "fallbacks", "litellm_params", "headers",
        "custom_llm_provider", "mock_response", "model_list", "client", "cache", "metadata", "store", "top_k", "speed",
    ],
)  # fmt: skip
def test_a_body_field_outside_the_list_stays_behind(name: str) -> None:
    assert arguments(endpoint("mistral"), **{name: "evil"}) == arguments(endpoint("mistral"))


def test_absent_values_are_not_sent() -> None:
    built = arguments(endpoint("mistral"), temperature=None, stop=None)
    assert not {"temperature", "stop", "api_base", "api_key", "api_version"} & set(built)


def test_the_endpoint_gives_address_and_key() -> None:
    built = arguments(endpoint("azure", base_url="https://x.example?api-version=v1", key=Secret("k" * 20)))
    assert (built["api_base"], built["api_version"], built["api_key"]) == ("https://x.example", "v1", "k" * 20)


def test_cloud_providers_get_their_project_and_place() -> None:
    built = arguments(endpoint("vertex_ai", project="p", location="eu", credentials_file="/c.json"))
    assert (built["vertex_project"], built["vertex_location"], built["vertex_credentials"]) == ("p", "eu", "/c.json")
    assert arguments(endpoint("bedrock", location="eu-west-1"))["aws_region_name"] == "eu-west-1"


def test_messages_are_copied() -> None:
    messages = [{"role": "user", "content": [{"type": "text", "text": "Hi"}]}]
    built = arguments(endpoint("mistral"), messages=messages)
    built["messages"][0]["content"][0]["text"] = "changed"
    assert messages[0]["content"][0] == {"type": "text", "text": "Hi"}


def test_a_provider_without_a_class_in_litellm_is_reached_as_openai_shaped() -> None:
    built = settled(endpoint("aiml", key=Secret("k" * 20)))
    assert built["model"] == "custom_openai/m"
    assert built["api_base"].startswith("https://api.aimlapi.com")


def test_no_other_key_is_picked_up_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-openai-0123456789")
    assert settled(endpoint("nebius"))["api_key"] == NO_KEY
    monkeypatch.setenv("GROQ_API_KEY", "gsk-own")
    assert settled(endpoint("groq"))["api_key"] == "gsk-own"


@pytest.mark.parametrize("prefix", ["bedrock", "azure", "no_such_provider", "cohere"])
def test_other_providers_are_left_as_they_are(prefix: str) -> None:
    assert settled(endpoint(prefix)) == arguments(endpoint(prefix))


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("", ("", None)),
        ("https://a.example/v1", ("https://a.example/v1", None)),
        ("https://a.example/?api-version=2025-04-01", ("https://a.example", "2025-04-01")),
        ("https://a.example/x?other=1", ("https://a.example/x", None)),
    ],
)
def test_an_api_version_may_ride_on_the_address(url: str, expected: tuple[str, str | None]) -> None:
    assert split_api_version(url) == expected
