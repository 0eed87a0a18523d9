from __future__ import annotations

from dataclasses import replace

import pytest

from desktop_proxy.protocol.continuity import thinking_signature, tool_id_with_signature

from .asking import (
    GEMINI3,
    OPENAI,
    assistant,
    call,
    chat,
    noted,
    result,
    sent,
    text,
    thinking,
    user,
)


def test_an_assistant_turn_with_calls_alone_has_null_content() -> None:
    messages = sent(user("x"), assistant(call("a")), user(result("a")))
    assert messages[1]["content"] is None


def test_thinking_of_another_model_is_dropped_with_a_note() -> None:
    translation = chat(user("x"), assistant(thinking("secret plan", "EqQB"), text("Done.")), user("y"))
    assert translation.body["messages"][1] == {"role": "assistant", "content": "Done."}
    assert noted(translation, "messages.content.thinking") == "dropped"


@pytest.mark.parametrize(
    "block",
    [thinking("hm"), thinking("hm", ""), {"type": "redacted_thinking", "data": "EqQB"}, thinking("hm", "dp1.x.!")],
)
def test_a_turn_of_foreign_thinking_alone_disappears(block) -> None:
    assert sent(user("x"), assistant(block), user("y")) == [
        {"role": "user", "content": "x"},
        {"role": "user", "content": "y"},
    ]


def test_gemini_gets_the_signature_of_a_call_back() -> None:
    carried = tool_id_with_signature("call_1", "c2ln")
    messages = sent(
        user("x"),
        assistant(call(carried), call("call_2", p="2")),
        user(result(carried), result("call_2")),
        profile=GEMINI3,
    )
    first, second = messages[1]["tool_calls"]
    assert first["id"] == "call_1"
    assert first["provider_specific_fields"] == {"thought_signature": "c2ln"}
    assert "provider_specific_fields" not in second


def test_gemini_gets_the_signature_of_a_text_back() -> None:
    signature = thinking_signature("gemini", {"signatures": ["c2ln"]})
    messages = sent(user("x"), assistant(thinking("hm", signature), text("Done.")), user("y"), profile=GEMINI3)
    assert messages[1] == {
        "role": "assistant",
        "content": "Done.",
        "provider_specific_fields": {"thought_signatures": ["c2ln"]},
    }


def test_a_gemini_signature_does_not_go_to_vertex_or_openai() -> None:
    signature = thinking_signature("gemini", {"signatures": ["c2ln"]})
    assert "provider_specific_fields" not in sent(user("x"), assistant(thinking("hm", signature), text("D")))[1]


def test_a_server_that_wants_its_reasoning_back_gets_it() -> None:
    profile = replace(OPENAI, provider="deepseek", reasoning_content=True)
    own = thinking("mine", thinking_signature("deepseek", {"reasoning": True}))
    messages = sent(
        user("x"), assistant(own, thinking("foreign", "EqQB"), call("a")), user(result("a")), profile=profile
    )
    assert messages[1]["reasoning_content"] == "mine"


def test_such_a_server_gets_the_field_with_every_call() -> None:
    profile = replace(OPENAI, provider="deepseek", reasoning_content=True)
    messages = sent(
        user("x"), assistant(text("Hm."), call("a")), user(result("a")), assistant("Done."), profile=profile
    )
    assert messages[1]["reasoning_content"] == " "
    assert "reasoning_content" not in messages[3]
