from __future__ import annotations

import orjson
import pytest

from desktop_proxy.protocol.errors import ApiError, error_type


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (400, "invalid_request_error"),
        (401, "authentication_error"),
        (403, "permission_error"),
        (404, "not_found_error"),
        (413, "request_too_large"),
        (429, "rate_limit_error"),
        (500, "api_error"),
        (529, "overloaded_error"),
        (418, "invalid_request_error"),
        (599, "api_error"),
    ],
)
def test_each_status_has_its_type(status: int, kind: str) -> None:
    assert error_type(status) == kind
    assert ApiError(status, "x").envelope("req_1") == {
        "type": "error",
        "error": {"type": kind, "message": "x"},
        "request_id": "req_1",
    }


def test_the_advice_on_retries_becomes_headers() -> None:
    assert ApiError(429, "x", retry_after=6.6, should_retry=False).headers() == {
        "retry-after": "7",
        "x-should-retry": "false",
    }
    assert ApiError(500, "x").headers() == {}


@pytest.mark.parametrize(("seconds", "told"), [(0.4, "1"), (1.4, "2"), (2, "2"), (0, "0"), (-1, "0")])
def test_a_client_that_waits_as_told_does_not_come_back_too_early(seconds: float, told: str) -> None:
    assert ApiError(429, "x", retry_after=seconds).headers() == {"retry-after": told}


def test_a_long_message_stays_under_four_kilobytes() -> None:
    assert len(orjson.dumps(ApiError(500, "x" * 100_000).envelope())) < 4096
