"""Refusals in each provider's own words, as its documentation and public reports quote them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import orjson


@dataclass(frozen=True)
class Refusal:
    """What a provider answers in one situation."""

    status: int
    body: bytes


@dataclass(frozen=True)
class Refusals:
    """A provider's refusals of its own kind."""

    too_long: Refusal
    too_long_said: str
    """What the client must read of it."""
    bad_key: Refusal
    empty_account: Refusal | None = None


def openai_body(status: int, message: str, **fields: Any) -> bytes:
    return orjson.dumps({"error": {"message": message, "type": "invalid_request_error", "code": None, **fields}})


def google_body(status: int, message: str, word: str = "", **fields: Any) -> bytes:
    return orjson.dumps({"error": {"code": status, "message": message, "status": word or f"STATUS_{status}", **fields}})


def vertex_body(status: int, message: str, word: str = "") -> bytes:
    return b"[" + google_body(status, message, word) + b"]"


def xai_body(status: int, message: str, code: str = "Some error") -> bytes:
    return orjson.dumps({"code": code, "error": message})


def vllm_body(status: int, message: str) -> bytes:
    return orjson.dumps({"object": "error", "message": message, "type": "SomeError", "param": None, "code": status})


def anthropic_error(kind: str, message: str) -> dict[str, Any]:
    return {"type": "error", "error": {"type": kind, "message": message}}


def anthropic_body(status: int, message: str) -> bytes:
    return orjson.dumps(anthropic_error("overloaded_error" if status == 529 else "api_error", message))


_OPENAI: dict[str, Refusal] = {
    "bad_key": Refusal(401, openai_body(401, "Incorrect API key provided: sk-proj-****.", code="invalid_api_key")),
    "empty_account": Refusal(
        429,
        openai_body(
            429,
            "You exceeded your current quota, please check your plan and billing details.",
            type="insufficient_quota",
            code="insufficient_quota",
        ),
    ),
}
OPENAI_CHAT = Refusals(
    too_long=Refusal(
        400,
        openai_body(
            400,
            "This model's maximum context length is 128000 tokens. However, your messages resulted in 130021 tokens. "
            "Please reduce the length of the messages.",
            code="context_length_exceeded",
        ),
    ),
    too_long_said="prompt is too long: 130021 tokens > 128000 maximum",
    **_OPENAI,
)
OPENAI_RESPONSES = Refusals(
    too_long=Refusal(
        400,
        openai_body(
            400,
            "Your input exceeds the context window of this model. Please adjust your input and try again.",
            code="context_length_exceeded",
        ),
    ),
    too_long_said="prompt is too long",
    **_OPENAI,
)
GEMINI = Refusals(
    too_long=Refusal(
        400,
        google_body(
            400,
            "The input token count (1200000) exceeds the maximum number of tokens allowed (1048576).",
            "INVALID_ARGUMENT",
        ),
    ),
    too_long_said="prompt is too long: 1200000 tokens > 1048576 maximum",
    bad_key=Refusal(
        400,
        google_body(
            400,
            "API key not valid. Please pass a valid API key.",
            "INVALID_ARGUMENT",
            details=[{"@type": "type.googleapis.com/google.rpc.ErrorInfo", "reason": "API_KEY_INVALID"}],
        ),
    ),
)
VERTEX = Refusals(
    too_long=Refusal(
        400,
        vertex_body(
            400,
            "The input token count (1048577) exceeds the maximum number of tokens allowed (1048576).",
            "INVALID_ARGUMENT",
        ),
    ),
    too_long_said="prompt is too long: 1048577 tokens > 1048576 maximum",
    bad_key=Refusal(
        401,
        vertex_body(
            401, "Request had invalid authentication credentials. Expected OAuth 2 access token.", "UNAUTHENTICATED"
        ),
    ),
)
_XAI_ARGUMENT = "Client specified an invalid argument"
XAI = Refusals(
    too_long=Refusal(
        400,
        xai_body(
            400,
            "This model's maximum prompt length is 131072 but the request contains 200000 tokens.",
            _XAI_ARGUMENT,
        ),
    ),
    too_long_said="prompt is too long: 200000 tokens > 131072 maximum",
    bad_key=Refusal(
        400,
        xai_body(
            400,
            "Incorrect API key provided: xa***. You can obtain an API key from https://console.x.ai.",
            _XAI_ARGUMENT,
        ),
    ),
    empty_account=Refusal(
        429,
        xai_body(
            429,
            "Your team has either used all available credits or reached its monthly spending limit.",
            "Some resource has been exhausted",
        ),
    ),
)
COMPATIBLE = Refusals(
    too_long=Refusal(
        400,
        vllm_body(
            400,
            "This model's maximum context length is 32768 tokens. However, you requested 40000 tokens (39000 in the "
            "messages, 1000 in the completion). Please reduce the length of the messages or completion.",
        ),
    ),
    too_long_said="prompt is too long: 39000 tokens > 32768 maximum",
    bad_key=Refusal(401, b'{"error":"Unauthorized"}'),
    empty_account=Refusal(402, openai_body(402, "Insufficient Balance", code="invalid_request_error")),
)
ANTHROPIC = Refusals(
    too_long=Refusal(
        400,
        orjson.dumps(anthropic_error("invalid_request_error", "prompt is too long: 208310 tokens > 200000 maximum")),
    ),
    too_long_said="prompt is too long: 208310 tokens > 200000 maximum",
    bad_key=Refusal(401, orjson.dumps(anthropic_error("authentication_error", "invalid x-api-key"))),
)
