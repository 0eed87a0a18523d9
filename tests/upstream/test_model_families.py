from __future__ import annotations

from dataclasses import fields

import pytest

from desktop_proxy.protocol.profile import Profile
from desktop_proxy.upstream.model_families import FAMILIES, facts


def test_rows_speak_of_fields_a_profile_has() -> None:
    known = {field.name for field in fields(Profile)}
    assert all(row.facts.keys() <= known for row in FAMILIES)


def test_the_first_row_that_says_something_counts() -> None:
    found = facts("openai", "gpt-5-pro", outranking=True)
    assert found["efforts"] == ("high",)
    assert found["structured_output"] is True


@pytest.mark.parametrize("model", ["gpt-50", "gpt-5.1", "gpt-12-mini"])
def test_later_generations_are_taken_for_the_family(model: str) -> None:
    assert facts("openai", model, outranking=True)["sampling"] is False


@pytest.mark.parametrize("model", ["gpt-4.1", "gpt-500", "my-gpt-5"])
def test_names_that_only_look_alike_are_not(model: str) -> None:
    assert "sampling" not in facts("openai", model, outranking=True)


@pytest.mark.parametrize(
    ("provider", "model", "taken"),
    [
        ("mistral", "open-anything", False),
        ("openrouter", "mistralai/devstral-medium", False),
        ("team", "Ministral-8B", False),
        ("openai", "gpt-4.1", True),
    ],
)
def test_mistral_s_models_take_no_user_after_results(provider: str, model: str, taken: bool) -> None:
    assert facts(provider, model, outranking=True).get("user_after_results", True) is taken


def test_a_row_is_for_its_providers_alone() -> None:
    assert facts("nobody", "gpt-5.1", outranking=True) == {}


@pytest.mark.parametrize("provider", ["", "deepseek", "openrouter", "nobody"])
def test_a_row_without_providers_is_for_all(provider: str) -> None:
    assert facts(provider, "deepseek/deepseek-v4", outranking=True)["images"] is False


@pytest.mark.parametrize(
    ("provider", "model", "switch", "forced"),
    [
        ("moonshot", "kimi-k2.6", "thinking", False),
        ("moonshot", "kimi-k2-thinking", None, False),
        ("moonshot", "kimi-k2-0905-preview", None, None),
        ("dashscope", "qwen3-235b-a22b", "enable_thinking", False),
        ("dashscope", "qwen-plus", "enable_thinking", False),
        ("dashscope", "qwen3-30b-a3b-thinking-2507", None, False),
        ("dashscope", "qwen3-coder-plus", None, None),
        ("zai", "glm-4.6", "thinking", None),
    ],
)
def test_how_thinking_is_switched(provider: str, model: str, switch: str | None, forced: bool | None) -> None:
    found = facts(provider, model, outranking=True)
    assert found.get("thinking_switch") == switch
    assert found.get("forced_choice_while_thinking") is forced
