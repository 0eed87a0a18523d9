"""What an exception of LiteLLM means, for calls whose failure was not seen on the wire.

Decided by the status it carries and never by its class or text: LiteLLM's classes lie, its texts quote the
provider's body and with it echoed keys. A JSON body found inside is read for its message; nothing else is quoted.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import orjson

from desktop_proxy.protocol.errors import ApiError
from desktop_proxy.protocol.provider_errors import provider_error

_MAX_CHAIN = 12
_MAX_TEXT = 64 * 1024

# LiteLLM gives these statuses of its own where no provider answered. First match wins.
_BY_CLASS: tuple[tuple[str, int, str], ...] = (
    ("ApiError", 0, ""),
    (
        "ModuleNotFoundError",
        500,
        "LiteLLM needs a Python package for {label} that is not part of this program: choose another provider, or "
        "reach it through an OpenAI-compatible address (`desktop-proxy providers add`).",
    ),
    ("ImportError", 500, "LiteLLM cannot load its support for {label} here: choose another provider."),
    ("TimeoutError", 504, "{label} did not answer in time: try again."),
    ("Timeout", 504, "{label} did not answer in time: try again."),
    ("APITimeoutError", 504, "{label} did not answer in time: try again."),
    ("ClientConnectorError", 502, "{label} could not be reached: check the network and its base URL."),
    ("ClientConnectorDNSError", 502, "{label} could not be reached: check the network and its base URL."),
    ("ConnectError", 502, "{label} could not be reached: check the network and its base URL."),
    ("ConnectionRefusedError", 502, "{label} could not be reached: check the network and its base URL."),
    ("gaierror", 502, "{label} could not be reached: check the network and its base URL."),
    (
        "LiteLLMUnknownProvider",
        404,
        "LiteLLM has no chat models of {label}: choose another provider for this model.",
    ),
)


def completion_error(error: BaseException, label: str) -> ApiError:
    """The failure as the client is told it. Never raises."""
    chain = list(_chain(error))
    for link in chain:
        if isinstance(link, ApiError):
            return link
    answered = [link for link in chain if _response(link) is not None]
    if not answered:
        names = {cls.__name__ for link in chain for cls in type(link).__mro__}
        for name, status, sentence in _BY_CLASS:
            if name in names and status:
                return ApiError(status, sentence.format(label=label))
    # The innermost one is closest to what the provider said.
    source = (answered or [link for link in chain if _status(link)] or chain)[-1]
    status = _status(source)
    if status < 400 or "Error converting to valid response" in str(error)[:_MAX_TEXT]:
        return ApiError(502, f"{label} sent an answer that LiteLLM could not read: try again, or choose another model.")
    body = _body(source)
    if body is None and not answered:
        return ApiError(status, _unanswered(status, label), should_retry=False if status < 500 else None)
    return provider_error(status, _headers(chain), body or b"", label)


def _unanswered(status: int, label: str) -> str:
    if status in (401, 403):
        return f"LiteLLM has no usable credentials for {label}: set its key (`desktop-proxy keys set`) and try again."
    if status < 500:
        return f"LiteLLM cannot translate this request for {label}: choose another model for it."
    return f"LiteLLM failed on a request for {label}: try again, or choose another model."


def _chain(error: BaseException) -> Iterator[BaseException]:
    current: BaseException | None = error
    for _ in range(_MAX_CHAIN):
        if current is None:
            return
        yield current
        inner = getattr(current, "original_exception", None)
        current = inner if isinstance(inner, BaseException) else current.__cause__ or current.__context__


def _status(error: BaseException) -> int:
    status = getattr(error, "status_code", None)
    return status if isinstance(status, int) else 0


def _response(error: BaseException) -> Any:
    response = getattr(error, "response", None)
    # LiteLLM makes up a response for every exception; a real one has a real address.
    url = str(getattr(getattr(response, "_request", None), "url", ""))
    return response if url and "litellm.ai" not in url else None


def _headers(chain: list[BaseException]) -> Mapping[str, str]:
    for link in reversed(chain):
        for headers in (getattr(_response(link), "headers", None), getattr(link, "litellm_response_headers", None)):
            if headers:
                return {str(name).lower(): str(value) for name, value in dict(headers).items()}
    return {}


def _body(error: BaseException) -> Mapping[str, Any] | None:
    body = getattr(error, "body", None)
    if isinstance(body, Mapping):
        return body if "error" in body else {"error": body}
    text = str(getattr(error, "message", "") or error)[:_MAX_TEXT]
    start, end = text.find("{"), text.rfind("}")
    if start < 0 or end < start:
        return None
    try:
        found = orjson.loads(text[start : end + 1])
    except orjson.JSONDecodeError:
        return None
    return found if isinstance(found, dict) else None
