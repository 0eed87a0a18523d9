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


@pytest.mark.parametrize("name", ["openrouter", "ollama", "xai"])
def test_what_a_server_left_in_an_assistant_message_arrives(name: str) -> None:
    call = {"id": "a", "type": "function", "function": {"name": "Odd", "arguments": "{}"}}
    message = {
        "role": "assistant",
        "content": None,
        "reasoning_details": [{"type": "reasoning.encrypted", "data": "SIG", "id": "a"}],
        "tool_calls": [{**call, "extra_content": {"google": {"thought_signature": "c2ln"}}}],
    }
    result = {"role": "tool", "tool_call_id": "a", "content": "done"}
    assert sent(name, "m", {**BODY, "messages": [message, result]})["messages"] == [message, result]


def test_parameters_named_like_keywords_survive() -> None:
    for name in ("openai", "xai"):
        parameters = sent(name, "m")["tools"][0]["function"]["parameters"]
        assert parameters == TOOL["function"]["parameters"]  # type: ignore[index]


def test_a_choice_without_tools_is_left_out() -> None:
    assert "tool_choice" not in sent("openai", "gpt-4.1", {**BODY, "tools": []})


@pytest.mark.parametrize(
    ("name", "model", "fields"),
    [
        ("xai", "grok-3-mini", {"reasoning_effort": "low"}),
        ("deepseek", "deepseek-v4-flash", {"thinking": {"type": "disabled"}}),
        ("qwen", "qwen3-max", {"enable_thinking": False}),
        ("vllm", "gpt-5-of-our-own", {"temperature": 0.5, "top_p": 0.5, "tool_choice": "auto"}),
    ],
)
def test_what_the_profile_decided_is_not_judged_again_by_the_name(name: str, model: str, fields: Any) -> None:
    found = sent(name, model, {**BODY, **fields})
    assert {field: found[field] for field in fields} == fields


def test_tools_of_a_model_that_takes_none_are_left_out() -> None:
    assert not {"tools", "tool_choice"} & sent("openai", "gpt-5-search-api").keys()


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
