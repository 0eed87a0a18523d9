from __future__ import annotations

import pytest
from anthropic.types import Message

from desktop_proxy.protocol.errors import ApiError
from desktop_proxy.protocol.event_writer import EMPTY_ANSWER_TEXT, EMPTY_ANSWER_TEXTS, EventWriter, message_start
from tests.protocol.grammar import check_answer, check_stream, fold_answer

USAGE = {"output_tokens": 1}


def finished(writer: EventWriter, stop_reason: str = "end_turn") -> list[dict]:
    writer.finish(stop_reason, None, USAGE)
    return check_answer(writer.take(), complete=True)


def test_message_start_is_a_message_without_content() -> None:
    event = message_start("msg_1", "claude-sonnet-5", 42)
    assert Message.model_validate(event["message"]).usage.input_tokens == 42
    assert event["message"]["content"] == []


def test_another_kind_of_block_closes_the_open_one() -> None:
    writer = EventWriter()
    writer.thinking("hm")
    writer.text("a")
    writer.tool_use("call_1", "Read")
    writer.tool_json("{}")
    writer.text("b")
    events = finished(writer)
    assert [event["index"] for event in events if event["type"] == "content_block_stop"] == [0, 1, 2, 3]


def test_text_goes_on_in_the_same_block() -> None:
    writer = EventWriter()
    for text in ("a", "", "b"):
        writer.text(text)
    assert fold_answer(finished(writer))["content"] == [{"type": "text", "text": "ab"}]


def test_white_space_alone_opens_no_block() -> None:
    writer = EventWriter()
    writer.text("\n")
    writer.text("\n")
    writer.tool_use("call_1", "Read")
    writer.tool_json("{}")
    assert [block["type"] for block in fold_answer(finished(writer))["content"]] == ["tool_use"]


def test_white_space_before_text_is_kept() -> None:
    writer = EventWriter()
    writer.text("\n  ")
    writer.text("code")
    assert fold_answer(finished(writer))["content"][0]["text"] == "\n  code"


def test_thinking_is_signed_once_before_it_closes() -> None:
    writer = EventWriter()
    writer.thinking("a")
    writer.signature("early")
    writer.thinking("b")
    writer.signature("late")
    writer.text("c")
    thinking = fold_answer(finished(writer))["content"][0]
    assert thinking == {"type": "thinking", "thinking": "ab", "signature": "late"}


def test_unsigned_thinking_has_an_empty_signature() -> None:
    writer = EventWriter()
    writer.thinking("a")
    writer.text("c")
    assert fold_answer(finished(writer))["content"][0]["signature"] == ""


def test_a_signature_does_not_reach_the_next_thinking_block() -> None:
    writer = EventWriter()
    writer.thinking("a")
    writer.signature("first")
    writer.end_block()
    writer.signature("nobody's")
    writer.thinking("b")
    writer.text("c")
    assert [block.get("signature") for block in fold_answer(finished(writer))["content"]] == ["first", "", None]


def test_redacted_thinking_is_a_block_of_its_own() -> None:
    writer = EventWriter()
    writer.whole_block({"type": "redacted_thinking", "data": "secret"})
    writer.text("c")
    assert fold_answer(finished(writer))["content"][0] == {"type": "redacted_thinking", "data": "secret"}


@pytest.mark.parametrize(
    ("stop_reason", "text"),
    [("end_turn", EMPTY_ANSWER_TEXT), ("stop_sequence", EMPTY_ANSWER_TEXT), *EMPTY_ANSWER_TEXTS.items()],
)
def test_an_empty_answer_says_so(stop_reason: str, text: str) -> None:
    writer = EventWriter()
    writer.text("  ")
    writer.finish(stop_reason, "END" if stop_reason == "stop_sequence" else None, USAGE)
    assert fold_answer(check_answer(writer.take(), complete=True))["content"] == [{"type": "text", "text": text}]


def test_thinking_alone_is_an_empty_answer() -> None:
    writer = EventWriter()
    writer.thinking("hm")
    assert [block["type"] for block in fold_answer(finished(writer))["content"]] == ["thinking", "text"]


def test_a_failure_leaves_the_block_open_and_does_not_stop_the_message() -> None:
    writer = EventWriter()
    writer.text("a")
    writer.fail(ApiError(529, "Too much."))
    events = check_answer(writer.take(), complete=False)
    assert [event["type"] for event in events] == ["content_block_start", "content_block_delta", "error"]
    assert events[-1]["error"] == {"type": "overloaded_error", "message": "Too much."}


def test_only_the_first_end_counts() -> None:
    writer = EventWriter()
    writer.fail(ApiError(500, "A."))
    writer.fail(ApiError(500, "B."))
    writer.finish("end_turn", None, USAGE)
    assert len(writer.take()) == 1


def test_the_grammar_checker_refuses_what_clients_refuse() -> None:
    start = message_start("msg_1", "m", 1)
    block = {"type": "content_block_start", "index": 0, "content_block": {"type": "text", "text": ""}}
    stop = {"type": "content_block_stop", "index": 0}
    delta = {"type": "message_delta", "delta": {"stop_reason": "end_turn", "stop_sequence": None}, "usage": USAGE}
    end = {"type": "message_stop"}
    for events in (
        [start, delta, end],
        [start, block, stop, delta, end],
        [start, block, delta, end],
        [start, {**block, "index": 1}, {**stop, "index": 1}, delta, end],
        [start, stop, delta, end],
        [start, end],
    ):
        with pytest.raises(AssertionError):
            check_stream(events)


def test_a_signature_may_be_made_when_the_block_ends() -> None:
    writer = EventWriter()
    parts = []
    writer.begin_thinking()
    writer.signature(lambda: "".join(parts))
    parts += ["a", "b"]
    writer.end_block()
    assert writer.take()[-2]["delta"] == {"type": "signature_delta", "signature": "ab"}
