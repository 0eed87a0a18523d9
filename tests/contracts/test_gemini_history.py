"""Our chat messages through LiteLLM's Gemini transform: signatures return, calls and results stay in step."""

from __future__ import annotations

import base64
import copy
from typing import Any

import pytest
from protocol.asking import GEMINI, GEMINI3, PDF, PNG, assistant, call, result, sent, system, text, thinking, user

from desktop_proxy.protocol.continuity import thinking_signature, tool_id_with_signature

SKIP = base64.b64encode(b"skip_thought_signature_validator").decode()


def contents(*messages: dict[str, Any], profile: Any = GEMINI3) -> list[dict[str, Any]]:
    transform = pytest.importorskip("litellm.llms.vertex_ai.gemini.transformation")
    found: list[dict[str, Any]] = transform.gemini_convert_messages_with_history(
        messages=copy.deepcopy(sent(*messages, profile=profile)), model=profile.model
    )
    return found


def signatures(content: dict[str, Any]) -> list[str | None]:
    return [part.get("thoughtSignature") for part in content["parts"]]


def test_the_signature_of_a_call_returns_to_its_part() -> None:
    carried = tool_id_with_signature("call_1", "c2ln")
    found = contents(user("x"), assistant(call(carried), call("b", p="2")), user(result(carried), result("b")))
    assert signatures(found[1]) == ["c2ln", None]
    assert [part["function_response"]["id"] for part in found[2]["parts"]] == ["call_1", "b"]


def test_the_signature_of_a_text_returns_to_its_part() -> None:
    signed = thinking("hm", thinking_signature("gemini", {"signatures": ["c2ln"]}))
    assert signatures(contents(user("x"), assistant(signed, text("Done.")), user("y"))[1]) == ["c2ln"]


def test_a_foreign_history_gets_the_word_that_skips_the_check_on_the_first_call_of_each_step() -> None:
    found = contents(
        user("x"),
        assistant(thinking("plan", "EqQB"), text("I look."), call("a"), call("b", p="2")),
        user(result("b"), result("a")),
        assistant(call("c")),
        user(result("c")),
    )
    assert signatures(found[1]) == [None, SKIP, None]
    assert signatures(found[3]) == [SKIP]


def test_an_older_gemini_needs_no_such_word() -> None:
    assert signatures(contents(user("x"), assistant(call("a")), user(result("a")), profile=GEMINI)[1]) == [None]


def test_results_come_right_after_calls_and_no_part_is_empty() -> None:
    found = contents(
        user("x"),
        system("Mind this."),
        assistant(call("a")),
        system("And this."),
        user(result("a", [text("T"), PNG]), PDF, text(" ")),
        profile=GEMINI,
    )
    assert [content["role"] for content in found] == ["user", "model", "user", "user"]
    assert "function_response" in found[2]["parts"][0]
    assert all(part.get("text", "x").strip() for content in found for part in content["parts"])
    assert [part["inline_data"]["mime_type"] for part in found[3]["parts"] if "inline_data" in part] == [
        "image/png",
        "application/pdf",
    ]


def test_no_system_message_is_left_for_the_transform_to_move() -> None:
    messages = sent(user("x"), system("late"), user("y"), system="head", profile=GEMINI)
    assert [message["role"] for message in messages] == ["system", "user"]
