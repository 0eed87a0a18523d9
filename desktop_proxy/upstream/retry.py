"""When a failed call is made again, after how long, and when another target may answer instead: rules, no waiting.

The only retry layer: nothing below it repeats a call. A call that has begun to answer is never repeated.
"""

from __future__ import annotations

import random
import time

from desktop_proxy.protocol.errors import ApiError
from desktop_proxy.upstream.connection_errors import ConnectError

FIRST_DELAY_S = 0.5
LONGEST_DELAY_S = 8.0
LONGEST_RETRY_AFTER_S = 30.0
BUDGET_S = 35.0
"""What all waiting and repeating may add to a request."""


class Retries:
    """The repetitions of one request."""

    def __init__(self, limit: int) -> None:
        self._left = limit
        self._count = 0
        self._begun: float | None = None

    def delay(self, error: ApiError, status: int | None) -> float | None:
        """Seconds to wait before the next attempt, or None to give up.

        `status` is what the provider answered in this attempt; None where it did not answer.
        """
        now = time.monotonic()
        if self._begun is None:
            self._begun = now
        if self._left <= 0 or not _may_help(error, status):
            return None
        wait: float = min(FIRST_DELAY_S * 2**self._count, LONGEST_DELAY_S) * random.uniform(0.5, 1.0)  # noqa: S311 - jitter
        wait = max(wait, error.retry_after or 0.0)
        if now - self._begun + wait > BUDGET_S:
            return None
        self._left -= 1
        self._count += 1
        return wait


def _may_help(error: ApiError, status: int | None) -> bool:
    if isinstance(error, ConnectError):
        return error.transient
    if status is None or error.should_retry is False:
        return False
    if error.retry_after is not None and error.retry_after > LONGEST_RETRY_AFTER_S:
        return False
    if status == 429:
        # Without a time to wait for, the client's own longer back-off is the better one.
        return error.retry_after is not None
    return status >= 500


def may_fall_back(error: ApiError, status: int | None) -> bool:
    """Whether another target may answer: a 4xx says something about the request, not about the provider."""
    return isinstance(error, ConnectError) or (status is not None and status >= 500)
