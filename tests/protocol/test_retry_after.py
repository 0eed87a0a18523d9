from __future__ import annotations

import time
from typing import Any

import pytest

from desktop_proxy.protocol.error_body import ErrorBody, read_error_body
from desktop_proxy.protocol.retry_after import retry_after, seconds

NOTHING = ErrorBody("", "")


@pytest.mark.parametrize(
    ("duration", "expected"),
    [("38s", 38), ("1.5s", 1.5), ("6m0s", 360), ("120ms", 0.12), ("1h2m3s", 3723), ("20", 20), ("", None), ("x", None)],
)
def test_seconds(duration: str, expected: float | None) -> None:
    assert seconds(duration) == expected


@pytest.mark.parametrize(
    ("headers", "expected"),
    [
        ({}, None),
        ({"Retry-After": "20"}, 20),
        ({"retry-after": "-5"}, 0),
        ({"retry-after": "nan"}, None),
        ({"retry-after": "soon"}, None),
        ({"retry-after-ms": "1500", "retry-after": "9"}, 1.5),
        ({"retry-after": "Fri, 21 Nov 2025 10:00:30 GMT", "date": "Fri, 21 Nov 2025 10:00:00 GMT"}, 30),
        ({"x-ratelimit-reset-tokens": "6m0s", "x-ratelimit-reset-requests": "1s"}, 360),
        (
            {
                "x-ratelimit-remaining-requests": "0",
                "x-ratelimit-reset-requests": "1s",
                "x-ratelimit-remaining-tokens": "5",
                "x-ratelimit-reset-tokens": "6m0s",
            },
            1,
        ),
    ],
)
def test_headers(headers: dict[str, str], expected: float | None) -> None:
    assert retry_after(headers, NOTHING) == expected


def test_a_reset_as_a_moment_in_milliseconds() -> None:
    moment = str(round((time.time() + 60) * 1000))
    wait = retry_after({"X-RateLimit-Reset": moment}, NOTHING)
    assert wait is not None
    assert 50 < wait < 61


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ({"error": {"message": "x", "details": [{"@type": "RetryInfo", "retryDelay": "38.5s"}]}}, 38.5),
        ({"error": {"message": "x", "details": [{"retryDelay": None}, {"retryDelay": "9s"}]}}, 9),
        ({"error": {"message": "Rate limit reached. Please try again in 1.2s. Visit"}}, 1.2),
        ({"error": {"message": "Please try again in 6m0s."}}, 360),
        ({"error": {"message": "Please try again in 120ms."}}, 0.12),
        ({"error": {"message": "Please retry after 26 seconds."}}, 26),
        ({"error": {"message": "Please retry in 38.233s."}}, 38.233),
        ({"error": {"message": "Try again later."}}, None),
    ],
)
def test_bodies(body: dict[str, Any], expected: float | None) -> None:
    assert retry_after({}, read_error_body(body)) == expected
