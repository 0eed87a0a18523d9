from __future__ import annotations

from typing import Any

import orjson
import pytest
from upstream.rig import endpoint, gemini_chunk, loaded


def reply() -> Any:
    return loaded().dialect.reply("gemini", endpoint("gemini"))


def delta(*parts: dict[str, Any], **fields: Any) -> dict[str, Any]:
    it = reply()
    (chunk,) = it.parse([orjson.dumps(gemini_chunk(*parts, **fields))])
    assert it.error is None
    found: dict[str, Any] = chunk["choices"][0]["delta"]
    return found


def finish(answer: dict[str, Any]) -> Any:
    (chunk,) = reply().parse([orjson.dumps(answer)])
    return chunk["choices"][0]["finish_reason"]


def test_text_and_thoughts_are_told_apart() -> None:
    found = delta({"text": "Hm.", "thought": True}, {"text": "Yes"}, {"text": ".", "thoughtSignature": "c2ln"})
    assert found["content"] == "Yes."
    assert found["reasoning_content"] == "Hm."
    assert found["provider_specific_fields"]["thought_signatures"] == ["c2ln"]


def test_grounding_is_cited_and_its_queries_are_kept() -> None:
    chunk = gemini_chunk({"text": "Birds."}, finish="STOP")
    chunk["candidates"][0]["groundingMetadata"] = {
        "webSearchQueries": ["herons"],
        "groundingChunks": [{"web": {"uri": "https://a.example", "title": "A"}}, {"retrievedContext": {}}],
    }
    (parsed,) = reply().parse([orjson.dumps(chunk)])
    found = parsed["choices"][0]["delta"]
    assert found["content"] == "Birds."
    assert found["annotations"] == [
        {"type": "url_citation", "url_citation": {"url": "https://a.example", "title": "A"}}
    ]
    assert found["web_search_queries"] == ["herons"]


def test_a_call_without_arguments_is_one() -> None:
    (call,) = delta({"functionCall": {"name": "Now"}})["tool_calls"]
    assert call["function"] == {"name": "Now", "arguments": "{}"}


def test_calls_of_several_chunks_are_numbered_on() -> None:
    it = reply()
    payload = orjson.dumps(gemini_chunk({"functionCall": {"name": "Now", "args": {}}}))
    chunks = it.parse([payload, payload])
    calls = [chunk["choices"][0]["delta"]["tool_calls"][0] for chunk in chunks]
    assert [call["index"] for call in calls] == [0, 1]
    assert calls[0]["id"] != calls[1]["id"]


def test_the_providers_own_call_id_is_kept() -> None:
    (call,) = delta({"functionCall": {"id": "fc-1", "name": "Now", "args": {}}, "thoughtSignature": "c2ln"})[
        "tool_calls"
    ]
    assert call["id"].split("__thought__") == ["fc-1", "c2ln"]


@pytest.mark.parametrize("parts", [[{"text": "x"}], [{"functionCall": {"name": "Now", "args": {}}}]])
def test_the_finish_is_the_providers_and_not_litellms(parts: list[dict[str, Any]]) -> None:
    assert finish(gemini_chunk(*parts)) is None
    assert finish(gemini_chunk(*parts, finish="MAX_TOKENS")) == "MAX_TOKENS"
    assert finish(gemini_chunk(*parts, finish="FINISH_REASON_UNSPECIFIED")) is None


def test_a_blocked_prompt_is_a_filter() -> None:
    assert finish({"promptFeedback": {"blockReason": "SAFETY"}}) == "content_filter"


def test_usage_counts_thoughts_and_caches() -> None:
    counted = {
        "promptTokenCount": 100,
        "cachedContentTokenCount": 40,
        "candidatesTokenCount": 7,
        "thoughtsTokenCount": 5,
        "totalTokenCount": 112,
    }
    (chunk,) = reply().parse([orjson.dumps(gemini_chunk({"text": "x"}, usageMetadata=counted))])
    assert chunk["usage"]["completion_tokens"] == 12
    assert chunk["usage"]["prompt_tokens_details"] == {"cached_tokens": 40}


@pytest.mark.parametrize(
    "payload",
    [
        b"nonsense",
        b"3",
        b'"x"',
        b"{}",
        b'{"candidates": [{"content": {"parts": [{"functionCall": 3}]}}]}',
        b'{"candidates": 3}',
    ],
)
def test_what_is_no_answer_is_unreadable(payload: bytes) -> None:
    it = reply()
    it.parse([payload])
    assert it.error is not None
    assert it.error.status == 502


def test_chunks_before_an_error_count() -> None:
    it = reply()
    chunks = it.parse([orjson.dumps(gemini_chunk({"text": "x"})), b'{"error": {"code": 429, "message": "slow"}}'])
    assert len(chunks) == 1
    assert it.error.status == 429


def test_a_list_of_answers_is_an_answer() -> None:
    it = reply()
    chunks = it.whole(orjson.dumps([gemini_chunk({"text": "a"}), gemini_chunk({"text": "b"}, finish="STOP")]))
    assert len(chunks) == 2
    assert it.done


def test_metadata_alone_is_no_failure() -> None:
    it = reply()
    assert it.parse([b'{"responseId": "r", "modelVersion": "m"}', b"", b"[DONE]"])
    assert it.error is None


def test_a_search_brings_its_text() -> None:
    candidate = gemini_chunk({"text": "It rains."}, finish="STOP")
    candidate["candidates"][0]["groundingMetadata"] = {
        "webSearchQueries": ["weather"],
        "groundingChunks": [{"web": {"uri": "https://e.org", "title": "E"}}],
        "groundingSupports": [{"segment": {"endIndex": 9, "text": "It rains."}, "groundingChunkIndices": [0]}],
    }
    (chunk,) = reply().parse([orjson.dumps(candidate)])
    assert chunk["choices"][0]["delta"]["content"] == "It rains."
    assert chunk["choices"][0]["finish_reason"] == "STOP"
