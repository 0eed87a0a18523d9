"""The error taxonomy: one exception, the Anthropic envelope, and which type goes with which status.

Everything that can go wrong for a client is an `ApiError`; it is raised where the fault is known and rendered in
one place (`server/app.py`). What a provider's refusal means is decided in `provider_errors.py`.
Types and statuses: https://docs.claude.com/en/api/errors
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

ERROR_TYPES: Mapping[int, str] = {
    400: "invalid_request_error",
    401: "authentication_error",
    402: "billing_error",
    403: "permission_error",
    404: "not_found_error",
    405: "invalid_request_error",
    408: "timeout_error",
    409: "conflict_error",
    413: "request_too_large",
    415: "invalid_request_error",
    422: "invalid_request_error",
    429: "rate_limit_error",
    500: "api_error",
    502: "api_error",
    503: "api_error",
    504: "timeout_error",
    529: "overloaded_error",
}

MAX_MESSAGE_CHARACTERS = 3000
"""Keeps every error body under 4 kB (the client shows it in a terminal)."""


def error_type(status: int) -> str:
    """The Anthropic error type for an HTTP status."""
    if status in ERROR_TYPES:
        return ERROR_TYPES[status]
    return "invalid_request_error" if 400 <= status < 500 else "api_error"


class ApiError(Exception):
    """A failure the client is told about, in the Anthropic shape.

    `status` is the HTTP status (in a stream that has begun it only chooses the type), `message` one sentence that
    says what happened and what to do. `retry_after` is in seconds. `should_retry` becomes `x-should-retry`: the
    official clients obey it, and None leaves the decision to their own rules. `details` joins the error object.
    """

    def __init__(
        self,
        status: int,
        message: str,
        *,
        type: str | None = None,
        retry_after: float | None = None,
        should_retry: bool | None = None,
        details: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(message)
        self.status = status
        self.type = type or error_type(status)
        self.message = message[:MAX_MESSAGE_CHARACTERS]
        self.retry_after = retry_after
        self.should_retry = should_retry
        self.details = details
        self.words = ""
        """What a provider said in its refusal, code included, in lower case: to find signs in, never to be shown."""

    def __repr__(self) -> str:
        return f"ApiError({self.status}, {self.type}, {self.message!r})"

    def envelope(self, request_id: str | None = None) -> dict[str, Any]:
        """The JSON body: `{"type": "error", "error": {"type", "message"}, "request_id"}`."""
        error: dict[str, Any] = {"type": self.type, "message": self.message}
        if self.details:
            error["details"] = dict(self.details)
        body: dict[str, Any] = {"type": "error", "error": error}
        if request_id:
            body["request_id"] = request_id
        return body

    def headers(self) -> dict[str, str]:
        """`retry-after` and `x-should-retry`, where they are known."""
        headers = {}
        if self.retry_after is not None:
            headers["retry-after"] = str(max(0, math.ceil(self.retry_after)))
        if self.should_retry is not None:
            headers["x-should-retry"] = "true" if self.should_retry else "false"
        return headers
