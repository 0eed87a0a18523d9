"""How the values of the filter language are read: numbers with units, comparisons, moments. Knows no fields."""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

Test = Callable[[float], bool]

COUNT: Mapping[str, float] = {"": 1, "k": 1e3, "m": 1e6}
MONEY: Mapping[str, float] = {"": 1}
MILLISECONDS: Mapping[str, float] = {"ms": 1, "s": 1e3, "m": 6e4, "h": 3.6e6}
_SECONDS: Mapping[str, float] = {"m": 60, "h": 3600, "d": 86_400}

_COMPARISON = re.compile(r"\s*(>=|<=|>|<|=)?\s*(.*)", re.DOTALL)
_NUMBER = re.compile(r"\$?([0-9]{1,15}(?:\.[0-9]{0,9})?|\.[0-9]{1,9})\s*([a-z]*)")
_OPERATORS: Mapping[str, Callable[[float, float], bool]] = {
    "": operator.eq,
    "=": operator.eq,
    ">": operator.gt,
    ">=": operator.ge,
    "<": operator.lt,
    "<=": operator.le,
}
_MOMENTS: tuple[tuple[str, timedelta], ...] = (
    ("%Y-%m-%d %H:%M:%S", timedelta(seconds=1)),
    ("%Y-%m-%dt%H:%M:%S", timedelta(seconds=1)),
    ("%Y-%m-%d %H:%M", timedelta(minutes=1)),
    ("%Y-%m-%dt%H:%M", timedelta(minutes=1)),
    ("%Y-%m-%d", timedelta(days=1)),
    ("%H:%M:%S", timedelta(seconds=1)),
    ("%H:%M", timedelta(minutes=1)),
)
"""Forms of a moment, and how long it lasts."""


def number_test(value: str, units: Mapping[str, float]) -> Test | None:
    """A comparison with a number in one of the units; None for what is none."""
    comparison, rest = _split(value.lower())
    found = _NUMBER.fullmatch(rest)
    if found is None or found[2] not in units:
        return None
    limit, compare = float(found[1]) * units[found[2]], _OPERATORS[comparison]
    return lambda number: compare(number, limit)


def moment_test(value: str, now: datetime) -> Test | None:
    """A comparison of unix seconds with a moment of local time; None for what is none.

    `>` takes a moment itself in and `<` leaves it out, since "later than 12:00" is meant from 12:00 on.
    """
    comparison, rest = _split(value.lower())
    try:
        start, end = _span(rest, now)
    except (ValueError, OverflowError, OSError):
        return None
    if comparison in (">", ">="):
        return lambda moment: moment >= start
    if comparison:
        latest = end if comparison == "<=" else start
        return (lambda moment: moment < latest) if comparison != "=" else lambda moment: start <= moment < end
    return lambda moment: start <= moment < end


def _split(value: str) -> tuple[str, str]:
    found = _COMPARISON.fullmatch(value)
    return (found[1] or "", found[2].strip()) if found else ("", value)


def _span(text: str, now: datetime) -> tuple[float, float]:
    """From when to when, in unix seconds. Raises ValueError and what dates raise beyond their range."""
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0, tzinfo=None)
    days = {"today": 0, "yesterday": 1}.get(text)
    if days is not None:
        return _seconds(midnight - timedelta(days=days), timedelta(days=1))
    lately = _NUMBER.fullmatch(text)
    if lately and lately[2] in _SECONDS:
        return now.timestamp() - float(lately[1]) * _SECONDS[lately[2]], float("inf")
    for form, lasts in _MOMENTS:
        try:
            moment = datetime.strptime(text, form)
        except ValueError:
            continue
        return _seconds(moment if "%Y" in form else datetime.combine(midnight, moment.time()), lasts)
    raise ValueError(text)


def _seconds(moment: datetime, lasts: timedelta) -> tuple[float, float]:
    return moment.timestamp(), (moment + lasts).timestamp()
