from __future__ import annotations

from desktop_proxy.protocol.continuity import thinking_signature

from .asking import (
    PNG,
    assistant,
    call,
    noted,
    responses,
    result,
    system,
    text,
    thinking,
    user,
)


def reasoning(item_id="rs_1", encrypted="gAAA", summary=("Plan.",)):
    return {"id": item_id, "encrypted_content": encrypted, "summary": list(summary)}


def own(*items, words="Plan."):
    return thinking(words, thinking_signature("openai", {"items": list(items)}))


def items(*messages, **fields):
    return responses(*messages, **fields).body["input"]


def kinds(found):
    return [item["type"] for item in found]


def test_calls_and_results_are_items() -> None:
    found = items(user("x"), assistant(text("I read."), call("a", p="1")), system("Mind."), user(result("a", "42")))
    assert found[1:] == [
        {"type": "message", "role": "assistant", "content": "I read."},
        {"type": "function_call", "call_id": "a", "name": "Read", "arguments": '{"p":"1"}'},
        {"type": "function_call_output", "call_id": "a", "output": "42"},
        {"type": "message", "role": "system", "content": "Mind."},
    ]


def test_an_image_in_a_result_follows_in_a_user_message() -> None:
    found = items(user("x"), assistant(call("a")), user(result("a", [PNG])))
    assert found[-1]["role"] == "user"
    assert found[-1]["content"][1] == {
        "type": "input_image",
        "image_url": "data:image/png;base64,iVBORw0K",
        "detail": "auto",
    }


def test_call_ids_may_have_sixty_four_characters() -> None:
    long = "c" * 64
    assert items(user("x"), assistant(call(long)), user(result(long)))[1]["call_id"] == long


def test_own_reasoning_goes_back_in_front_of_what_it_led_to() -> None:
    found = items(user("x"), assistant(own(reasoning()), text("Now."), call("a")), user(result("a")))
    assert kinds(found) == ["message", "reasoning", "message", "function_call", "function_call_output"]
    assert found[1] == {
        "type": "reasoning",
        "id": "rs_1",
        "encrypted_content": "gAAA",
        "summary": [{"type": "summary_text", "text": "Plan."}],
    }


def test_interleaved_reasoning_keeps_its_places() -> None:
    found = items(
        user("x"), assistant(own(reasoning("rs_1")), text("A"), own(reasoning("rs_2")), call("a")), user(result("a"))
    )
    assert kinds(found)[1:5] == ["reasoning", "message", "reasoning", "function_call"]


def test_redacted_reasoning_goes_back_too() -> None:
    block = {"type": "redacted_thinking", "data": thinking_signature("openai", {"items": [reasoning(summary=())]})}
    found = items(user("x"), assistant(block, text("A")), user("y"))
    assert found[1]["summary"] == []
    assert found[1]["encrypted_content"] == "gAAA"


def test_a_reasoning_item_is_sent_once() -> None:
    found = items(user("x"), assistant(own(reasoning()), own(reasoning()), text("A")), user("y"))
    assert kinds(found) == ["message", "reasoning", "message", "message"]


def test_reasoning_that_led_to_nothing_is_dropped() -> None:
    translation = responses(user("x"), assistant(own(reasoning())), user("y"))
    assert kinds(translation.body["input"]) == ["message", "message"]
    assert noted(translation, "messages.content.thinking") == "dropped"


def test_reasoning_without_its_encrypted_part_is_dropped() -> None:
    assert kinds(items(user("x"), assistant(own(reasoning(encrypted=None)), text("A")))) == ["message", "message"]


def test_foreign_thinking_is_dropped_and_never_sent_as_text() -> None:
    translation = responses(user("x"), assistant(thinking("secret plan", "EqQB"), text("A")), user("y"))
    assert "secret plan" not in str(translation.body)
    assert noted(translation, "messages.content.thinking") == "dropped"


def test_a_damaged_carrier_does_no_harm() -> None:
    for payload in ({"items": "x"}, {"items": [1]}, {}, {"items": [{"encrypted_content": 5, "summary": [None, {}]}]}):
        block = thinking("p", thinking_signature("openai", payload))
        assert kinds(items(user("x"), assistant(block, text("A")))) == ["message", "message"]
