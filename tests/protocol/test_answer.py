from __future__ import annotations

import pytest

from desktop_proxy.protocol.answer import Answer
from desktop_proxy.protocol.continuity import read_thinking_signature
from desktop_proxy.protocol.errors import ApiError
from desktop_proxy.protocol.event_writer import StreamOptions
from desktop_proxy.protocol.tool_calls import ToolFragment
from tests.protocol.grammar import check_answer, fold_answer

SHOWN = StreamOptions(show_thinking=True, provider="p")


def message(answer: Answer, stop_reason: str = "end_turn") -> dict:
    answer.finish(stop_reason)
    return fold_answer(check_answer(answer.writer.take(), complete=True))


def test_text_waits_for_an_unfinished_call() -> None:
    answer = Answer(StreamOptions())
    answer.tool(ToolFragment(0, "a", "F", '{"x":'))
    answer.text("after")
    answer.tool(ToolFragment(0, arguments="1}"))
    assert [block["type"] for block in message(answer)["content"]] == ["tool_use", "text"]


def test_text_after_a_whole_call_is_not_held_back() -> None:
    answer = Answer(StreamOptions())
    answer.tool(ToolFragment(0, "a", "F", "{}"))
    answer.writer.take()
    answer.text("after")
    assert answer.writer.take()[-1]["delta"] == {"type": "text_delta", "text": "after"}


@pytest.mark.parametrize(
    ("stop_reason", "with_tool", "expected"),
    [
        ("end_turn", True, "tool_use"),
        ("tool_use", True, "tool_use"),
        ("tool_use", False, "end_turn"),
        ("max_tokens", True, "max_tokens"),
        ("refusal", False, "refusal"),
    ],
)
def test_the_stop_reason_fits_what_the_answer_holds(stop_reason: str, with_tool: bool, expected: str) -> None:
    answer = Answer(StreamOptions())
    answer.text("a")
    if with_tool:
        answer.tool(ToolFragment(0, "a", "F", "{}"))
    assert message(answer, stop_reason)["stop_reason"] == expected


def test_a_refusal_is_text_and_a_stop_reason() -> None:
    answer = Answer(StreamOptions())
    answer.refusal("No.")
    result = message(answer)
    assert (result["content"], result["stop_reason"]) == ([{"type": "text", "text": "No."}], "refusal")


def test_thinking_nobody_asked_for_is_left_out_and_counted() -> None:
    answer = Answer(StreamOptions(provider="p"))
    answer.thinking("x" * 400, lambda: {"items": []})
    answer.end_thinking({"items": [1]})
    answer.text("abcd")
    result = message(answer)
    assert [block["type"] for block in result["content"]] == ["text"]
    assert result["usage"]["output_tokens"] == 101


def test_thinking_carries_its_payload() -> None:
    answer = Answer(SHOWN)
    answer.thinking("hm", lambda: {"field": "x"})
    answer.text("a")
    signature = message(answer)["content"][0]["signature"]
    assert read_thinking_signature(signature, "p") == {"field": "x"}


def test_two_thoughts_are_two_blocks() -> None:
    answer = Answer(SHOWN)
    answer.thinking("a")
    answer.end_thinking({"items": [1]})
    answer.thinking("b")
    answer.end_thinking(None)
    answer.text("c")
    first, second, _ = message(answer)["content"]
    assert read_thinking_signature(first["signature"], "p") == {"items": [1]}
    assert (second["thinking"], second["signature"]) == ("b", "")


def test_encrypted_thinking_without_text_is_redacted_thinking() -> None:
    answer = Answer(SHOWN)
    answer.end_thinking({"items": [1]})
    answer.text("c")
    assert read_thinking_signature(message(answer)["content"][0]["data"], "p") == {"items": [1]}


OMITTED = StreamOptions(show_thinking=True, omit_thinking=True, provider="p")


def test_thinking_without_its_text_is_an_empty_block_that_carries_the_payload() -> None:
    answer = Answer(OMITTED)
    answer.thinking("hm")
    answer.end_thinking({"items": [1]})
    answer.text("c")
    block, text = message(answer)["content"]
    assert (block["type"], block["thinking"], text["text"]) == ("thinking", "", "c")
    assert read_thinking_signature(block["signature"], "p") == {"items": [1]}


def test_thinking_without_its_text_and_payload_gets_no_block() -> None:
    answer = Answer(OMITTED)
    answer.thinking("hm")
    answer.end_thinking(None)
    answer.text("c")
    assert [block["type"] for block in message(answer)["content"]] == ["text"]


def test_a_payload_behind_the_text_opens_no_block() -> None:
    answer = Answer(SHOWN)
    answer.text("c")
    answer.thinking("", lambda: {"reasoning_details": []})
    assert [block["type"] for block in message(answer)["content"]] == ["text"]


def test_a_stop_sequence_ends_the_answer_at_once() -> None:
    answer = Answer(StreamOptions(stop_sequences=("END",)))
    answer.text("one EN")
    answer.text("D two")
    answer.tool(ToolFragment(0, "a", "F", "{}"))
    answer.thinking("late")
    answer.fail(ApiError(500, "late"))
    assert answer.ended
    assert answer.stopped_early
    assert answer.error is None
    result = fold_answer(check_answer(answer.writer.take(), complete=True))
    assert (result["stop_reason"], result["stop_sequence"]) == ("stop_sequence", "END")
    assert result["content"] == [{"type": "text", "text": "one "}]


def test_text_held_for_a_stop_sequence_comes_before_a_tool_call() -> None:
    answer = Answer(StreamOptions(stop_sequences=("END",)))
    answer.text("one EN")
    answer.tool(ToolFragment(0, "a", "F", "{}"))
    text, tool = message(answer)["content"]
    assert (text["text"], tool["type"]) == ("one EN", "tool_use")


def test_the_provider_s_count_wins_over_the_estimate() -> None:
    answer = Answer(StreamOptions())
    answer.text("a" * 400)
    answer.usage["output_tokens"] = 3
    assert message(answer)["usage"]["output_tokens"] == 3


def test_the_first_failure_is_kept_for_the_http_status() -> None:
    answer = Answer(StreamOptions())
    answer.fail(ApiError(429, "A."))
    answer.fail(ApiError(500, "B."))
    assert answer.error is not None
    assert answer.error.status == 429
