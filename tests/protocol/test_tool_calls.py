from __future__ import annotations

from typing import Any

import pytest

from desktop_proxy.protocol.continuity import read_thinking_signature, split_tool_id
from desktop_proxy.protocol.event_writer import EventWriter, StreamOptions
from desktop_proxy.protocol.tool_calls import ToolCalls, client_tool_id, read_fragment
from tests.protocol.grammar import check_answer, fold_answer


def calls_of(*tool_calls: dict[str, Any], **options: Any) -> list[dict[str, Any]]:
    writer = EventWriter()
    calls = ToolCalls(writer, StreamOptions(**options))
    for tool_call in tool_calls:
        calls.feed(read_fragment(tool_call))
    calls.finish()
    writer.finish("tool_use" if writer.used_tools else "end_turn", None, {"output_tokens": 1})
    message = fold_answer(check_answer(writer.take(), complete=True))
    return [block for block in message["content"] if block["type"] == "tool_use"]


def call(index: int | None = None, id: str | None = None, name: str | None = None, arguments: Any = None) -> dict:
    fields = {"index": index, "id": id, "function": {"name": name, "arguments": arguments}}
    return {key: value for key, value in fields.items() if value is not None}


def inputs(blocks: list[dict[str, Any]]) -> list[tuple[str, dict[str, Any]]]:
    return [(block["name"], block["input"]) for block in blocks]


@pytest.mark.parametrize(
    "fragments",
    [
        [call(0, "a", "F", '{"x":1}'), call(1, "b", "G", '{"y":2}')],
        [call(0, "a", "F", ""), call(1, "b", "G", ""), call(1, None, None, '{"y":2}'), call(0, None, None, '{"x":1}')],
        [call(0, "a", "F", '{"x":'), call(0, "b", "G", '{"y":2}'), call(0, "a", None, "1}")],
        [call(None, "a", "F", '{"x":1}'), call(None, "b", "G", '{"y":2}')],
        [call(None, "a", "F", '{"x"'), call(None, "b", "G", '{"y"'), call(None, "a", None, ":1}"),
         call(None, "b", None, ":2}")],
        [call(None, None, "F", '{"x":1}'), call(None, None, "G", '{"y":2}')],
        [call(0, None, "F", '{"x":1}'), call(0, None, "G", '{"y":2}')],
        [call(0, "a", "F", '{"x"'), call(0, "a", "F", ":1}"), call(1, "b", "G", '{"y"'), call(1, "b", "G", ":2}")],
        [call(0, None, "F", '{"x"'), call(0, None, "F", ":1}"), call(1, "", "G", '{"y"'), call(1, "", "", ":2}")],
        [call(0, "a", None, '{"x"'), call(1, "b", None, '{"y":2}'), call(1, None, "G"), call(0, None, "F", ":1}")],
        [call(0, "a", "F", {"x": 1}), call(1, "b", "G", {"y": 2})],
        [call(0, "a", "F", '{"x":1}'), call(0, "a", "F", '{"x":1}'), call(1, "b", "G", '{"y":2}')],
        [call(0, "a", "F", '{"x":1}'), call(1, "b", "G", '{"y":2}'), call(0, "a", "F", '{"x":1}')],
    ],
)  # fmt: skip
def test_fragments_find_their_call(fragments: list[dict[str, Any]]) -> None:
    assert inputs(calls_of(*fragments)) == [("F", {"x": 1}), ("G", {"y": 2})]


def test_two_calls_of_one_tool_without_ids_stay_two() -> None:
    blocks = calls_of(call(0, None, "F", '{"x":1}'), call(0, None, "F", '{"x":2}'))
    assert inputs(blocks) == [("F", {"x": 1}), ("F", {"x": 2})]


def test_the_first_call_is_streamed_as_it_comes() -> None:
    writer = EventWriter()
    calls = ToolCalls(writer, StreamOptions())
    calls.feed(read_fragment(call(0, "a", "F", "")))
    assert [event["type"] for event in writer.take()] == ["content_block_start"]
    calls.feed(read_fragment(call(0, None, None, '{"x"')))
    assert writer.take()[0]["delta"]["partial_json"] == '{"x"'


def test_a_call_waits_for_the_one_before_it_and_goes_on_live_when_that_is_whole() -> None:
    writer = EventWriter()
    calls = ToolCalls(writer, StreamOptions())
    calls.feed(read_fragment(call(0, "a", "F", '{"x":')))
    writer.take()
    calls.feed(read_fragment(call(1, "b", "G", '{"y"')))
    assert writer.take() == []
    calls.feed(read_fragment(call(0, None, None, "1}")))
    assert [event["type"] for event in writer.take()] == [
        "content_block_delta",
        "content_block_stop",
        "content_block_start",
        "content_block_delta",
    ]


def test_a_call_without_a_name_is_left_out() -> None:
    assert inputs(calls_of(call(0, "a", None, "{}"), call(1, "b", "G", "{}"))) == [("G", {})]


def test_names_are_mapped_back() -> None:
    assert calls_of(call(0, "a", "short"), tool_names={"short": "the_long_one"})[0]["name"] == "the_long_one"


def test_a_good_id_is_kept() -> None:
    assert calls_of(call(0, "call_A-1", "F"))[0]["id"] == "call_A-1"


@pytest.mark.parametrize("bad", ["functions.Read:0", "", "a b", "é", "x="])
def test_another_id_is_replaced(bad: str) -> None:
    (block,) = calls_of(call(0, bad, "F"))
    assert block["id"].startswith("toolu_")
    assert len(block["id"]) == len("toolu_") + 24


def test_an_id_the_conversation_holds_is_replaced() -> None:
    assert calls_of(call(0, "call_0", "F"), taken_ids=frozenset({"call_0"}))[0]["id"] != "call_0"


def test_equal_ids_in_one_message_become_two() -> None:
    first, second = calls_of(call(0, "same", "F", '{"x":1}'), call(1, "same", "G", "{}"))
    assert first["id"] == "same" != second["id"]


@pytest.mark.parametrize(
    "tool_call",
    [
        {"id": "call_1__thought__c2ln+/==", "function": {"name": "F"}},
        {"id": "call_1", "function": {"name": "F"}, "provider_specific_fields": {"thought_signature": "c2ln+/=="}},
        {"id": "call_1", "function": {"name": "F", "provider_specific_fields": {"thought_signature": "c2ln+/=="}}},
    ],
)
def test_a_thought_signature_travels_in_the_id(tool_call: dict[str, Any]) -> None:
    (block,) = calls_of(tool_call)
    assert split_tool_id(block["id"]) == ("call_1", "c2ln+/==")


def test_what_a_compatible_server_wants_back_with_a_call_travels_in_the_id_for_it_alone() -> None:
    extra = {"google": {"thought_signature": "c2ln+/=="}}
    (block,) = calls_of({"id": "call_1", "function": {"name": "F"}, "extra_content": extra}, provider="team")
    tool_id, signature = split_tool_id(block["id"])
    assert tool_id == "call_1"
    assert read_thinking_signature(signature, "team") == {"extra_content": extra}
    assert read_thinking_signature(signature, "other") is None


def test_a_signed_id_the_conversation_holds_is_replaced_and_keeps_its_signature() -> None:
    taken = client_tool_id("call_1", "sig", ())
    fresh = client_tool_id("call_1", "sig", {taken})
    assert fresh != taken
    assert split_tool_id(fresh)[1] == "sig"


@pytest.mark.parametrize(
    "odd", [{}, {"function": None}, {"index": "0", "id": 7, "function": {"name": 1}}, {"id": None}]
)
def test_odd_fragments_are_read_as_empty(odd: dict[str, Any]) -> None:
    fragment = read_fragment(odd)
    assert (fragment.id, fragment.name, fragment.arguments, fragment.index) == ("", "", "", None)


def test_ending_a_call_gives_it_the_arguments_no_fragment_brought() -> None:
    writer = EventWriter()
    calls = ToolCalls(writer, StreamOptions())
    calls.feed(read_fragment(call(3, "a", "F", "")))
    calls.end(3, '{"x":1}')
    calls.end(9, "{}")
    assert calls.settled()
    writer.finish("tool_use", None, {"output_tokens": 1})
    assert fold_answer(writer.take())["content"][0]["input"] == {"x": 1}
