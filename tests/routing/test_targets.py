from __future__ import annotations

import pytest

from desktop_proxy.protocol.errors import ApiError
from desktop_proxy.providers import provider
from desktop_proxy.routing.targets import Target, check_name, known, models_of, prefixed, unknown_prefix
from desktop_proxy.settings import ProviderSettings, RoutingSettings, Settings


def settings(preferred: str | None, **providers: ProviderSettings) -> Settings:
    return Settings(routing=RoutingSettings(preferred_provider=preferred), providers=providers)


@pytest.mark.parametrize("name", ["gpt-4.1", "ft:gpt-4o:org::id", "meta-llama/llama-3", "claude@20241022", "qwen3:8b"])
def test_a_models_id_is_a_name(name: str):
    check_name(name)


@pytest.mark.parametrize(
    "name",
    [
        "",
        "a b",
        "https://evil.test/v1",
        "../../etc/passwd",
        "openai/../x",
        "/x",
        "x/",
        "a//b",
        "a\\b",
        "a?b",
        "a%2e",
        "a\n",
        "x" * 257,
        "\ud800",
        "a\x00",
        "<b>",
        "a\u200b",
    ],
)
def test_what_is_no_name_is_not_found(name: str):
    with pytest.raises(ApiError) as raised:
        check_name(name)
    assert (raised.value.status, raised.value.type) == (404, "not_found_error")
    assert len(raised.value.message) < 200


def test_a_target_reads_as_it_is_written():
    assert str(Target("openai", "gpt-4.1")) == "openai/gpt-4.1"


@pytest.mark.parametrize(
    ("name", "target"),
    [
        ("openai/gpt-4.1", Target("openai", "gpt-4.1")),
        ("OpenAI/gpt-4.1", Target("openai", "gpt-4.1")),
        ("openrouter/meta-llama/llama-3", Target("openrouter", "meta-llama/llama-3")),
        ("meta-llama/llama-3", None),
        ("gpt-4.1", None),
    ],
)
def test_a_prefix_is_a_provider_and_not_any_word_before_a_slash(name: str, target: Target | None):
    assert prefixed(name, Settings()) == target


@pytest.mark.parametrize(
    ("preferred", "name", "provider_name"),
    [
        ("openai", "gemini-2.0-flash", "gemini"),
        ("vertex_ai", "gemini-2.0-flash", "vertex_ai"),
        ("openai", "gemini-1.5-pro-preview-0514", "vertex_ai"),
        ("openai", "GROK-3", "xai"),
        ("xai", "gpt-4o", "openai"),
        ("openai", "gpt-6-luna", "openai"),
    ],
)
def test_a_name_in_a_list_gets_the_prefix(preferred: str, name: str, provider_name: str):
    found = known(name, settings(preferred))
    assert found is not None
    assert found.provider == provider_name


def test_the_users_own_lists_come_before_the_tables_and_after_the_preferred_provider():
    mine = ProviderSettings(base_url="https://x.test", models=("gpt-4o", "local"))
    assert known("gpt-4o", settings("xai", mine=mine)) == Target("mine", "gpt-4o")
    assert known("gpt-4o", settings("openai", mine=mine)) == Target("openai", "gpt-4o")
    assert known("local", settings(None, mine=mine)) == Target("mine", "local")
    assert known("gpt-4o", settings(None)) is None


def test_the_models_of_a_provider_are_listed_once():
    row = provider("openai")
    assert row is not None
    models = models_of(row, settings("openai", openai=ProviderSettings(models=("mine", "gpt-4.1"))))
    assert models[:2] == ("mine", "gpt-4.1")
    assert len(models) == len(set(models))
    assert "gpt-6-astra" in models


def test_an_unknown_prefix_is_refused_with_a_hint():
    assert "write gemini/…" in unknown_prefix("google/gemini-x").message
    assert "providers list" in unknown_prefix("foo/bar").message
