from __future__ import annotations

import copy
from dataclasses import replace
from typing import Any

import orjson
import pytest
from upstream.rig import KEY, chat_delta, endpoint, loaded

TOOL = {
    "type": "function",
    "function": {
        "name": "Odd",
        "parameters": {
            "type": "object",
            "properties": {"strict": {"type": "boolean"}, "cache_control": {"type": "string"}},
            "required": ["strict", "cache_control"],
        },
    },
}
BODY: dict[str, Any] = {
    "model": "m",
    "messages": [
        {"role": "system", "content": "s"},
        {"role": "user", "content": [{"type": "image_url", "image_url": {"url": "data:image/png;base64,AAAA"}}]},
    ],
    "stream": True,
    "stream_options": {"include_usage": True},
    "tools": [TOOL],
    "tool_choice": "auto",
    "max_tokens": 7,
}


def sent(name: str, model: str, body: dict[str, Any] = BODY) -> dict[str, Any]:
    given = copy.deepcopy(body)
    call, notes = loaded().dialect.prepared("chat", endpoint(name), model, given)
    assert given == body, "the neutral body was changed"
    assert notes == ()
    found: dict[str, Any] = orjson.loads(call.body or b"")
    return found


@pytest.mark.parametrize(("name", "model"), [("openai", "gpt-4.1"), ("xai", "grok-4"), ("ollama", "llama3")])
def test_everything_arrives(name: str, model: str) -> None:
    assert sent(name, model) == {**BODY, "model": model}


def test_parameters_named_like_keywords_survive() -> None:
    for name in ("openai", "xai"):
        parameters = sent(name, "m")["tools"][0]["function"]["parameters"]
        assert parameters == TOOL["function"]["parameters"]  # type: ignore[index]


def test_a_choice_without_tools_is_left_out() -> None:
    assert "tool_choice" not in sent("openai", "gpt-4.1", {**BODY, "tools": []})


def test_openai_gets_schemas_its_validator_takes() -> None:
    union = {"type": "object", "anyOf": [{"properties": {"a": {"type": "string"}}}], "properties": {}}
    tool = {"type": "function", "function": {"name": "U", "parameters": union}}
    assert "anyOf" not in sent("openai", "gpt-4.1", {**BODY, "tools": [tool]})["tools"][0]["function"]["parameters"]


def test_without_a_key_there_is_no_authorization() -> None:
    call, _ = loaded().dialect.prepared("chat", replace(endpoint("ollama"), key=None), "llama3", BODY)
    assert not {name for name in call.headers if name.lower() == "authorization"}
    assert call.url == "http://localhost:11434/v1/chat/completions"


def test_another_key_is_another_request() -> None:
    from desktop_proxy.redaction import Secret

    first, _ = loaded().dialect.prepared("chat", endpoint("openai"), "gpt-4.1", BODY)
    second, _ = loaded().dialect.prepared("chat", replace(endpoint("openai"), key=Secret("other")), "gpt-4.1", BODY)
    assert first.headers["Authorization"] == f"Bearer {KEY}"
    assert second.headers["Authorization"] == "Bearer other"


def reply() -> Any:
    return loaded().dialect.reply("chat", endpoint("openai"))


def test_the_payload_is_the_chunk() -> None:
    it, chunk = reply(), chat_delta(content="x")
    assert it.parse([orjson.dumps(chunk), b"", b"3", b"[DONE]", b"after"]) == [chunk]
    assert it.done
    assert it.error is None


def test_an_error_stops_and_keeps_what_came_before() -> None:
    it = reply()
    assert len(it.parse([orjson.dumps(chat_delta(content="x")), b'{"error": "out of memory"}', b"{}"])) == 1
    assert "out of memory" in it.error.message


def test_an_empty_error_field_is_none() -> None:
    it = reply()
    it.parse([b'{"error": null, "choices": []}'])
    assert it.error is None


def test_a_whole_answer_becomes_one_chunk() -> None:
    call = {"id": "c", "type": "function", "function": {"name": "Read", "arguments": "{}"}}
    message = {"role": "assistant", "content": None, "tool_calls": [call, call]}
    (chunk,) = reply().whole(orjson.dumps({"choices": [{"message": message, "finish_reason": "tool_calls"}]}))
    assert [one["index"] for one in chunk["choices"][0]["delta"]["tool_calls"]] == [0, 1]


@pytest.mark.parametrize("body", [b"nonsense", b"[]", b"{}", b'{"choices": []}', b'{"choices": [{}]}'])
def test_another_document_is_unreadable(body: bytes) -> None:
    it = reply()
    assert it.whole(body) == []
    assert it.error.status == 502
