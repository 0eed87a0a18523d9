from __future__ import annotations

from dataclasses import replace

import pytest

from desktop_proxy.protocol.reasoning import nearest_effort

from .asking import GEMINI, GEMINI3, GPT5, OPENAI, chat, noted, responses

ENABLED = {"type": "enabled", "budget_tokens": 5000}
ADAPTIVE = {"type": "adaptive"}
DISABLED = {"type": "disabled"}


@pytest.mark.parametrize(
    ("wanted", "efforts", "chosen"),
    [
        ("high", ("low", "medium", "high"), "high"),
        ("max", ("low", "medium", "high"), "high"),
        ("max", ("low", "high", "xhigh"), "xhigh"),
        ("max", ("high", "max"), "max"),
        ("xhigh", ("low", "high"), "high"),
        ("medium", ("low", "high"), "high"),
        ("low", ("none", "medium", "high"), "medium"),
        ("low", ("minimal", "high"), "high"),
        ("low", ("none",), "none"),
        ("colossal", ("low", "high"), "high"),
    ],
)
def test_the_nearest_effort_is_chosen(wanted, efforts, chosen) -> None:
    assert nearest_effort(wanted, efforts) == chosen


@pytest.mark.parametrize(("budget", "effort"), [(1024, "low"), (4096, "low"), (16384, "medium"), (31999, "high")])
def test_a_budget_becomes_an_effort(budget, effort) -> None:
    translation = chat(thinking={**ENABLED, "budget_tokens": budget}, profile=GPT5)
    assert translation.body["reasoning_effort"] == effort
    assert noted(translation, "thinking.budget_tokens") == "rewritten"


def test_the_effort_of_the_client_wins() -> None:
    assert chat(thinking=ENABLED, output_config={"effort": "low"}, profile=GPT5).body["reasoning_effort"] == "low"
    assert chat(output_config={"effort": "low"}, profile=GPT5).body["reasoning_effort"] == "low"


def test_an_effort_the_model_has_not_is_noted() -> None:
    translation = chat(thinking=ADAPTIVE, output_config={"effort": "max"}, profile=GPT5)
    assert translation.body["reasoning_effort"] == "high"
    assert noted(translation, "output_config.effort") == "rewritten"


@pytest.mark.parametrize("thinking", [None, ADAPTIVE])
def test_nothing_asked_is_nothing_sent(thinking) -> None:
    assert "reasoning_effort" not in chat(thinking=thinking, profile=GPT5).body


@pytest.mark.parametrize(
    ("efforts", "effort", "action"),
    [
        (("none", "low"), "none", ""),
        (("minimal", "low"), "minimal", ""),
        (("low", "high"), "low", "rewritten"),
        (("high",), "high", "rewritten"),
    ],
)
@pytest.mark.parametrize("asked", [{}, {"output_config": {"effort": "high"}}])
def test_disabled_thinking_is_the_weakest_effort_whatever_effort_is_asked(asked, efforts, effort, action) -> None:
    profile = replace(GPT5, efforts=efforts)
    translation = chat(thinking=DISABLED, **asked, profile=profile)
    assert translation.body["reasoning_effort"] == effort
    assert noted(translation, "thinking") == action
    assert noted(translation, "output_config.effort") == ("dropped" if asked else "")
    assert responses(thinking=DISABLED, **asked, profile=profile).body["reasoning"] == {"effort": effort}


def test_disabled_thinking_at_gemini_with_levels_is_the_weakest_without_thoughts() -> None:
    body = chat(thinking=DISABLED, output_config={"effort": "high"}, profile=GEMINI3).body
    assert body["reasoning_effort"] == "none"
    assert "thinking" not in body


SWITCH = replace(OPENAI, thinking_switch="thinking")


@pytest.mark.parametrize(
    ("thinking", "sent"), [(ENABLED, "enabled"), (ADAPTIVE, "enabled"), (DISABLED, "disabled"), (None, None)]
)
def test_a_model_with_a_switch_gets_it_as_the_client_set_it(thinking, sent) -> None:
    body = chat(thinking=thinking, profile=SWITCH).body
    assert body.get("thinking") == (sent and {"type": sent})
    plain = chat(thinking=thinking, profile=replace(SWITCH, thinking_switch="enable_thinking")).body
    assert plain.get("enable_thinking") == {"enabled": True, "disabled": False}.get(sent)
    assert "thinking" not in plain


def test_what_a_switch_cannot_say_is_noted() -> None:
    translation = chat(thinking=ENABLED, output_config={"effort": "low"}, profile=SWITCH)
    assert noted(translation, "thinking.budget_tokens") == "rewritten"
    assert noted(translation, "output_config.effort") == "dropped"


@pytest.mark.parametrize("build", [chat, responses])
def test_a_model_that_does_not_reason_gets_no_such_field(build) -> None:
    translation = build(thinking=ENABLED, output_config={"effort": "high"}, profile=OPENAI)
    assert not {"reasoning_effort", "reasoning", "thinking", "include"} & set(translation.body)
    assert noted(translation, "thinking") == "dropped"
    assert noted(translation, "output_config.effort") == "dropped"


def test_disabled_thinking_of_a_model_that_does_not_reason_is_no_loss() -> None:
    assert chat(thinking=DISABLED, profile=OPENAI).notes == ()


def test_responses_asks_for_a_summary_only_when_thinking_is_shown() -> None:
    assert responses(thinking=ADAPTIVE, output_config={"effort": "high"}).body["reasoning"] == {
        "effort": "high",
        "summary": "auto",
    }
    assert responses(thinking=ADAPTIVE).body["reasoning"] == {"summary": "auto"}
    assert responses(thinking=DISABLED).body["reasoning"] == {"effort": "none"}
    assert "reasoning" not in responses(thinking={**ADAPTIVE, "display": "omitted"}).body
    assert "reasoning" not in responses().body


def test_gemini_with_budgets_gets_the_budget() -> None:
    assert chat(thinking=ENABLED, max_tokens=9000, profile=GEMINI).body["thinking"] == {
        "type": "enabled",
        "budget_tokens": 5000,
    }


def test_a_budget_above_the_model_s_is_clamped() -> None:
    translation = chat(thinking={**ENABLED, "budget_tokens": 31999}, max_tokens=32000, profile=GEMINI)
    assert translation.body["thinking"]["budget_tokens"] == 24576
    assert noted(translation, "thinking.budget_tokens") == "clamped"


def test_a_budget_that_fills_max_tokens_leaves_half_for_the_answer() -> None:
    assert chat(thinking=ENABLED, max_tokens=4000, profile=GEMINI).body["thinking"]["budget_tokens"] == 2000


@pytest.mark.parametrize(
    ("model", "budget"), [("gemini-2.5-flash", 0), ("gemini-2.5-flash-lite", 0), ("gemini-2.5-pro", 128)]
)
def test_thinking_is_disabled_as_far_as_the_gemini_model_can(model, budget) -> None:
    thinking = chat(thinking=DISABLED, profile=replace(GEMINI, model=model)).body["thinking"]
    assert thinking == {"type": "disabled", "budget_tokens": budget}


@pytest.mark.parametrize(
    ("fields", "budget"),
    [
        ({"thinking": ADAPTIVE}, -1),
        ({"thinking": ADAPTIVE, "output_config": {"effort": "high"}}, -1),
        ({"thinking": ADAPTIVE, "output_config": {"effort": "low"}}, 2048),
        ({"output_config": {"effort": "medium"}}, 8192),
        ({"thinking": DISABLED, "output_config": {"effort": "medium"}}, 0),
        ({"thinking": ADAPTIVE, "output_config": {"effort": "max"}}, 24576),
    ],
)
def test_gemini_with_budgets_reads_an_effort_as_one(fields, budget) -> None:
    assert chat(**fields, max_tokens=64000, profile=GEMINI).body["thinking"]["budget_tokens"] == budget


def test_gemini_with_levels_gets_a_level() -> None:
    body = chat(thinking=ENABLED, max_tokens=9000, profile=GEMINI3).body
    assert body["reasoning_effort"] == "high"
    assert "thinking" not in body


def test_gemini_with_levels_shows_thoughts_without_a_level() -> None:
    assert chat(thinking=ADAPTIVE, profile=GEMINI3).body["thinking"] == {"type": "enabled"}
