from __future__ import annotations

from dataclasses import replace
from typing import Any

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
    roles,
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


MISTRAL = replace(OPENAI, provider="mistral", user_after_results=False)


def test_an_assistants_word_stands_between_results_and_the_user_where_the_model_needs_one() -> None:
    messages = sent(
        user("x"),
        assistant(call("a")),
        user(result("a"), text("Go on.")),
        assistant(call("b")),
        user(result("b")),
        assistant("Done."),
        profile=MISTRAL,
    )
    assert roles(messages) == ["user", "assistant", "tool", "assistant", "user", "assistant", "tool", "assistant"]
    assert messages[3]["content"].strip()


def test_other_models_get_nothing_between_results_and_the_user() -> None:
    messages = sent(user("x"), assistant(call("a")), user(result("a"), text("Go on.")))
    assert roles(messages) == ["user", "assistant", "tool", "user"]


OPENROUTER = replace(OPENAI, provider="openrouter", model="google/gemini-3-pro-preview")
SECRET = {"type": "reasoning.encrypted", "data": "SIG", "id": "tool_0_Read", "format": "google-gemini-v1", "index": 0}


def carrying(tool_id: str, provider: str, **payload: Any) -> str:
    return tool_id_with_signature(tool_id, thinking_signature(provider, payload))


def test_reasoning_details_go_back_to_who_sent_them_naming_the_id_that_is_sent() -> None:
    whole = {"type": "reasoning.text", "text": "Hm", "signature": "s", "index": 0}
    carried = carrying("toolu_new", "openrouter", reasoning_details=[SECRET])
    thought = thinking("Hm", thinking_signature("openrouter", {"reasoning_details": [whole, SECRET]}))
    history = (user("x"), assistant(thought, call(carried)), user(result(carried)))
    message = sent(*history, profile=OPENROUTER)[1]
    assert message["tool_calls"][0]["id"] == "toolu_new"
    assert message["reasoning_details"] == [whole, {**SECRET, "id": "toolu_new"}]
    for profile in (OPENAI, GEMINI3):
        other = sent(*history, profile=profile)[1]
        assert "reasoning_details" not in other
        assert "SIG" not in str(other)
        assert other["tool_calls"][0].keys() == {"id", "type", "function"}


def test_extra_content_goes_back_on_its_call_to_who_sent_it() -> None:
    extra = {"google": {"thought_signature": "c2ln"}}
    carried = carrying("call_1", "team", extra_content=extra)
    history = (user("x"), assistant(call(carried)), user(result(carried)))
    (sent_call,) = sent(*history, profile=replace(OPENAI, provider="team"))[1]["tool_calls"]
    assert (sent_call["id"], sent_call["extra_content"]) == ("call_1", extra)
    assert "extra_content" not in sent(*history)[1]["tool_calls"][0]


def test_reasoning_whose_text_the_client_did_not_want_goes_back_from_its_carrier() -> None:
    profile = replace(OPENAI, provider="deepseek", reasoning_content=True)
    own = thinking("", thinking_signature("deepseek", {"field": "reasoning_content", "text": "mine"}))
    messages = sent(user("x"), assistant(own, call("a")), user(result("a")), profile=profile)
    assert messages[1]["reasoning_content"] == "mine"
