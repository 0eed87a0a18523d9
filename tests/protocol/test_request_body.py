from __future__ import annotations

from typing import Any

import orjson
import pytest

from desktop_proxy.protocol.errors import ApiError
from desktop_proxy.protocol.request_body import (
    MAX_DEPTH,
    asked_model,
    count_tokens_request,
    load_json_object,
    messages_request,
)

VALID: dict[str, Any] = {"model": "sonnet", "max_tokens": 5, "messages": [{"role": "user", "content": "Hello"}]}


def refusal(body: dict[str, Any]) -> ApiError:
    with pytest.raises(ApiError) as raised:
        messages_request(body)
    assert raised.value.status == 400
    return raised.value


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"max_tokens": None}, "max_tokens: Input should be a valid integer"),
        ({"max_tokens": 0}, "max_tokens: Input should be greater than or equal to 1"),
        ({"messages": []}, "messages: List should have at least 1 item after validation, not 0"),
        ({"messages": [{"role": "tool", "content": "x"}]}, "messages.0.role: Input should be 'user', 'assistant'"),
        ({"messages": [{"role": "user", "content": [{"type": "text"}]}]}, "messages.0.content.0.text.text: Field req"),
        ({"messages": [{"role": "user", "content": [{"type": {}}]}]}, "messages.0.content.0.type: Input should be"),
        ({"temperature": 2}, "temperature: Input should be less than or equal to 1"),
        ({"tools": [{"description": "no name"}]}, "tools.0"),
        ({"stream": "yes"}, "stream: Input should be a valid boolean"),
    ],
)
def test_a_fault_is_worded_as_the_api_words_it(change: dict[str, Any], message: str) -> None:
    assert refusal(VALID | change).message.startswith(message)


def test_a_server_side_thread_is_refused_with_the_code_the_sdks_look_for() -> None:
    error = refusal(VALID | {"thread": {"id": "thread_1"}})
    assert error.details == {"error_code": "thread_unsupported_request", "unsupported": ["thread"]}


def test_a_field_nobody_knows_goes_no_further() -> None:
    block = {"type": "text", "text": "Hello", "cache_control": {"type": "ephemeral"}}
    body = VALID | {"api_base": "http://evil", "messages": [{"role": "user", "content": [block], "extra_headers": {}}]}
    request = messages_request(body)
    assert not hasattr(request, "api_base")
    assert request.messages == [{"role": "user", "content": [{"type": "text", "text": "Hello"}]}]


def test_a_token_count_needs_no_limit_and_takes_an_empty_tool_list() -> None:
    request = count_tokens_request({"model": "sonnet", "messages": VALID["messages"], "tools": []})
    assert request.tools == []


@pytest.mark.parametrize("body", [b"", b"{", b"[1]", b"null", b'{"a": NaN}', b"\xff\xfe", b"[" * 5000 + b"]" * 5000])
def test_what_is_no_json_object_is_refused(body: bytes) -> None:
    with pytest.raises(ApiError) as raised:
        load_json_object(body)
    assert raised.value.status == 400


@pytest.mark.parametrize(("depth", "taken"), [(MAX_DEPTH - 1, True), (MAX_DEPTH + 1, False)])
def test_the_depth_of_a_body_is_limited(depth: int, taken: bool) -> None:
    body = b'{"a":' * depth + b"1" + b"}" * depth
    if taken:
        assert load_json_object(body) == orjson.loads(body)
    else:
        with pytest.raises(ApiError, match="nested deeper"):
            load_json_object(body)


@pytest.mark.parametrize("model", [None, 5, "", "m" * 257])
def test_a_model_must_have_a_name(model: object) -> None:
    with pytest.raises(ApiError, match=r"^model: "):
        asked_model({"model": model})
