from __future__ import annotations

import timeit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop_proxy.protocol.errors import ApiError
from desktop_proxy.routing import Route, Target, resolve
from desktop_proxy.settings import ProviderSettings, RoutingSettings, Settings

MINE = {"mine": ProviderSettings(base_url="https://x.test", models=("meta-llama/llama-3", "local"))}


def made(preferred: str | None = "openai", naming: str = "classic", **routing) -> Settings:
    values = {"preferred_provider": preferred, "naming": naming, **routing}
    return Settings(routing=RoutingSettings.model_validate(values), providers=MINE)


@pytest.mark.parametrize(
    ("requested", "target", "reason"),
    [
        ("claude-3-5-haiku-20241022", "openai/gpt-4.1-mini", "“haiku” in the name → OpenAI's small model"),
        ("claude-sonnet-5", "openai/gpt-4.1", "“sonnet” in the name → OpenAI's big model"),
        ("Claude-SONNET-5[1m]", "openai/gpt-4.1", "“sonnet” in the name → OpenAI's big model"),
        ("claude-opus-4-8[1M]", "openai/gpt-4.1", "“opus” in the name → the same as sonnet: OpenAI's big model"),
        ("haiku", "openai/gpt-4.1-mini", "“haiku” in the name → OpenAI's small model"),
        ("openai/o9-new", "openai/o9-new", "the name says its provider, OpenAI"),
        ("gemini/gemini-2.0-flash", "gemini/gemini-2.0-flash", "the name says its provider, Google AI Studio"),
        ("groq/my-haiku", "groq/my-haiku", "the name says its provider, Groq"),
        ("mine/whatever/it-is", "mine/whatever/it-is", "the name says its provider, mine"),
        ("demo/desktop-proxy", "demo/desktop-proxy", "the name says its provider, Demo"),
        ("gpt-4o", "openai/gpt-4o", "“gpt-4o” is a model of OpenAI"),
        ("gemini-2.0-flash", "gemini/gemini-2.0-flash", "“gemini-2.0-flash” is a model of Google AI Studio"),
        ("meta-llama/llama-3", "mine/meta-llama/llama-3", "“meta-llama/llama-3” is a model of mine"),
        ("local", "mine/local", "“local” is a model of mine"),
        ("gpt-99", "openai/gpt-4.1", "“gpt-99” is not a known name → OpenAI's big model"),
        ("claude-2.1", "openai/gpt-4.1", "“claude-2.1” is not a known name → OpenAI's big model"),
        ("anthropic/openai/gpt-5.1", "openai/gpt-5.1", "the name is listed for openai/gpt-5.1"),
        ("anthropic/gpt-4o", "openai/gpt-4o", "the name is listed for openai/gpt-4o"),
        ("anthropic/mine/meta-llama/llama-3", "mine/meta-llama/llama-3", "listed"),
        ("anthropic/claude-haiku-4-5", "anthropic/claude-haiku-4-5", "the name says its provider, Anthropic"),
        ("anthropic/something-new", "anthropic/something-new", "the name says its provider, Anthropic"),
    ],
)
def test_who_answers_a_name_and_why(requested: str, target: str, reason: str):
    route = resolve(requested, made())
    assert route.requested == requested
    assert str(route.target) == target
    assert reason in route.reason


@pytest.mark.parametrize(
    "requested", ["google/gemini-2.0-flash", "foo/bar", "kimi/k2", "https://evil.test/v1", "", "a b"]
)
def test_what_cannot_be_a_model_is_not_found(requested: str):
    with pytest.raises(ApiError) as raised:
        resolve(requested, made())
    assert (raised.value.status, raised.value.type) == (404, "not_found_error")


@pytest.mark.parametrize("requested", ["claude-sonnet-5", "gpt-4o", "anything"])
def test_before_any_provider_is_set_up_the_demo_answers(requested: str):
    route = resolve(requested, Settings())
    assert str(route.target) == "demo/desktop-proxy"
    assert route.reason.endswith("the built-in demo, because no provider is set up")


@pytest.mark.parametrize("requested", ["claude-sonnet-5", "claude-2.1", "claude-opus-4-8[1m]"])
def test_with_anthropic_preferred_a_claude_name_stays_what_it_is(requested: str):
    assert str(resolve(requested, made("anthropic")).target) == f"anthropic/{requested.removesuffix('[1m]')}"


@pytest.mark.parametrize(
    ("requested", "target"),
    [
        ("claude-haiku-4-5", "xai/first"),
        ("CLAUDE-HAIKU-4-5", "xai/first"),
        ("my-model", "openai/bare"),
        ("openai/gpt-4.1", "groq/other"),
        ("groq/my-haiku", "groq/my-haiku"),
        ("mine/a", "gemini/all"),
    ],
)
def test_the_first_matching_rule_wins(requested: str, target: str):
    rules = "*haiku*=xai/first,claude-haiku*=xai/second,my-model=bare,openai/gpt-4.1=groq/other,mine/*=gemini/all"
    assert str(resolve(requested, made(rules=rules)).target) == target


def test_a_retired_model_is_used_as_it_is():
    route = resolve("claude-sonnet-5", made("xai"))
    assert str(route.target) == "xai/grok-3"
    assert "retire" not in route.reason


def test_its_successor_answers_where_that_is_wanted_and_the_reason_says_so():
    route = resolve("claude-sonnet-5", made("xai", use_successors=True))
    assert str(route.target) == "xai/grok-4.6"
    assert route.reason.endswith("grok-3 was retired on 2026-05-15 → its successor grok-4.6")
    assert str(resolve("mine/grok-3", made(use_successors=True)).target) == "mine/grok-3"


def test_fallbacks_leave_out_the_target_itself_and_what_is_not_set_up():
    route = resolve("claude-sonnet-5", made(fallbacks="openai/gpt-4.1,kimi/k2,gemini/a,local,gemini/a"))
    assert route.fallbacks == (Target("gemini", "a"), Target("openai", "local"))


def test_an_answer_is_remembered_for_its_settings_only():
    one, other = made("openai"), made("xai")
    assert resolve("claude-sonnet-5", one) is resolve("claude-sonnet-5", one)
    assert resolve("claude-sonnet-5", other).target.provider == "xai"


def test_asking_again_costs_next_to_nothing():
    current = made()
    resolve("claude-sonnet-5", current)
    seconds = min(timeit.repeat(lambda: resolve("claude-sonnet-5", current), number=1000, repeat=5)) / 1000
    assert seconds < 20e-6


ALL = [made(name) for name in (None, "openai", "gemini", "vertex_ai", "xai", "anthropic", "demo", "mine", "gone")]
WORDS = st.sampled_from(
    ["anthropic", "openai", "mine", "haiku", "claude", "/", "..", "[1m]", "[", "*", " ", "\x00", ":"]
)


@settings(max_examples=400, deadline=None)
@given(st.text(max_size=30) | st.lists(WORDS | st.text(max_size=3), max_size=8).map("".join), st.sampled_from(ALL))
def test_any_text_has_a_route_or_a_refusal(requested: str, current: Settings):
    try:
        route = resolve(requested, current)
    except ApiError as error:
        assert error.status == 404
    else:
        assert isinstance(route, Route)
        assert ".." not in route.target.model
