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

_UNREACHABLE = "{label} could not be reached: check the network and its base URL."
_TOO_SLOW = "{label} did not answer in time: try again."

# What the innermost exception of a kind means where no provider answered. First match wins.
_BY_CLASS: tuple[tuple[str, int, str], ...] = (
    (
        "ImportError",
        500,
        "LiteLLM needs a Python package for {label} that is not part of this program: choose another provider, or "
        "reach it through an OpenAI-compatible address (`desktop-proxy providers add`).",
    ),
    ("TimeoutError", 504, _TOO_SLOW),
    ("TimeoutException", 504, _TOO_SLOW),
    ("Timeout", 504, _TOO_SLOW),
    ("ClientConnectionError", 502, _UNREACHABLE),
    ("NetworkError", 502, _UNREACHABLE),
    ("gaierror", 502, _UNREACHABLE),
    ("ConnectionError", 502, _UNREACHABLE),
    ("LiteLLMUnknownProvider", 404, "LiteLLM has no chat models of {label}: choose another provider for this model."),
)
_UNREADABLE = "{label} sent an answer that LiteLLM could not read: try again, or choose another model."


def completion_error(error: BaseException, label: str) -> ApiError:
    """The failure as the client is told it. Never raises."""
    chain = list(_chain(error))
    for link in chain:
        if isinstance(link, ApiError):
            return link
    answered = [link for link in chain if _was_answered(link)]
    if answered:
        response: Any = getattr(answered[-1], "response", None)
        headers = {str(name).lower(): str(value) for name, value in dict(getattr(response, "headers", {})).items()}
        return provider_error(_status(response) or _status(answered[-1]), headers, _body(chain, response), label)
    names = {name for link in chain for name in _class_names(link)}
    for name, status, sentence in _BY_CLASS:
        if name in names:
            return ApiError(status, sentence.format(label=label))
    if any("No module named" in str(link)[:_MAX_TEXT] for link in chain):
        return ApiError(500, _BY_CLASS[0][2].format(label=label))
    return _unanswered(chain, label)


def _unanswered(chain: list[BaseException], label: str) -> ApiError:
    """No exception of an HTTP client is left: the provider's words, if any, are in the texts."""
    status = next((_status(link) for link in reversed(chain) if _status(link)), 0)
    body = _body(chain, None)
    if status < 400 or any("Error converting to valid response" in str(link)[:_MAX_TEXT] for link in chain):
        return ApiError(502, _UNREADABLE.format(label=label))
    if body:
        return provider_error(status, _litellm_headers(chain), body, label)
    if status in (401, 403):
        sentence = (
            f"LiteLLM has no usable credentials for {label}: set its key (`desktop-proxy keys set`) and try again."
        )
    elif status < 500:
        sentence = f"LiteLLM cannot translate this request for {label}: choose another model for it."
    else:
        return ApiError(status, f"LiteLLM failed on a request for {label}: try again, or choose another model.")
    return ApiError(status, sentence, should_retry=False)


def _chain(error: BaseException) -> Iterator[BaseException]:
    current: BaseException | None = error
    for _ in range(_MAX_CHAIN):
        if current is None:
            return
        yield current
        inner = getattr(current, "original_exception", None)
        current = inner if isinstance(inner, BaseException) else current.__cause__ or current.__context__


def _class_names(error: BaseException) -> set[str]:
    return {cls.__name__ for cls in type(error).__mro__}


def _was_answered(error: BaseException) -> bool:
    """Whether this is httpx's or openai's exception for a real answer: LiteLLM's own carry one it made up."""
    names = _class_names(error)
    return "HTTPStatusError" in names or ("APIStatusError" in names and type(error).__module__.startswith("openai"))


def _status(source: Any) -> int:
    status = getattr(source, "status_code", None)
    return status if isinstance(status, int) else 0


def _litellm_headers(chain: list[BaseException]) -> Mapping[str, str]:
    found = (getattr(link, "litellm_response_headers", None) for link in reversed(chain))
    headers: Any = next((one for one in found if one), {})
    return {str(name).lower(): str(value) for name, value in dict(headers).items()}


def _body(chain: list[BaseException], response: Any) -> bytes | Mapping[str, Any]:
    """The provider's error object: as the client read it, else the innermost JSON object among the texts."""
    content = getattr(response, "_content", b"")
    if content:
        return bytes(content[:_MAX_TEXT])
    for link in reversed(chain):
        body = getattr(link, "body", None)
        if isinstance(body, Mapping):
            return body if "error" in body else {"error": body}
        text = str(getattr(link, "message", None) or link)[:_MAX_TEXT]
        start, end = text.find("{"), text.rfind("}")
        try:
            found = orjson.loads(text[start : end + 1]) if 0 <= start < end else None
        except orjson.JSONDecodeError:
            continue
        if isinstance(found, dict):
            return found
    return b""
