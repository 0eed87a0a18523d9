from __future__ import annotations

import pytest
from anthropic.types import Message

from desktop_proxy.protocol.accumulate import MessageAccumulator
from desktop_proxy.protocol.errors import ERROR_TYPES, ApiError
from desktop_proxy.protocol.event_writer import EventWriter, message_start
from tests.protocol.grammar import fold_answer


def written(writer: EventWriter) -> dict:
    writer.finish("tool_use" if writer.used_tools else "end_turn", None, {"input_tokens": 9, "output_tokens": 3})
    return fold_answer(writer.take())


def test_the_message_is_complete() -> None:
    writer = EventWriter()
    writer.thinking("hm")
    writer.signature("sig")
    writer.text("a")
    writer.text("b")
    writer.whole_block({"type": "redacted_thinking", "data": "data"})
    writer.tool_use("call_1", "Read")
    writer.tool_json('{"a"')
    writer.tool_json(": 1}")
    message = written(writer)
    Message.model_validate(message)
    assert message["content"] == [
        {"type": "thinking", "thinking": "hm", "signature": "sig"},
        {"type": "text", "text": "ab"},
        {"type": "redacted_thinking", "data": "data"},
        {"type": "tool_use", "id": "call_1", "name": "Read", "input": {"a": 1}},
    ]
    assert (message["stop_reason"], message["stop_sequence"]) == ("tool_use", None)
    assert message["usage"]["input_tokens"] == 9


def test_the_estimate_of_message_start_stays_where_nothing_better_came() -> None:
    accumulator = MessageAccumulator()
    writer = EventWriter()
    writer.text("a")
    writer.finish("end_turn", None, {"input_tokens": None, "output_tokens": 3})
    accumulator.feed([message_start("msg_1", "m", 42), {"type": "ping"}, *writer.take()])
    assert accumulator.message()["usage"]["input_tokens"] == 42


@pytest.mark.parametrize(
    ("arguments", "tool_input"),
    [("", {}), ("{}", {}), ('{"a": "half', {"INVALID_JSON": '{"a": "half'}), ("[1]", {"INVALID_JSON": "[1]"})],
)
def test_broken_tool_input_is_wrapped_and_not_invented(arguments: str, tool_input: dict) -> None:
    writer = EventWriter()
    writer.tool_use("call_1", "Read")
    writer.tool_json(arguments)
    assert written(writer)["content"][0]["input"] == tool_input


def test_batches_may_be_cut_anywhere_and_are_not_changed() -> None:
    writer = EventWriter()
    writer.text("a")
    writer.text("b")
    writer.finish("end_turn", None, {"output_tokens": 3})
    events = [message_start("msg_1", "m", 1), *writer.take()]
    before = repr(events)
    accumulator = MessageAccumulator()
    for event in events:
        accumulator.feed([event])
    assert accumulator.message()["content"][0]["text"] == "ab"
    assert repr(events) == before


@pytest.mark.parametrize("kind", sorted(set(ERROR_TYPES.values())))
def test_an_error_event_is_raised_with_its_type(kind: str) -> None:
    with pytest.raises(ApiError) as raised:
        MessageAccumulator().feed([{"type": "error", "error": {"type": kind, "message": "Boom."}}])
    assert (raised.value.type, raised.value.message) == (kind, "Boom.")
    assert raised.value.status in ERROR_TYPES
    assert ERROR_TYPES[raised.value.status] == kind


@pytest.mark.parametrize("events", [[], [message_start("msg_1", "m", 1)], [{"type": "message_stop"}]])
def test_an_unfinished_stream_is_no_message(events: list[dict]) -> None:
    accumulator = MessageAccumulator()
    accumulator.feed(events)
    with pytest.raises(ApiError) as raised:
        accumulator.message()
    assert raised.value.status == 502
