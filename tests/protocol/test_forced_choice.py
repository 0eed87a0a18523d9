from __future__ import annotations

from dataclasses import replace

import pytest

from .asking import OPENAI, TOOL, chat, noted, responses

ALWAYS = replace(OPENAI, forced_choice_while_thinking=False)
SWITCH = replace(ALWAYS, thinking_switch="thinking")
FORCED = [{"type": "any"}, {"type": "tool", "name": "Read"}]
NAMED = {"type": "function", "function": {"name": "Read"}}


@pytest.mark.parametrize("choice", FORCED)
def test_while_a_model_thinks_it_is_left_to_choose(choice) -> None:
    for profile, thinking in ((SWITCH, {"type": "adaptive"}), (ALWAYS, None), (ALWAYS, {"type": "disabled"})):
        translation = chat(tools=[TOOL], tool_choice=choice, thinking=thinking, profile=profile)
        assert translation.body["tool_choice"] == "auto"
        assert noted(translation, "tool_choice") == "rewritten"


@pytest.mark.parametrize(("thinking", "action"), [({"type": "disabled"}, ""), (None, "rewritten")])
def test_a_call_is_forced_where_thinking_is_or_can_be_off(thinking, action) -> None:
    translation = chat(tools=[TOOL], tool_choice=FORCED[1], thinking=thinking, profile=SWITCH)
    assert translation.body["tool_choice"] == NAMED
    assert translation.body["thinking"] == {"type": "disabled"}
    assert noted(translation, "thinking") == action


@pytest.mark.parametrize("kind", ["auto", "none"])
def test_a_choice_that_forces_nothing_is_kept(kind) -> None:
    translation = chat(tools=[TOOL], tool_choice={"type": kind}, thinking={"type": "adaptive"}, profile=SWITCH)
    assert translation.body["tool_choice"] == kind
    assert translation.body["thinking"] == {"type": "enabled"}
    assert translation.notes == ()


def test_other_models_are_forced_while_they_think() -> None:
    assert (
        responses(tools=[TOOL], tool_choice=FORCED[0], thinking={"type": "adaptive"}).body["tool_choice"] == "required"
    )
