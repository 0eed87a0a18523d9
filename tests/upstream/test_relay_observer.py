from __future__ import annotations

from itertools import pairwise
from typing import Any

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st
from loopback import sse

from desktop_proxy.upstream.relay_observer import RelayObserver

USAGE = {"input_tokens": 3, "cache_read_input_tokens": 900, "output_tokens": 1}
MESSAGE: dict[str, Any] = {
    "id": "msg_1",
    "model": "claude-sonnet-5",
    "content": [],
    "usage": USAGE,
    "stop_reason": None,
}
STREAM = b"".join(
    sse(
        {"type": "message_start", "message": MESSAGE},
        {"type": "content_block_delta", "index": 0, "delta": {"type": "text_delta", "text": 'say "message_stop"'}},
        {"type": "message_delta", "delta": {"stop_reason": "end_turn"}, "usage": {"output_tokens": 5}},
        {"type": "message_stop"},
    )
)


@given(st.lists(st.integers(min_value=1, max_value=len(STREAM)), max_size=20))
def test_a_stream_cut_anywhere_is_read_the_same(cuts: list[int]) -> None:
    observer = RelayObserver(streaming=True)
    points = [0, *sorted(cuts), len(STREAM)]
    for start, end in pairwise(points):
        observer.feed(STREAM[start:end])
    observer.close()
    assert observer.usage == USAGE | {"output_tokens": 5}
    assert (observer.model, observer.stop_reason, observer.error) == ("claude-sonnet-5", "end_turn", None)
    assert observer.finished
    assert observer.first_token_at is not None


def test_the_first_token_is_the_first_content() -> None:
    observer = RelayObserver(streaming=True)
    observer.feed(STREAM[: STREAM.index(b"event: content_block_delta")])
    assert observer.first_token_at is None
    observer.feed(STREAM[STREAM.index(b"event: content_block_delta") :])
    assert observer.first_token_at is not None


def test_text_that_names_an_event_is_not_one() -> None:
    observer = RelayObserver(streaming=True)
    observer.feed(STREAM[: STREAM.index(b"event: message_delta")])
    observer.close()
    assert not observer.finished


def test_an_error_event_is_told() -> None:
    observer = RelayObserver(streaming=True)
    observer.feed(b"".join(sse({"type": "error", "error": {"type": "overloaded_error", "message": "Overloaded"}})))
    assert (observer.error_type, observer.error, observer.finished) == ("overloaded_error", "Overloaded", True)


def test_crlf_streams_are_read() -> None:
    observer = RelayObserver(streaming=True)
    observer.feed(STREAM.replace(b"\n", b"\r\n"))
    assert observer.finished


def test_a_json_answer_is_read() -> None:
    observer = RelayObserver(streaming=False)
    body = orjson.dumps({"type": "message", **MESSAGE, "stop_reason": "tool_use"})
    observer.feed(body[:20])
    observer.feed(body[20:])
    observer.close()
    assert (observer.usage, observer.stop_reason, observer.finished) == (USAGE, "tool_use", True)


def test_called_tools_are_told_whichever_way_the_answer_comes() -> None:
    blocks = [
        {"type": "text", "text": ""},
        {"type": "tool_use", "id": "toolu_1", "name": "Bash", "input": {}},
        {"type": "server_tool_use", "id": "srvtoolu_1", "name": "web_search", "input": {}},
    ]
    streamed, whole = RelayObserver(streaming=True), RelayObserver(streaming=False)
    for index, block in enumerate(blocks):
        streamed.feed(b"".join(sse({"type": "content_block_start", "index": index, "content_block": block})))
    whole.feed(orjson.dumps({"type": "message", **MESSAGE, "content": blocks}))
    whole.close()
    assert streamed.tools.names() == whole.tools.names() == "Bash web_search"


def test_a_json_error_is_read() -> None:
    observer = RelayObserver(streaming=False)
    observer.feed(orjson.dumps({"type": "error", "error": {"type": "not_found_error", "message": "no model"}}))
    observer.close()
    assert (observer.error_type, observer.error) == ("not_found_error", "no model")


@pytest.mark.parametrize("streaming", [True, False])
@given(st.binary(), st.binary())
def test_nothing_it_is_fed_raises(streaming: bool, first: bytes, second: bytes) -> None:
    observer = RelayObserver(streaming=streaming)
    observer.feed(first)
    observer.feed(b'\ndata: {"type":"message_delta","delta":3,"usage":[]}\ndata: {"type":"error","error":1}\n' + second)
    observer.close()
