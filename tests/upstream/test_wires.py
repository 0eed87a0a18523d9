from __future__ import annotations

from dataclasses import replace

import pytest
from upstream.rig import endpoint

from desktop_proxy.upstream.wires import wire_of


@pytest.mark.parametrize(
    "model",
    [
        "gpt-5",
        "gpt-5-mini",
        "gpt-5.1-codex-max",
        "gpt-6.1-sol",
        "gpt-12",
        "o1",
        "o1-pro",
        "o3",
        "o4-mini-2025",
        "ft:o4-mini:x",
    ],
)
def test_reasoning_models_of_openai_take_the_responses_api(model: str) -> None:
    assert wire_of(endpoint("openai"), model) == "responses"


@pytest.mark.parametrize(
    "model", ["gpt-4.1", "gpt-4o", "gpt-5-chat-latest", "gpt-5-search-api", "ft:gpt-4.1:x", "gpt-4.5-preview", "omni"]
)
def test_the_others_take_chat_completions(model: str) -> None:
    assert wire_of(endpoint("openai"), model) == "chat"


def test_litellms_table_may_ask_for_responses() -> None:
    assert wire_of(endpoint("openai"), "a-new-name", "responses") == "responses"


@pytest.mark.parametrize("name", ["xai", "ollama", "openrouter"])
def test_compatible_servers_take_chat_whatever_the_model(name: str) -> None:
    assert wire_of(endpoint(name), "gpt-5.1", "responses") == "chat"


def test_the_setting_decides_where_it_says_something() -> None:
    assert wire_of(replace(endpoint("openai"), api="chat"), "gpt-5.1") == "chat"
    assert wire_of(replace(endpoint("vllm"), api="responses"), "anything") == "responses"


@pytest.mark.parametrize(
    ("name", "model", "wire"),
    [
        ("gemini", "gemini-2.5-pro", "gemini"),
        ("gemini", "some-tuned-model", "gemini"),
        ("vertex_ai", "gemini-3.8-flash", "gemini"),
        ("vertex_ai", "1234567890", "gemini"),
        ("vertex_ai", "claude-sonnet-5", "completion"),
        ("vertex_ai", "meta/llama-4", "completion"),
        ("anthropic", "claude-sonnet-5", "relay"),
        ("demo", "desktop-proxy", "demo"),
    ],
)
def test_the_others_have_one_way(name: str, model: str, wire: str) -> None:
    assert wire_of(endpoint(name), model) == wire
