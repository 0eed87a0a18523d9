from __future__ import annotations

import pytest

from desktop_proxy.protocol.errors import ApiError
from desktop_proxy.upstream.connection_errors import ConnectError
from desktop_proxy.upstream.retry import LONGEST_DELAY_S, Retries, may_fall_back

ANSWERS = [
    (ConnectError(502, "refused"), None, True),
    (ConnectError(502, "certificate", transient=False), None, False),
    (ApiError(504, "silent"), None, False),
    (ApiError(500, "x"), 500, True),
    (ApiError(529, "x"), 529, True),
    (ApiError(503, "x", retry_after=5), 503, True),
    (ApiError(503, "x", retry_after=31), 503, False),
    (ApiError(429, "x"), 429, False),
    (ApiError(429, "x", retry_after=2), 429, True),
    (ApiError(429, "x", retry_after=2, should_retry=False), 429, False),
    (ApiError(400, "x"), 400, False),
    (ApiError(401, "x"), 401, False),
    (ApiError(502, "an unreadable answer"), 200, False),
]


@pytest.mark.parametrize(("error", "status", "again"), ANSWERS)
def test_what_is_asked_again(error: ApiError, status: int | None, again: bool) -> None:
    assert (Retries(2).delay(error, status) is not None) is again


def test_no_more_often_than_the_setting_says() -> None:
    retries = Retries(2)
    waits = [retries.delay(ApiError(500, "x"), 500) for _ in range(3)]
    assert waits[0] is not None and waits[1] is not None
    assert waits[2] is None


def test_the_delay_grows_varies_and_has_an_end() -> None:
    firsts = {Retries(9).delay(ApiError(500, "x"), 500) for _ in range(20)}
    assert len(firsts) > 1
    retries = Retries(9)
    waits = [retries.delay(ApiError(500, "x"), 500) or 0 for _ in range(9)]
    assert max(waits) <= LONGEST_DELAY_S
    assert sum(waits[:2]) > sum(sorted(firsts)[:1])  # type: ignore[type-var]


def test_the_providers_wish_is_the_least_delay() -> None:
    assert (Retries(2).delay(ApiError(503, "x", retry_after=20), 503) or 0) >= 20


def test_all_waiting_together_stays_within_the_budget(monkeypatch: pytest.MonkeyPatch) -> None:
    from desktop_proxy.upstream import retry

    now = 100.0
    monkeypatch.setattr(retry.time, "monotonic", lambda: now)
    retries = Retries(5)
    first = retries.delay(ApiError(503, "x", retry_after=25), 503)
    assert first is not None
    now += first
    assert retries.delay(ApiError(503, "x", retry_after=25), 503) is None


@pytest.mark.parametrize(
    ("error", "status", "may"),
    [
        (ConnectError(502, "x"), None, True),
        (ApiError(503, "x"), 503, True),
        (ApiError(529, "x"), 529, True),
        (ApiError(429, "x"), 429, False),
        (ApiError(400, "x"), 400, False),
        (ApiError(502, "unreadable"), 200, False),
        (ApiError(401, "no key"), None, False),
    ],
)
def test_who_may_answer_instead(error: ApiError, status: int | None, may: bool) -> None:
    assert may_fall_back(error, status) is may
