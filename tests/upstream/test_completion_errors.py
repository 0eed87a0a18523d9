from __future__ import annotations

import socket
from typing import Any

import aiohttp
import httpx
import openai
import pytest

from desktop_proxy.protocol.errors import ApiError
from desktop_proxy.upstream.completion_errors import completion_error

KEY = "sk-test-0123456789abcdefghij"


class LiteLLMError(Exception):
    """Carries what LiteLLM's exceptions carry."""

    def __init__(self, text: str, status: Any, **more: Any) -> None:
        super().__init__(text)
        self.status_code = status
        for name, value in more.items():
            setattr(self, name, value)


def http_error(status: int, body: bytes, **headers: str) -> httpx.HTTPStatusError:
    request = httpx.Request("POST", f"https://api.example/v1?key={KEY}")
    response = httpx.Response(status, content=body, headers=headers, request=request)
    return httpx.HTTPStatusError("failed", request=request, response=response)


def caused_by(error: Exception, cause: BaseException) -> Exception:
    error.__cause__ = cause
    return error


def test_the_real_answer_decides_whatever_class_is_around_it() -> None:
    inner = http_error(429, b'{"error": {"message": "slow down"}}', **{"retry-after": "21"})
    error = completion_error(LiteLLMError("wrapped", 400, original_exception=inner), "Label")
    assert (error.status, error.retry_after, "slow down" in error.message) == (429, 21, True)


def test_an_openai_answer_is_read() -> None:
    response = httpx.Response(503, request=httpx.Request("POST", "https://api.example"))
    inner = openai.APIStatusError("x", response=response, body={"message": "overloaded now"})
    error = completion_error(caused_by(LiteLLMError("y", 500), inner), "Label")
    assert (error.status, error.type) == (529, "overloaded_error")


def test_a_json_body_inside_a_text_gives_the_words() -> None:
    text = 'litellm.RateLimitError: XException - b\'{"error": {"message": "too fast"}}\''
    error = completion_error(LiteLLMError(text, 429, litellm_response_headers={"Retry-After": "5"}), "Label")
    assert (error.status, error.retry_after) == (429, 5)
    assert "too fast" in error.message
    assert "litellm" not in error.message


@pytest.mark.parametrize("status", [200, 0, None, "500"])
def test_a_status_that_is_no_error_becomes_502(status: Any) -> None:
    assert completion_error(LiteLLMError("odd", status), "Label").status == 502


def test_an_answer_litellm_cannot_convert_is_the_gateways_fault() -> None:
    assert completion_error(LiteLLMError("Error converting to valid response block=…", 400), "Label").status == 502


@pytest.mark.parametrize(
    ("cause", "status"),
    [
        (httpx.ConnectError("x"), 502),
        (httpx.ReadTimeout("x"), 504),
        (TimeoutError(), 504),
        (ConnectionRefusedError(), 502),
        (socket.gaierror(), 502),
        (aiohttp.ServerDisconnectedError(), 502),
        (ModuleNotFoundError("No module named 'boto3'"), 500),
        (ImportError("x"), 500),
    ],
)
def test_a_failure_without_an_answer_is_told_by_its_kind(cause: BaseException, status: int) -> None:
    error = completion_error(caused_by(LiteLLMError("litellm.APIConnectionError: …", 500), cause), "Label")
    assert error.status == status
    assert "Label" in error.message


def test_a_missing_package_is_found_in_a_text_too() -> None:
    error = completion_error(LiteLLMError("VLLMException - No module named 'vllm'", 500), "Label")
    assert "package" in error.message


@pytest.mark.parametrize(("status", "retry"), [(401, False), (400, False), (422, False), (500, None)])
def test_what_litellm_refuses_itself_is_told_without_its_words(status: int, retry: bool | None) -> None:
    error = completion_error(LiteLLMError(f"Missing credentials at /usr/lib/x.py {KEY}", status), "Label")
    assert (error.status, error.should_retry) == (status, retry)
    assert "/usr" not in error.message
    assert KEY not in error.message


def test_our_own_error_passes() -> None:
    ours = ApiError(418, "ours")
    assert completion_error(caused_by(LiteLLMError("x", 500), ours), "Label") is ours


def test_no_exception_is_too_odd() -> None:
    loop = LiteLLMError("x" * 100_000 + "{" * 100_000, 500)
    loop.__cause__ = loop
    assert completion_error(loop, "Label").status == 500
    assert completion_error(KeyError("items"), "Label").status == 502


def test_an_echoed_key_is_not_shown() -> None:
    body = b'{"error": {"message": "Incorrect API key provided: %s"}}' % KEY.encode()
    assert KEY[:16] not in completion_error(http_error(401, body), "Label").message
