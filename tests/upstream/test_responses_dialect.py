from __future__ import annotations

import copy
from dataclasses import replace
from typing import Any

import orjson
import pytest
from upstream.rig import KEY, endpoint, loaded

BODY: dict[str, Any] = {
    "model": "m",
    "instructions": "s",
    "input": [
        {"type": "message", "role": "user", "content": [{"type": "input_text", "text": "Hi"}]},
        {"type": "reasoning", "id": "rs_1", "summary": [], "encrypted_content": "gAAA"},
        {"type": "function_call", "call_id": "c", "name": "Read", "arguments": '{"cache_control":1}'},
        {"type": "function_call_output", "call_id": "c", "output": "one"},
    ],
    "tools": [
        {
            "type": "function",
            "name": "Odd",
            "strict": False,
            "parameters": {"type": "object", "properties": {"cache_control": {"type": "string"}}},
        },
        {"type": "web_search"},
    ],
    "tool_choice": "auto",
    "reasoning": {"effort": "low", "summary": "auto"},
    "include": ["reasoning.encrypted_content"],
    "store": False,
    "stream": True,
    "max_output_tokens": 50,
}


def sent(model: str, body: dict[str, Any] = BODY, **fields: Any) -> Any:
    given = copy.deepcopy(body)
    call, _ = loaded().dialect.prepared("responses", replace(endpoint("openai"), **fields), model, given)
    assert given == body, "the neutral body was changed"
    return call


@pytest.mark.parametrize("model", ["gpt-5.1", "gpt-6.1-sol", "gpt-9-unheard-of", "o4-mini", "a-compatible-model"])
def test_everything_arrives(model: str) -> None:
    call = sent(model)
    assert orjson.loads(call.body) == {**BODY, "model": model}
    assert call.url == "https://api.openai.com/v1/responses"
    assert call.headers["Authorization"] == f"Bearer {KEY}"


def test_without_a_key_there_is_no_authorization() -> None:
    assert not {name for name in sent("m", key=None).headers if name.lower() == "authorization"}


def reply() -> Any:
    return loaded().dialect.reply("responses", endpoint("openai"))


def test_the_payload_is_the_event_and_the_last_one_ends_it() -> None:
    it = reply()
    events = [{"type": "response.created"}, {"type": "response.completed", "response": {}}, {"type": "after"}]
    assert it.parse([orjson.dumps(event) for event in events]) == events[:2]
    assert it.done


def test_an_error_object_without_a_type_is_an_error() -> None:
    it = reply()
    it.parse([b'{"error": {"message": "no such thing", "code": "model_not_found"}}'])
    assert it.error.status == 404


def test_what_is_no_json_is_unreadable() -> None:
    it = reply()
    assert it.parse([b"", b"pong"]) == []
    assert it.error.status == 502


@pytest.mark.parametrize(
    ("status", "last"), [("completed", "response.completed"), ("incomplete", "response.incomplete")]
)
def test_a_whole_answer_becomes_events(status: str, last: str) -> None:
    item = {"type": "message", "content": [{"type": "output_text", "text": "x"}]}
    events = reply().whole(orjson.dumps({"object": "response", "status": status, "output": [item]}))
    assert [event["type"] for event in events] == ["response.output_item.done", last]


@pytest.mark.parametrize("body", [b"nonsense", b"[]", b"{}", b'{"output": 3}'])
def test_another_document_is_unreadable(body: bytes) -> None:
    it = reply()
    assert it.whole(body) == []
    assert it.error.status == 502
