from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_proxy.protocol.errors import ApiError
from desktop_proxy.protocol.event_writer import StreamOptions
from desktop_proxy.protocol.responses_stream import ResponsesStream
from tests.protocol.grammar import check_answer, fold_answer

TEXT = {"type": "response.output_text.delta", "output_index": 0, "delta": "Hi"}


def completed(**fields: Any) -> dict[str, Any]:
    return {"type": "response.completed", "response": {"status": "completed", **fields}}


def test_the_final_response_finishes_the_stream() -> None:
    stream = ResponsesStream(StreamOptions())
    events = [*stream.feed(TEXT), *stream.feed(completed())]
    assert stream.finished
    assert fold_answer(check_answer(events, complete=True))["usage"]["output_tokens"] == 1
    assert stream.close() == []


def test_an_incomplete_response_without_a_reason_reached_its_limit() -> None:
    stream = ResponsesStream(StreamOptions())
    events = [*stream.feed(TEXT), *stream.feed({"type": "response.incomplete", "response": {"status": "incomplete"}})]
    assert fold_answer(check_answer(events, complete=True))["stop_reason"] == "max_tokens"


def test_an_end_without_a_final_response_is_an_error() -> None:
    stream = ResponsesStream(StreamOptions(label="OpenAI"))
    check_answer([*stream.feed(TEXT), *stream.close()], complete=False)
    assert stream.error is not None
    assert stream.error.message == "OpenAI: the answer ended before it was finished. Try again."


def test_failing_from_outside_ends_the_stream() -> None:
    stream = ResponsesStream(StreamOptions())
    check_answer([*stream.feed(TEXT), *stream.fail(ApiError(504, "Too slow."))], complete=False)
    assert stream.feed(completed()) == []


@pytest.mark.parametrize(
    ("event", "kind", "message"),
    [
        ({"type": "error", "code": "server_error", "message": "Boom"}, "api_error", "X: Boom."),
        ({"type": "error", "error": {"type": "rate_limit_error", "message": "Boom"}}, "rate_limit_error", "X: Boom."),
        ({"type": "response.failed", "response": {"error": {"code": "server_error", "message": "Boom"}}}, "api_error",
         "X: Boom."),
        ({"type": "response.completed", "response": {"status": "failed", "error": {"message": "Boom"}}}, "api_error",
         "X: Boom."),
        ({"type": "response.cancelled", "response": {"status": "cancelled"}}, "api_error",
         "X: the provider cancelled the answer. Try again."),
        ({"error": {"message": "Boom"}}, "api_error", "X: Boom."),
        ({"type": "error"}, "api_error", "X: answered HTTP 500 without saying why."),
    ],
)  # fmt: skip
def test_failures_end_the_stream_with_the_provider_s_words(event: dict[str, Any], kind: str, message: str) -> None:
    stream = ResponsesStream(StreamOptions(label="X"))
    events = check_answer([*stream.feed(TEXT), *stream.feed(event)], complete=False)
    assert events[-1]["error"] == {"type": kind, "message": message}


def test_a_response_that_is_not_streamed_is_read() -> None:
    item = {"type": "message", "content": [{"type": "output_text", "text": "Hi"}]}
    response = {"object": "response", "status": "completed", "output": [item], "usage": {"output_tokens": 3}}
    result = fold_answer(check_answer(ResponsesStream(StreamOptions()).feed(response), complete=True))
    assert (result["content"][0]["text"], result["usage"]["output_tokens"]) == ("Hi", 3)


def test_a_cut_stop_sequence_lets_the_upstream_go() -> None:
    stream = ResponsesStream(StreamOptions(stop_sequences=("i",)))
    check_answer(stream.feed(TEXT), complete=True)
    assert stream.stopped_early


def test_unknown_events_are_ignored() -> None:
    stream = ResponsesStream(StreamOptions())
    assert stream.feed({"type": "response.something.new"}) == stream.feed({"type": None}) == []


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)
KINDS = st.sampled_from(sorted(ResponsesStream(StreamOptions())._readers))
ITEM = JSON | st.fixed_dictionaries(
    {"type": st.sampled_from(["message", "reasoning", "function_call", "custom_tool_call", "web_search_call"])},
    optional=dict.fromkeys(
        ("id", "call_id", "name", "arguments", "input", "summary", "content", "action", "encrypted_content"), JSON
    ),
)
EVENT = JSON | st.fixed_dictionaries(
    {"type": KINDS},
    optional={
        "output_index": JSON | st.integers(0, 2),
        "item_id": JSON,
        "delta": JSON,
        "text": JSON,
        "arguments": JSON,
        "summary_index": JSON,
        "item": ITEM,
        "response": JSON | st.fixed_dictionaries({"output": st.lists(ITEM, max_size=2), "usage": JSON}),
        "error": JSON,
        "message": JSON,
    },
)


@given(st.lists(EVENT, max_size=8), st.booleans())
def test_no_event_raises_or_breaks_the_grammar(upstream: list[Any], show_thinking: bool) -> None:
    stream = ResponsesStream(StreamOptions(show_thinking=show_thinking, web_search=True, provider="openai"))
    events = [event for each in upstream for event in stream.feed(each)]
    check_answer([*events, *stream.close()])
