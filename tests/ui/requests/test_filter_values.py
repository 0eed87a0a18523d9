"""Numbers with units, comparisons and moments."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_proxy.ui.requests.filter_values import COUNT, MILLISECONDS, MONEY, moment_test, number_test

NOW = datetime(2026, 11, 25, 16, 30, 15).astimezone()


@pytest.mark.parametrize(
    ("value", "units", "passes", "fails"),
    [
        (">0.1", MONEY, 0.11, 0.1),
        (">=$0.1", MONEY, 0.1, 0.09),
        ("<.5", MONEY, 0.4, 0.5),
        ("<=12k", COUNT, 12_000, 12_001),
        ("=7", COUNT, 7, 8),
        ("7", COUNT, 7, 6),
        ("> 2M", COUNT, 2_000_001, 2_000_000),
        (">5s", MILLISECONDS, 5001, 5000),
        ("<800ms", MILLISECONDS, 799, 800),
        (">1.5m", MILLISECONDS, 90_001, 90_000),
        (">1h", MILLISECONDS, 3_600_001, 3_600_000),
    ],
)
def test_a_comparison_with_a_number(value: str, units: dict[str, float], passes: float, fails: float) -> None:
    test = number_test(value, units)
    assert test is not None
    assert test(passes) and not test(fails) and not test(float("nan"))


@pytest.mark.parametrize("value", ["", ">", "x", "5x", "1e5", ">>5", "5 5", "--5", "1.2.3"])
def test_what_is_no_number_is_none(value: str) -> None:
    assert number_test(value, COUNT) is None


def test_a_duration_needs_its_unit() -> None:
    assert number_test("5", MILLISECONDS) is None


@pytest.mark.parametrize(
    ("value", "first", "last"),
    [
        ("today", "2026-11-25 00:00:00", "2026-11-25 23:59:59"),
        ("yesterday", "2026-11-24 00:00:00", "2026-11-24 23:59:59"),
        ("2026-11-20", "2026-11-20 00:00:00", "2026-11-20 23:59:59"),
        ("12:04", "2026-11-25 12:04:00", "2026-11-25 12:04:59"),
        ("12:04:31", "2026-11-25 12:04:31", "2026-11-25 12:04:31"),
        ("2026-11-20T12:04", "2026-11-20 12:04:00", "2026-11-20 12:04:59"),
        ("2026-11-20 12:04", "2026-11-20 12:04:00", "2026-11-20 12:04:59"),
        ("15m", "2026-11-25 16:15:15", "2026-11-25 16:30:15"),
        ("2h", "2026-11-25 14:30:15", "2026-11-25 16:30:15"),
        ("3d", "2026-11-22 16:30:15", "2026-11-25 16:30:15"),
    ],
)
def test_a_moment_takes_in_all_of_itself_and_no_more(value: str, first: str, last: str) -> None:
    test = moment_test(value, NOW)
    assert test is not None
    from_, until = (datetime.fromisoformat(moment).timestamp() for moment in (first, last))
    assert test(from_) and test(until)
    assert not test(from_ - 1)


@pytest.mark.parametrize(
    ("value", "at", "before", "after"),
    [(">12:00", True, False, True), (">=12:00", True, False, True), ("<12:00", False, True, False)],
)
def test_a_comparison_with_a_moment(value: str, at: bool, before: bool, after: bool) -> None:
    test, noon = moment_test(value, NOW), datetime(2026, 11, 25, 12).timestamp()
    assert test is not None
    assert (test(noon), test(noon - 1), test(noon + 100)) == (at, before, after)


def test_until_a_day_takes_that_day_in() -> None:
    test = moment_test("<=2026-11-20", NOW)
    assert test is not None
    assert test(datetime(2026, 11, 20, 23).timestamp()) and not test(datetime(2026, 11, 21).timestamp())


def test_the_day_before_a_change_of_the_clock_is_whole() -> None:
    test = moment_test("yesterday", NOW + timedelta(days=150))
    assert test is not None


@given(st.text() | st.from_regex(r"[<>=]{0,3}[0-9:.\-$ tkmshd]*", fullmatch=True))
def test_nothing_raises(value: str) -> None:
    number_test(value, COUNT)
    number_test(value, MILLISECONDS)
    moment_test(value, NOW)
