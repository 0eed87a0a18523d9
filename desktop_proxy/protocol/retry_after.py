"""How many seconds a provider asks us to wait, wherever it says so: headers, Google's RetryInfo, or its sentence."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from desktop_proxy.protocol.error_body import ErrorBody

_DURATION = re.compile(
    r"(?:(\d{1,6})h)?(?:(\d{1,6})m(?!s))?(?:(\d{1,9}(?:\.\d{1,9})?)s)?(?:(\d{1,9}(?:\.\d{1,9})?)ms)?"
)
_SENTENCE = re.compile(r"(?:try again|retry) (?:in|after) ((?:\d+(?:\.\d+)?\s?(?:ms|h|m|s)){1,4})", re.IGNORECASE)
_SENTENCE_SECONDS = re.compile(r"(?:try again|retry) (?:in|after) (\d{1,6}(?:\.\d{1,3})?) ?seconds?", re.IGNORECASE)
_MAX_SECONDS = 7 * 24 * 3600
_EPOCH_MS = 1_000_000_000_000
"""OpenRouter's reset is a moment in milliseconds, everyone else's a duration."""


def retry_after(headers: Mapping[str, str], body: ErrorBody) -> float | None:
    """Seconds to wait, or None when the provider does not say. Never raises."""
    lowered = {str(name).lower(): str(value).strip() for name, value in headers.items()}
    for wait in (
        _milliseconds(lowered.get("retry-after-ms")),
        _header(lowered.get("retry-after"), lowered.get("date")),
        _retry_info(body),
        _said(body.message),
        _reset(lowered),
    ):
        if wait is not None and math.isfinite(wait):
            return min(max(wait, 0.0), _MAX_SECONDS)
    return None


def seconds(duration: str) -> float | None:
    """`38s`, `1.5s`, `6m0s`, `120ms` or a bare number, in seconds."""
    number = _number(duration)
    if number is not None:
        return number
    match = _DURATION.fullmatch(duration.replace(" ", ""))
    if not match or not any(match.groups()):
        return None
    hours, minutes, whole, thousandths = (float(group or 0) for group in match.groups())
    return hours * 3600 + minutes * 60 + whole + thousandths / 1000


def _header(value: str | None, date: str | None) -> float | None:
    if not value:
        return None
    wait = seconds(value)
    if wait is not None:
        return wait
    until, now = _moment(value), _moment(date) or datetime.now(UTC)
    return (until - now).total_seconds() if until else None


def _moment(value: str | None) -> datetime | None:
    try:
        moment = parsedate_to_datetime(value or "")
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _milliseconds(value: str | None) -> float | None:
    number = _number(value or "")
    return None if number is None else number / 1000


def _number(value: str) -> float | None:
    try:
        number = float(value)
    except ValueError:
        return None
    return number if math.isfinite(number) else None


def _retry_info(body: ErrorBody) -> float | None:
    delays = (detail.get("retryDelay") for detail in body.details)
    return next((wait for delay in delays if isinstance(delay, str) and (wait := seconds(delay)) is not None), None)


def _said(message: str) -> float | None:
    if match := _SENTENCE_SECONDS.search(message):
        return float(match.group(1))
    match = _SENTENCE.search(message)
    return seconds(match.group(1)) if match else None


def _reset(headers: Mapping[str, str]) -> float | None:
    """The reset of the limit that is used up; where none says so, that of the tokens."""
    resets = [
        (headers.get(f"x-ratelimit-remaining{kind}") == "0", wait)
        for kind in ("-tokens", "-requests", "")
        if (wait := _until_reset(headers.get(f"x-ratelimit-reset{kind}", ""))) is not None
    ]
    used_up = [wait for empty, wait in resets if empty]
    return max(used_up) if used_up else resets[0][1] if resets else None


def _until_reset(value: str) -> float | None:
    wait = seconds(value) if value else None
    if wait is not None and wait > _EPOCH_MS / 1000:
        moment = wait / 1000 if wait >= _EPOCH_MS else wait
        return moment - datetime.now(UTC).timestamp()
    return wait
