"""What a provider's refusal means for the client: one table by status, and a few signs that overrule it.

The status decides, never the class of an exception or the wording, except for the refusals that providers put under
a status of their own: a wrong key, an empty account, a conversation that is too long, an unknown model, overload.
The words shown are the provider's own behind its name. Reading bodies is `error_body.py`'s part.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from desktop_proxy.protocol.context_overflow import context_overflow_message
from desktop_proxy.protocol.error_body import ErrorBody, clean, read_error_body
from desktop_proxy.protocol.errors import ApiError
from desktop_proxy.protocol.retry_after import retry_after

STATUSES: Mapping[int, int] = {
    400: 400, 401: 401, 402: 402, 403: 403, 404: 404, 405: 404, 407: 502, 408: 408, 409: 409, 410: 404, 413: 413,
    422: 400, 425: 503, 429: 429, 451: 403, 500: 500, 502: 502, 503: 503, 504: 504, 529: 529,
}  # fmt: skip
"""Provider's status → ours. Below 400 an error is the gateway's (502), like every unknown 5xx; unknown 4xx are 400."""

_STATUS_WORDS: tuple[tuple[str, int], ...] = (
    # What an error without a status says of itself: an error event in a stream that began with 200.
    ("insufficient_quota", 429),
    ("rate_limit", 429),
    ("resource_exhausted", 429),
    ("too_many_requests", 429),
    ("overloaded", 529),
    ("unavailable", 503),
    ("deadline_exceeded", 504),
    ("unauthenticated", 401),
    ("authentication_error", 401),
    ("invalid_api_key", 401),
    ("permission_denied", 403),
    ("permission_error", 403),
    ("not_found", 404),
    ("request_too_large", 413),
    ("billing_error", 402),
    ("invalid_argument", 400),
    ("failed_precondition", 400),
    ("invalid_request", 400),
    ("invalid_prompt", 400),
    ("context_length_exceeded", 400),
    ("server_error", 500),
    ("internal", 500),
    ("timeout", 504),
)

_KEY_REFUSED = re.compile(
    r"api[ _-]?key not valid|api_key_invalid|your api key was|provide an api key"
    r"|(?:invalid|incorrect|wrong|expired|revoked|leaked|missing|no|bad)[ _]api[ _-]?key"
    r"|api[ _-]?key (?:is )?(?:invalid|incorrect|expired|missing|revoked|was reported as leaked|not found)"
    r"|unregistered callers|invalid authentication|invalid credentials|no auth credentials"
    r"|unauthenticated|authentication[ _](?:error|fail)|access_token_"
)
_ACCOUNT_EMPTY = re.compile(
    r"insufficient[ _](?:quota|balance|credits?|funds)|exceeded your current quota|requires more credits"
    r"|billing_(?:hard_limit|not_active|error)|account is not active|spending limit"
    r"|credit balance|out of credits|used all available credits"
)
_WILL_NEVER_FIT = re.compile(r"request too large for")
_MODEL_UNKNOWN = re.compile(
    r"model_not_found|model not found|no such model|unknown model|not a valid model|model_not_exist"
    r"|models?/\S{1,200} (?:is|was) not found"
    r"|model [`'\"]?\S{1,200} (?:does not exist|(?:is |was )?not found|is not supported for generatecontent)"
)
_OVERLOADED = re.compile(r"overload|high demand|at capacity|no capacity|out of capacity")


@dataclass(frozen=True, slots=True)
class _Refusal:
    label: str
    answered: int
    """The provider's status."""
    status: int
    """Ours for it."""
    body: ErrorBody
    wait_s: float | None

    def said(self) -> str:
        """`<label>: <the provider's own message>`, ending as a sentence."""
        words = self.body.message
        if self.body.html:
            words = f"answered with an HTML page instead of an API reply (HTTP {self.answered}). Check its base URL"
        words = words or f"answered HTTP {self.answered} without saying why"
        # A client that reads the header's name in a message takes it for its own login that failed.
        words = re.sub(r"x-api-key", "API key", words, flags=re.IGNORECASE)
        return f"{self.label}: {words}" if words[-1:] in ".!?…" else f"{self.label}: {words}."


def provider_error(status: int, headers: Mapping[str, str], body: bytes | Mapping[str, Any], label: str) -> ApiError:
    """The `ApiError` for a provider's error reply. Never raises, whatever the body; never repeats a key."""
    error_body = read_error_body(body)
    if status < 400:
        mapped = STATUSES.get(error_body.code or 0, 502)
    else:
        mapped = STATUSES.get(status, 400 if status < 500 else 502)
    name = clean(label)[:100] or "The provider"
    refusal = _Refusal(name, status, mapped, error_body, retry_after(headers, error_body))
    error = next((found for recognise in _RECOGNISED if (found := recognise(refusal))), None) or _by_status(refusal)
    error.words = error_body.words
    return error


def _by_status(refusal: _Refusal) -> ApiError:
    waits = refusal.status in (408, 409, 429) or refusal.status >= 500
    return ApiError(refusal.status, refusal.said(), retry_after=refusal.wait_s if waits else None)


def stream_error(payload: Mapping[str, Any], label: str) -> ApiError:
    """The `ApiError` for an error object inside a stream that began with 200: its own code decides. Never raises."""
    body = read_error_body(payload)
    status = body.code or next((status for word, status in _STATUS_WORDS if word in body.words), 500)
    return provider_error(status, {}, payload, label)


def _context_overflow(refusal: _Refusal) -> ApiError | None:
    if refusal.status in (401, 402, 403, 404, 429):
        return None
    message = context_overflow_message(refusal.body)
    return ApiError(400, message) if message else None


def _key_refused(refusal: _Refusal) -> ApiError | None:
    named = refusal.status in (400, 403) and _KEY_REFUSED.search(refusal.body.words)
    if refusal.status != 401 and not named:
        return None
    # Without the header Claude Code repeats a 401 ten times, for three minutes.
    return ApiError(401, f"{refusal.said()} Check the API key for {refusal.label}.", should_retry=False)


def _account_empty(refusal: _Refusal) -> ApiError | None:
    if refusal.status not in (400, 402, 403, 429):
        return None
    # Gemini says "exceeded your current quota" of every limit, with a delay where waiting helps.
    waits = any("retryDelay" in detail for detail in refusal.body.details) or "resource_exhausted" in refusal.body.words
    empty = _ACCOUNT_EMPTY.search(refusal.body.words) and not waits
    if refusal.status != 402 and not empty:
        return None
    status = 429 if refusal.status == 429 else 402
    return ApiError(status, f"{refusal.said()} Check the credit and the plan at {refusal.label}.", should_retry=False)


def _will_never_fit(refusal: _Refusal) -> ApiError | None:
    if refusal.status == 429 and _WILL_NEVER_FIT.search(refusal.body.words):
        return ApiError(429, refusal.said(), should_retry=False)
    return None


def _model_unknown(refusal: _Refusal) -> ApiError | None:
    if refusal.status in (400, 404) and _MODEL_UNKNOWN.search(refusal.body.words):
        return ApiError(404, f"{refusal.said()} Choose another model for this name.")
    return None


def _overloaded(refusal: _Refusal) -> ApiError | None:
    if refusal.status in (500, 503, 529) and _OVERLOADED.search(refusal.body.words):
        return ApiError(529, refusal.said(), retry_after=refusal.wait_s)
    return None


_RECOGNISED: tuple[Callable[[_Refusal], ApiError | None], ...] = (
    _context_overflow,
    _key_refused,
    _account_empty,
    _will_never_fit,
    _model_unknown,
    _overloaded,
)
