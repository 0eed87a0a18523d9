"""From the bytes of a request to its types; every fault is a 400 in the API's words.

`messages.0.content: Input should be a valid list` is how the API says it, and how pydantic does. A relayed request
stops at `asked_model`: what only Anthropic understands is Anthropic's to judge.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from pydantic import ValidationError

from desktop_proxy.protocol import json_text
from desktop_proxy.protocol.errors import ApiError
from desktop_proxy.protocol.messages import CountTokensRequest, MessagesRequest, Request

MAX_DEPTH = 200
_UNION_MEMBERS = frozenset({"str", "other", "constrained-str"})
_R = TypeVar("_R", bound=Request)


def messages_request(data: Mapping[str, Any]) -> MessagesRequest:
    """Validate the body of `POST /v1/messages`; raises `ApiError` 400."""
    if data.get("thread") is not None:
        raise _threads_not_supported()
    return _validate(MessagesRequest, data)


def count_tokens_request(data: Mapping[str, Any]) -> CountTokensRequest:
    """Validate the body of `POST /v1/messages/count_tokens`; raises `ApiError` 400."""
    return _validate(CountTokensRequest, data)


def asked_model(data: Mapping[str, Any]) -> str:
    """The model's name; raises `ApiError` 400 where there is none."""
    if "model" not in data:
        raise ApiError(400, "model: Field required")
    model = data["model"]
    if not isinstance(model, str):
        raise ApiError(400, "model: Input should be a valid string")
    if not 1 <= len(model) <= 256:
        raise ApiError(400, "model: String should have 1 to 256 characters")
    return model


def load_json_object(body: bytes) -> dict[str, Any]:
    """Parse a JSON object no deeper than `MAX_DEPTH`; raises `ApiError` 400."""
    try:
        data = json_text.load(body)
    except ValueError:
        raise ApiError(400, "The request body is not valid JSON.") from None
    if not isinstance(data, dict):
        raise ApiError(400, "The request body must be a JSON object.")
    if _too_deep(data):
        raise ApiError(400, f"The request body is nested deeper than {MAX_DEPTH} levels.")
    return data


def _too_deep(data: dict[str, Any]) -> bool:
    level: list[Any] = [data]
    for _ in range(MAX_DEPTH):
        level = [
            child
            for container in level
            for child in (container.values() if isinstance(container, dict) else container)
            if isinstance(child, (dict, list))
        ]
        if not level:
            return False
    return True


def _validate(model: type[_R], data: Mapping[str, Any]) -> _R:
    try:
        return model.model_validate(data)
    except ValidationError as error:
        raise ApiError(400, _in_the_api_s_words(error)) from None


def _in_the_api_s_words(error: ValidationError) -> str:
    """The first fault, preferring the one that lies deepest: for a union pydantic reports every member."""
    fault = max(
        error.errors(include_url=False, include_context=False, include_input=False), key=lambda f: len(f["loc"])
    )
    path = [
        str(part) for part in fault["loc"] if isinstance(part, int) or (part not in _UNION_MEMBERS and "[" not in part)
    ]
    return f"{'.'.join(path)}: {fault['msg']}"


def _threads_not_supported() -> ApiError:
    # The SDKs' tool runners resend the whole conversation when they read this code.
    return ApiError(
        400,
        "thread: server-side threads are not supported here; send the whole conversation in messages.",
        details={"error_code": "thread_unsupported_request", "unsupported": ["thread"]},
    )
