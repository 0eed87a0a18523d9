"""What the transcripts do not show: odd chunks, errors, and that nothing a server sends raises."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_proxy.protocol.chat_stream import ChatStream
from desktop_proxy.protocol.continuity import read_thinking_signature, split_tool_id
from desktop_proxy.protocol.errors import ApiError
from desktop_proxy.protocol.event_writer import StreamOptions
from tests.protocol.grammar import check_answer, fold_answer


def chunk(delta: dict[str, Any] | None = None, finish: str | None = None, **fields: Any) -> dict[str, Any]:
    return {"choices": [{"index": 0, "delta": delta or {}, "finish_reason": finish}], **fields}


def answer(*chunks: dict[str, Any], **options: Any) -> dict[str, Any]:
    stream = ChatStream(StreamOptions(**options))
    events = [event for each in chunks for event in stream.feed(each)]
    return fold_answer(check_answer([*events, *stream.close()], complete=True))


def test_text_is_passed_on_at_once() -> None:
    stream = ChatStream(StreamOptions())
    assert [event["type"] for event in stream.feed(chunk({"content": "a"}))] == [
        "content_block_start",
        "content_block_delta",
    ]
    assert stream.feed(chunk({"content": "b", "role": "assistant"}))[0]["delta"] == {"type": "text_delta", "text": "b"}


def test_a_whole_message_instead_of_a_stream_is_read() -> None:
    message = {"role": "assistant", "content": "Hi", "tool_calls": [{"id": "a", "function": {"name": "F"}}]}
    whole = {
        "choices": [{"index": 0, "message": message, "finish_reason": "tool_calls"}],
        "usage": {"prompt_tokens": 1, "completion_tokens": 2},
    }
    result = answer(whole)
    assert [block["type"] for block in result["content"]] == ["text", "tool_use"]
    assert result["usage"]["output_tokens"] == 2


def test_everything_in_one_chunk() -> None:
    result = answer(chunk({"content": "Hi"}, "stop", usage={"prompt_tokens": 1, "completion_tokens": 2}))
    assert (result["content"][0]["text"], result["stop_reason"]) == ("Hi", "end_turn")


def test_usage_after_the_finish_is_counted() -> None:
    late = {"choices": [], "usage": {"prompt_tokens": 5, "completion_tokens": 6}}
    assert answer(chunk({"content": "Hi"}), chunk({}, "stop"), late)["usage"]["output_tokens"] == 6


def test_usage_without_choices_field_is_not_an_error() -> None:
    assert answer(chunk({"content": "Hi"}, "stop"), {"usage": {"completion_tokens": 6}})["usage"]["output_tokens"] == 6


def test_missing_usage_is_estimated() -> None:
    usage = answer(chunk({"content": "x" * 40}, "stop"))["usage"]
    assert usage["output_tokens"] == 10


def test_an_end_without_a_finish_reason_is_an_error() -> None:
    stream = ChatStream(StreamOptions(label="OpenAI"))
    events = [*stream.feed(chunk({"content": "a"})), *stream.close()]
    check_answer(events, complete=False)
    assert stream.error is not None
    assert stream.error.status == 502
    assert stream.error.message == "OpenAI: the answer ended before it was finished. Try again."


def test_an_empty_upstream_is_an_error() -> None:
    stream = ChatStream(StreamOptions())
    assert [event["type"] for event in stream.close()] == ["error"]


def test_failing_from_outside_ends_the_stream() -> None:
    stream = ChatStream(StreamOptions())
    stream.feed(chunk({"content": "a"}))
    assert stream.fail(ApiError(504, "Too slow."))[-1]["error"]["type"] == "timeout_error"
    assert stream.finished
    assert stream.feed(chunk({"content": "a"})) == stream.close() == []


def test_a_cut_stop_sequence_finishes_with_what_is_known() -> None:
    stream = ChatStream(StreamOptions(stop_sequences=("END",)))
    events = stream.feed(chunk({"content": "a END b"}, usage={"prompt_tokens": 9, "completion_tokens": 0}))
    assert stream.finished
    assert stream.stopped_early
    usage = fold_answer(check_answer(events, complete=True))["usage"]
    assert (usage["input_tokens"], usage["output_tokens"]) == (9, 1)


@pytest.mark.parametrize(
    "error",
    [
        {"error": {"message": "Boom", "code": 500}},
        {"error": "Boom"},
        {"object": "error", "message": "Boom"},
        {"detail": "Boom"},
        {"type": "error", "error": {"type": "api_error", "message": "Boom"}},
        {"error": {"message": "Boom"}, "choices": [{"index": 0, "delta": {"content": "x"}, "finish_reason": "error"}]},
    ],
)
def test_an_error_object_inside_the_stream_ends_it(error: dict[str, Any]) -> None:
    stream = ChatStream(StreamOptions(label="X"))
    events = [*stream.feed(chunk({"content": "a"})), *stream.feed(error)]
    check_answer(events, complete=False)
    assert events[-1]["error"]["message"] == "X: Boom."


def test_a_finish_reason_that_is_a_failure_is_an_error() -> None:
    stream = ChatStream(StreamOptions(label="Google AI Studio"))
    stream.feed(chunk({}, "MALFORMED_FUNCTION_CALL"))
    assert stream.close()[0]["type"] == "error"


def test_gemini_signature_with_the_text_is_kept_in_the_thinking_before_it() -> None:
    result = answer(
        chunk({"reasoning_content": "hm"}),
        chunk({"content": "a", "provider_specific_fields": {"thought_signatures": ["c2ln"]}}),
        chunk({}, "STOP"),
        show_thinking=True,
        provider="gemini",
    )
    assert result["content"][0]["signature"].startswith("dp1.gemini.")


def test_the_same_reasoning_in_two_fields_counts_once() -> None:
    result = answer(
        chunk({"reasoning": "hm", "reasoning_details": [{"type": "reasoning.text", "text": "hm"}]}),
        chunk({"content": "a"}, "stop"),
        show_thinking=True,
    )
    assert result["content"][0]["thinking"] == "hm"


@pytest.mark.parametrize(
    "delta",
    [
        {"reasoning_details": [{"type": "reasoning.summary", "summary": "hm"}]},
        {"thinking_blocks": [{"type": "thinking", "thinking": "hm", "signature": "c2ln"}]},
    ],
)
def test_reasoning_in_other_fields_is_read(delta: dict[str, Any]) -> None:
    result = answer(chunk(delta), chunk({"content": "a"}, "stop"), show_thinking=True, provider="p")
    assert result["content"][0]["thinking"] == "hm"


def detail(kind: str, **fields: Any) -> dict[str, Any]:
    return {"type": f"reasoning.{kind}", "index": 0, "format": "f", **fields}


def called(tool_id: str) -> dict[str, Any]:
    return {"index": 0, "id": tool_id, "type": "function", "function": {"name": "Read", "arguments": "{}"}}


SECRET = detail("encrypted", data="SIG", id="tool_0_Read")


@pytest.mark.parametrize("show", [True, False])
@pytest.mark.parametrize(
    "deltas",
    [
        [{"tool_calls": [called("tool_0_Read")], "reasoning_details": [SECRET]}],
        [{"reasoning_details": [SECRET]}, {"tool_calls": [called("tool_0_Read")]}],
    ],
    ids=["with the call", "before the call"],
)
def test_encrypted_reasoning_of_a_call_travels_in_its_id(deltas: list[dict[str, Any]], show: bool) -> None:
    result = answer(*map(chunk, deltas), chunk({}, "tool_calls"), show_thinking=show, provider="openrouter")
    tool_id, signature = split_tool_id(result["content"][-1]["id"])
    assert tool_id == "tool_0_Read"
    assert read_thinking_signature(signature, "openrouter") == {"reasoning_details": [SECRET]}


def test_other_reasoning_details_travel_in_the_thinking_as_they_were_before_they_were_streamed() -> None:
    other = detail("encrypted", data="ENC", id="rs_1", index=1)
    result = answer(
        chunk({"reasoning": "h", "reasoning_details": [detail("text", text="h")]}),
        chunk({"reasoning": "m", "reasoning_details": [detail("text", text="m", signature=None)]}),
        chunk({"reasoning_details": [detail("text", text="", signature="s"), other]}),
        chunk({"content": "a"}, "stop"),
        show_thinking=True,
        provider="openrouter",
    )
    payload = read_thinking_signature(result["content"][0]["signature"], "openrouter")
    assert payload == {"reasoning_details": [detail("text", text="hm", signature="s"), other]}


CITED = {"type": "url_citation", "url_citation": {"url": "https://a.example", "title": "A", "start_index": 0}}


def test_the_links_of_a_search_are_told_when_the_answer_ends() -> None:
    chunks = (
        chunk({"content": "Birds.", "web_search_queries": ["herons"]}),
        chunk({"content": "", "annotations": [CITED, {**CITED, "type": "odd"}, None]}, "stop"),
    )
    result = answer(*chunks, web_search=True)
    text, use, found = result["content"]
    assert (text["text"], use["input"]) == ("Birds.", {"query": "herons"})
    assert found["content"] == [
        {
            "type": "web_search_result",
            "url": "https://a.example",
            "title": "A",
            "encrypted_content": "",
            "page_age": None,
        }
    ]
    assert result["stop_reason"] == "end_turn"
    assert result["usage"]["server_tool_use"]["web_search_requests"] == 1
    assert len(answer(*chunks)["content"]) == 1


def test_encrypted_reasoning_alone_is_an_empty_thinking_block() -> None:
    result = answer(
        chunk({"reasoning_details": [detail("encrypted", data="ENC", id="rs_1")]}),
        chunk({"content": "a"}, "stop"),
        show_thinking=True,
        provider="openrouter",
    )
    assert [block["type"] for block in result["content"]] == ["thinking", "text"]
    assert result["content"][0]["thinking"] == ""


def test_reasoning_without_its_text_keeps_the_text_for_the_provider() -> None:
    result = answer(
        chunk({"reasoning_content": "h"}),
        chunk({"reasoning_content": "m"}),
        chunk({"content": "a"}, "stop"),
        show_thinking=True,
        omit_thinking=True,
        provider="deepseek",
    )
    block = result["content"][0]
    assert block["thinking"] == ""
    assert read_thinking_signature(block["signature"], "deepseek") == {"field": "reasoning_content", "text": "hm"}


def test_gemini_s_signature_with_the_text_is_kept_where_thinking_has_no_text() -> None:
    result = answer(
        chunk({"content": "a", "provider_specific_fields": {"thought_signatures": ["c2ln"]}}, "STOP"),
        show_thinking=True,
        omit_thinking=True,
        provider="gemini",
    )
    assert read_thinking_signature(result["content"][0]["signature"], "gemini") == {"signatures": ["c2ln"]}


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)
FUNCTION = JSON | st.fixed_dictionaries({}, optional={"name": JSON, "arguments": JSON})
CALL = JSON | st.fixed_dictionaries(
    {}, optional={"index": JSON, "id": JSON, "function": FUNCTION, "extra_content": JSON}
)
DELTA = JSON | st.fixed_dictionaries(
    {},
    optional={
        "content": JSON | st.lists(st.fixed_dictionaries({"type": st.just("thinking"), "thinking": JSON})),
        "refusal": JSON,
        "reasoning_content": JSON,
        "thinking_blocks": JSON,
        "tool_calls": JSON | st.lists(CALL, max_size=3),
        "function_call": FUNCTION,
        "provider_specific_fields": JSON | st.fixed_dictionaries({"thought_signatures": JSON}),
    },
)
CHOICE = JSON | st.fixed_dictionaries(
    {}, optional={"index": JSON, "delta": DELTA, "finish_reason": JSON, "usage": JSON}
)
CHUNK = JSON | st.fixed_dictionaries({}, optional={"choices": JSON | st.lists(CHOICE, max_size=2), "usage": JSON})


@given(st.lists(CHUNK, max_size=6), st.booleans())
def test_no_chunk_raises_or_breaks_the_grammar(chunks: list[Any], show_thinking: bool) -> None:
    stream = ChatStream(
        StreamOptions(show_thinking=show_thinking, web_search=True, provider="p", stop_sequences=("0",))
    )
    events = [event for each in chunks for event in stream.feed(each)]
    check_answer([*events, *stream.close()])
