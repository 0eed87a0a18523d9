from __future__ import annotations

import json
from typing import Any

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_proxy.protocol.errors import ApiError
from desktop_proxy.protocol.provider_errors import STATUSES, provider_error, stream_error


def refused(status: int, message: str = "Boom.", headers: dict[str, str] | None = None, **fields: Any) -> ApiError:
    return provider_error(status, headers or {}, {"error": {"message": message, **fields}}, "OpenAI")


def google(code: int, status: str, message: str, *details: dict[str, Any]) -> bytes:
    error = {"code": code, "message": message, "status": status, "details": list(details)}
    return orjson.dumps([{"error": error}])


@pytest.mark.parametrize(
    ("status", "mapped", "kind"),
    [
        (400, 400, "invalid_request_error"),
        (401, 401, "authentication_error"),
        (402, 402, "billing_error"),
        (403, 403, "permission_error"),
        (404, 404, "not_found_error"),
        (409, 409, "conflict_error"),
        (410, 404, "not_found_error"),
        (413, 413, "request_too_large"),
        (418, 400, "invalid_request_error"),
        (422, 400, "invalid_request_error"),
        (429, 429, "rate_limit_error"),
        (500, 500, "api_error"),
        (501, 502, "api_error"),
        (502, 502, "api_error"),
        (503, 503, "api_error"),
        (504, 504, "timeout_error"),
        (520, 502, "api_error"),
        (529, 529, "overloaded_error"),
        (200, 502, "api_error"),
        (302, 502, "api_error"),
    ],
)
def test_the_status_decides(status: int, mapped: int, kind: str) -> None:
    error = refused(status)
    assert (error.status, error.type) == (mapped, kind)
    assert error.message.startswith("OpenAI: Boom.")


def test_every_status_of_the_table_is_one_the_client_knows() -> None:
    assert set(STATUSES.values()) <= {400, 401, 402, 403, 404, 408, 409, 413, 429, 500, 502, 503, 504, 529}


def test_a_success_with_an_error_body_takes_the_body_s_status() -> None:
    assert provider_error(200, {}, {"error": {"code": 429, "message": "Slow down."}}, "X").status == 429


@pytest.mark.parametrize(
    ("body", "message"),
    [
        (b"", "X: answered HTTP 503 without saying why."),
        (b"<html><body><h1>503</h1>", "X: answered with an HTML page instead of an API reply (HTTP 503). "
         "Check its base URL."),
        (b"upstream connect error", "X: upstream connect error."),
    ],
)  # fmt: skip
def test_bodies_that_are_not_json(body: bytes, message: str) -> None:
    assert provider_error(503, {}, body, "X").message == message


@pytest.mark.parametrize(
    ("status", "body"),
    [
        (401, b'{"error": {"message": "Incorrect API key provided: sk-ab***yz.", "code": "invalid_api_key"}}'),
        (401, b"Unauthorized: invalid x-api-key"),
        (401, b""),
        (400, google(400, "INVALID_ARGUMENT", "API key not valid. Please pass a valid API key.")),
        (400, google(400, "INVALID_ARGUMENT", "Bad Request", {"reason": "API_KEY_INVALID"})),
        (400, b'{"code": "Client specified an invalid argument", "error": "Incorrect API key provided: xa***."}'),
        (403, google(403, "PERMISSION_DENIED", "Your API key was reported as leaked. Please use another API key.")),
        (403, google(403, "PERMISSION_DENIED", "Method doesn't allow unregistered callers.")),
    ],
)
def test_a_refused_key_is_not_retried_and_says_what_to_check(status: int, body: bytes) -> None:
    error = provider_error(status, {"retry-after": "5"}, body, "Google AI Studio")
    assert (error.status, error.type, error.should_retry) == (401, "authentication_error", False)
    assert error.message.endswith("Check the API key for Google AI Studio.")
    # Claude Code takes the header's name for its own missing login.
    assert "x-api-key" not in error.message.lower()


def test_a_missing_permission_stays_403() -> None:
    error = refused(403, "Your organization must be verified to use this model.")
    assert (error.status, error.type) == (403, "permission_error")


@pytest.mark.parametrize(
    ("status", "message", "fields", "mapped"),
    [
        (429, "You exceeded your current quota, please check your plan.", {"code": "insufficient_quota"}, 429),
        (429, "You exceeded your current quota, please check your plan and billing details.", {}, 429),
        (402, "Insufficient Balance", {}, 402),
        (402, "Payment Required", {}, 402),
        (403, "Your team has either used all available credits or reached its monthly spending limit.", {}, 402),
        (400, "Your credit balance is too low to access the API.", {}, 402),
    ],
)
def test_an_empty_account_is_not_retried(status: int, message: str, fields: dict[str, Any], mapped: int) -> None:
    error = refused(status, message, **fields)
    assert (error.status, error.should_retry) == (mapped, False)
    assert "Check the credit" in error.message


def test_a_gemini_quota_with_a_delay_is_an_ordinary_rate_limit() -> None:
    message = "You exceeded your current quota, please check your plan and billing details."
    delay = {"@type": "type.googleapis.com/google.rpc.RetryInfo", "retryDelay": "38s"}
    error = provider_error(429, {}, google(429, "RESOURCE_EXHAUSTED", message, delay), "Google AI Studio")
    assert (error.status, error.type, error.retry_after, error.should_retry) == (429, "rate_limit_error", 38, None)


def test_retry_after_is_passed_on() -> None:
    assert refused(429, headers={"Retry-After": "7"}).retry_after == 7
    assert refused(503, headers={"Retry-After": "7"}).retry_after == 7
    assert refused(400, headers={"Retry-After": "7"}).retry_after is None


def test_a_request_larger_than_the_rate_limit_is_not_retried() -> None:
    message = "Request too large for gpt-4.1 on tokens per min (TPM): Limit 30000, Requested 90000."
    error = refused(429, message, code="rate_limit_exceeded")
    assert (error.status, error.should_retry) == (429, False)


@pytest.mark.parametrize("status", [400, 413, 422, 500])
def test_a_conversation_that_is_too_long_is_a_400_in_anthropic_s_words(status: int) -> None:
    error = refused(status, "This model's maximum prompt length is 100 but the request contains 200 tokens.")
    assert (error.status, error.type) == (400, "invalid_request_error")
    assert error.message == "prompt is too long: 200 tokens > 100 maximum"


@pytest.mark.parametrize(
    ("status", "message", "fields"),
    [
        (404, "The model `gpt-9` does not exist or you do not have access to it.", {"code": "model_not_found"}),
        (404, "models/gemini-9 is not found for API version v1beta, or is not supported for generateContent.", {}),
        (404, 'model "llama9" not found, try pulling it first', {}),
        (400, "gpt-9 is not a valid model ID", {}),
        (400, "Model not found: grok-9", {}),
    ],
)
def test_an_unknown_model_is_not_found(status: int, message: str, fields: dict[str, Any]) -> None:
    error = refused(status, message, **fields)
    assert (error.status, error.type) == (404, "not_found_error")


@pytest.mark.parametrize(
    ("status", "body"),
    [
        (503, google(503, "UNAVAILABLE", "The model is overloaded. Please try again later.")),
        (503, google(503, "UNAVAILABLE", "This model is currently experiencing high demand.")),
        (503, b'{"error": {"message": "The engine is currently overloaded", "type": "server_error"}}'),
        (529, b'{"type": "error", "error": {"type": "overloaded_error", "message": "Overloaded"}}'),
        (500, b'{"error": {"type": "overloaded_error", "message": "Overloaded"}}'),
    ],
)
def test_overload_is_529(status: int, body: bytes) -> None:
    error = provider_error(status, {"retry-after": "3"}, body, "X")
    assert (error.status, error.type, error.retry_after) == (529, "overloaded_error", 3)


@pytest.mark.parametrize(
    ("payload", "status"),
    [
        ({"error": {"code": 429, "message": "x", "status": "RESOURCE_EXHAUSTED"}}, 429),
        ({"error": {"message": "x", "type": "rate_limit_error"}}, 429),
        ({"error": {"message": "x", "code": "server_error"}}, 500),
        ({"error": {"message": "x", "status": "UNAVAILABLE"}}, 503),
        ({"error": {"message": "x", "type": "overloaded_error"}}, 529),
        ({"error": {"message": "x", "code": "insufficient_quota"}}, 429),
        ({"error": {"message": "x", "type": "invalid_request_error"}}, 400),
        ({"error": {"message": "x", "code": "invalid_api_key"}}, 401),
        ({"type": "error", "code": "rate_limit_exceeded", "message": "x"}, 429),
        ({"object": "error", "message": "x", "code": 500}, 500),
        ({"error": "x"}, 500),
        ({}, 500),
    ],
)
def test_an_error_in_a_stream_says_its_own_status(payload: dict[str, Any], status: int) -> None:
    assert stream_error(payload, "X").status == status


def test_keys_are_not_repeated() -> None:
    key = "sk-proj-abcdefghijklmnopqrstuvwxyz123456"
    assert key[8:24] not in refused(401, f"Incorrect API key provided: {key}.").message


@pytest.mark.parametrize("text", ["x" * 100_000, "漢" * 50_000, '"\\' * 50_000, "\x01" * 9_000])
def test_the_answer_to_the_client_stays_under_4_kb(text: str) -> None:
    error = refused(500, text)
    assert len(error.message) <= 3000
    assert len(json.dumps(error.envelope("req_1"), ensure_ascii=False).encode()) <= 4096


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["error", "message", "code", "status", "type", "details", "detail", "metadata", "raw", "loc"]
            ),
            inner,
            max_size=4,
        )
    ),
    max_leaves=8,
)
HEADERS = st.dictionaries(
    st.sampled_from(["retry-after", "Retry-After-Ms", "date", "x-ratelimit-reset", "x-ratelimit-reset-tokens"]),
    st.text(max_size=12) | st.from_regex(r"\d{1,30}(ms|s|m)?", fullmatch=True) | st.just("1e999"),
)


@given(
    st.integers(0, 999), HEADERS, st.binary(max_size=200) | JSON.map(lambda value: json.dumps(value).encode()) | JSON
)
def test_no_reply_raises(status: int, headers: dict[str, str], body: Any) -> None:
    error = provider_error(status, headers, body, "X")
    assert 400 <= error.status <= 529
    assert error.message
    error.headers()
    assert stream_error(body, "X").message
