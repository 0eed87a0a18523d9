from __future__ import annotations

import pytest

from .asking import (
    GEMINI,
    LOCAL,
    assistant,
    call,
    chat,
    noted,
    responses,
    result,
    roles,
    sent,
    system,
    text,
    user,
)


def test_a_system_message_in_the_middle_stays_in_place() -> None:
    messages = sent(user("a"), system([text("Mind"), text("this.")]), user("b"), system="Be kind.")
    assert roles(messages) == ["system", "user", "system", "user"]
    assert messages[2]["content"] == "Mind\n\nthis."


@pytest.mark.parametrize("profile", [GEMINI, LOCAL])
def test_a_model_with_one_system_prompt_reads_later_ones_as_marked_user_text(profile) -> None:
    translation = chat(user("a"), system("Mind this."), user("b"), profile=profile, system="Be kind.")
    assert roles(translation.body["messages"]) == ["system", "user"]
    assert translation.body["messages"][1]["content"] == "a\n\n<system-reminder>\nMind this.\n</system-reminder>\n\nb"
    assert noted(translation, "messages.role") == "rewritten"


def test_a_folded_system_message_does_not_part_a_call_from_its_result() -> None:
    messages = sent(user("x"), assistant(call("a")), system("Mind."), user(result("a"), text("go")), profile=GEMINI)
    assert roles(messages) == ["user", "assistant", "tool", "user"]


def test_responses_folds_for_such_a_model_too() -> None:
    found = responses(user("a"), system("Mind this."), profile=LOCAL).body["input"]
    assert [item["role"] for item in found] == ["user"]
    assert "Mind this." in found[0]["content"]
