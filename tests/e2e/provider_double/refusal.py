"""A provider's refusal and the shape each provider gives it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

GOOGLE_STATUS = {
    400: "INVALID_ARGUMENT",
    401: "UNAUTHENTICATED",
    403: "PERMISSION_DENIED",
    404: "NOT_FOUND",
    429: "RESOURCE_EXHAUSTED",
    500: "INTERNAL",
    503: "UNAVAILABLE",
}


class Refusal(Exception):
    """What the provider says no to. `planned` marks those a test asked for."""

    def __init__(
        self,
        status: int,
        message: str,
        *,
        param: str | None = None,
        code: str | None = None,
        retry_after: float | None = None,
        planned: bool = False,
    ) -> None:
        super().__init__(message)
        self.status = status
        self.message = message
        self.param = param
        self.code = code
        self.retry_after = retry_after
        self.planned = planned

    def headers(self) -> dict[str, str]:
        return {} if self.retry_after is None else {"retry-after": str(self.retry_after)}


def rate_limit(retry_after: float = 1) -> Refusal:
    """The 429 a test plans."""
    return Refusal(
        429,
        "Rate limit reached for requests per minute.",
        code="rate_limit_exceeded",
        retry_after=retry_after,
        planned=True,
    )


def openai_body(refusal: Refusal) -> dict[str, Any]:
    kinds = {401: "invalid_request_error", 429: "requests", 500: "server_error", 503: "server_error"}
    return {
        "error": {
            "message": refusal.message,
            "type": kinds.get(refusal.status, "invalid_request_error"),
            "param": refusal.param,
            "code": refusal.code,
        }
    }


def xai_body(refusal: Refusal) -> dict[str, Any]:
    kinds = {
        429: "Some resource has been exhausted",
        500: "Internal error",
        503: "The service is currently unavailable",
    }
    return {"code": kinds.get(refusal.status, "Client specified an invalid argument"), "error": refusal.message}


def google_body(refusal: Refusal) -> dict[str, Any]:
    error: dict[str, Any] = {
        "code": refusal.status,
        "message": refusal.message,
        "status": GOOGLE_STATUS.get(refusal.status, "UNKNOWN"),
    }
    details: list[Mapping[str, Any]] = []
    if refusal.status == 400 and refusal.code == "API_KEY_INVALID":
        details.append({"@type": "type.googleapis.com/google.rpc.ErrorInfo", "reason": "API_KEY_INVALID"})
    elif refusal.param:
        violation = {"field": refusal.param, "description": refusal.message}
        details.append({"@type": "type.googleapis.com/google.rpc.BadRequest", "fieldViolations": [violation]})
    if refusal.retry_after is not None:
        delay = f"{refusal.retry_after}s"
        details.append({"@type": "type.googleapis.com/google.rpc.RetryInfo", "retryDelay": delay})
    if details:
        error["details"] = details
    return {"error": error}


def anthropic_body(refusal: Refusal) -> dict[str, Any]:
    kinds = {401: "authentication_error", 404: "not_found_error", 429: "rate_limit_error", 529: "overloaded_error"}
    kind = kinds.get(refusal.status, "invalid_request_error" if refusal.status < 500 else "api_error")
    error: dict[str, Any] = {"type": kind, "message": refusal.message}
    if refusal.code == "thread_unsupported_request":
        error["details"] = {"error_code": refusal.code, "unsupported": ["thread"]}
    return {"type": "error", "error": error, "request_id": "req_double"}
