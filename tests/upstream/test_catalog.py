from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from upstream.rig import endpoint, loaded

from desktop_proxy.protocol.profile import Profile
from desktop_proxy.providers import Provider
from desktop_proxy.upstream.endpoints import Endpoint

NAMED = Endpoint(Provider("work", "work", "openai", "chat", "http://127.0.0.1:9", key_required=False), "work")


def profile(name: str, model: str) -> Profile:
    return loaded().catalog.profile(endpoint(name), model)


MODELS: list[tuple[str, str, dict[str, Any]]] = [
    (
        "openai",
        "gpt-4.1",
        {"max_output_tokens": 32768, "documents": True, "efforts": (), "sampling": True},
    ),
    ("openai", "gpt-4o", {"max_output_tokens": 16384, "output_limit_field": "max_completion_tokens"}),
    ("openai", "gpt-5", {"efforts": ("minimal", "low", "medium", "high"), "sampling": False}),
    ("openai", "gpt-5.1", {"efforts": ("none", "low", "medium", "high"), "web_search": True}),
    ("openai", "gpt-5-pro", {"efforts": ("high",)}),
    ("openai", "gpt-5-chat-latest", {"efforts": (), "sampling": True, "web_search": False}),
    ("openai", "gpt-6.1-sol", {"efforts": ("low", "medium", "high", "xhigh", "max"), "max_output_tokens": 128000}),
    ("openai", "gpt-7-unheard-of", {"sampling": False, "documents": True, "max_output_tokens": None}),
    ("openai", "o3-mini", {"images": False, "documents": False, "efforts": ("low", "medium", "high")}),
    ("gemini", "gemini-2.0-flash", {"max_output_tokens": 8192, "thinking_budget": False, "efforts": ()}),
    ("gemini", "gemini-2.5-pro", {"thinking_budget": True, "efforts": (), "schema": "gemini", "documents": True}),
    (
        "gemini",
        "gemini-3-pro-preview",
        {"efforts": ("low", "high"), "thinking_budget": False, "max_output_tokens": 65536},
    ),
    ("gemini", "gemini-3.5-flash-lite", {"efforts": ("minimal", "low", "medium", "high")}),
    ("gemini", "gemini-3.8-flash", {"efforts": ("low", "medium", "high")}),
    ("vertex_ai", "gemini-2.5-flash", {"thinking_budget": True, "schema": "gemini", "late_system": False}),
    ("xai", "grok-3-mini", {"efforts": ("low", "high")}),
    ("xai", "grok-4.3", {"efforts": ("none", "low", "medium", "high")}),
    ("xai", "grok-4.5", {"efforts": ("low", "medium", "high")}),
    ("xai", "grok-4.6", {"efforts": ("low", "medium", "high", "xhigh")}),
    ("xai", "grok-4", {"efforts": (), "late_system": True}),
    ("xai", "grok-3", {"efforts": ()}),
    (
        "deepseek",
        "deepseek-chat",
        {"reasoning_content": True, "late_system": False, "output_limit_field": "max_tokens"},
    ),
    # LiteLLM's table says that it takes images and schemas.
    (
        "deepseek",
        "deepseek-v4-flash",
        {"images": False, "structured_output": False, "thinking_switch": "thinking"},
    ),
    ("openrouter", "deepseek/deepseek-v4-flash", {"images": False, "structured_output": True, "thinking_switch": ""}),
    ("ollama", "deepseek-r1", {"images": False}),
    ("vllm", "deepseek-ai/DeepSeek-V3.1", {"images": False}),
    ("vllm", "deepseek-ai/deepseek-vl2", {"images": True}),
    ("openai", "gpt-5-search-api", {"tools": False}),
]


@pytest.mark.parametrize(("name", "model", "facts"), MODELS, ids=[model for _, model, _ in MODELS])
def test_what_a_model_takes(name: str, model: str, facts: dict[str, Any]) -> None:
    found = profile(name, model)
    assert {fact: getattr(found, fact) for fact in facts} == facts
    assert (found.provider, found.model) == (name, model)


@pytest.mark.parametrize("model", ["gpt-5.1", "gemini-2.5-pro", "llama3", "grok-4"])
def test_of_a_model_at_the_users_own_address_nothing_is_known(model: str) -> None:
    assert loaded().catalog.profile(NAMED, model) == Profile("work", model, late_system=False)


def test_a_local_server_is_not_asked_for_what_it_knows() -> None:
    # LiteLLM would call Ollama for this.
    assert profile("ollama", "llama3").max_output_tokens is None


def test_openai_searches_only_through_its_responses_api() -> None:
    assert profile("openai", "gpt-5.1").web_search
    assert not loaded().catalog.profile(replace(endpoint("openai"), api="chat"), "gpt-5.1").web_search


def test_the_table_knows_which_models_want_the_responses_api() -> None:
    assert loaded().catalog.mode(endpoint("openai"), "o1-pro") == "responses"
    assert loaded().catalog.mode(endpoint("openai"), "gpt-4.1") == "chat"
    assert loaded().catalog.mode(endpoint("openai"), "unheard-of") is None
    assert loaded().catalog.mode(NAMED, "o1-pro") is None


def test_cached_tokens_cost_less() -> None:
    catalog, million = loaded().catalog, 1_000_000
    assert catalog.cost(endpoint("openai"), "gpt-4.1", {"input_tokens": million}) == pytest.approx(2.0)
    assert catalog.cost(endpoint("openai"), "gpt-4.1", {"cache_read_input_tokens": million}) == pytest.approx(0.5)
    assert catalog.cost(endpoint("openai"), "gpt-4.1", {"output_tokens": million}) == pytest.approx(8.0)


def test_an_unknown_price_is_none_and_never_zero() -> None:
    usage = {"input_tokens": 1, "output_tokens": 1}
    assert loaded().catalog.cost(NAMED, "gpt-4.1", usage) is None
    assert loaded().catalog.cost(endpoint("gemini"), "gemini-3-pro-preview", usage) is None
    assert loaded().catalog.cost(endpoint("openai"), "unheard-of", usage) is None
