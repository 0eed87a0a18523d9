"""Figures as a person reads them, at every edge between two units."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_proxy.figures import clock, duration, exact_time, money, tokens_text

HOUR_MS = 3_600_000
DURATION = re.compile(
    r"(?P<ms>\d{1,3}) ms"
    r"|(?P<s>\d{1,2}\.\d) s"
    r"|(?P<minutes>[1-9]|[1-5]\d) m (?P<seconds>[0-5]\d) s"
    r"|(?P<hours>[1-9]\d*) h (?P<rest>[0-5]\d) m"
)
MAGNITUDES = {"": 1, "k": 1000, "M": 1_000_000}


@pytest.mark.parametrize(
    "ms, said",
    [
        (None, ""),
        (0, "0 ms"),
        (820, "820 ms"),
        (999.4, "999 ms"),
        (999.6, "1.0 s"),
        (4200, "4.2 s"),
        (59_949, "59.9 s"),
        (59_960, "1 m 00 s"),
        (72_000, "1 m 12 s"),
        (HOUR_MS - 501, "59 m 59 s"),
        (HOUR_MS - 400, "1 h 00 m"),
        (HOUR_MS * 2 + 5 * 60_000, "2 h 05 m"),
    ],
)
def test_durations(ms: float | None, said: str) -> None:
    assert duration(ms) == said


@given(st.floats(0, 500 * HOUR_MS))
def test_no_duration_reaches_the_next_unit_within_its_own(ms: float) -> None:
    said = duration(ms)
    found = DURATION.fullmatch(said)
    assert found, said
    assert said != "60.0 s" and float(found["s"] or 1) >= 1
    whole = {"ms": 1, "s": 1000, "minutes": 60_000, "seconds": 1000, "hours": HOUR_MS, "rest": 60_000}
    value = sum(float(amount) * whole[name] for name, amount in found.groupdict().items() if amount)
    assert value == pytest.approx(ms, rel=0.06, abs=0.5), "and it is the duration"


@given(st.floats(0, 10 * HOUR_MS), st.floats(0, 10 * HOUR_MS))
def test_of_two_durations_the_longer_one_never_reads_shorter(one: float, other: float) -> None:
    def value(ms: float) -> list[float]:
        units = {"ms": 0, "s": 1, "m": 2, "h": 3}
        words = duration(ms).split()
        return [units[words[1]], *(float(word) for word in words[::2])]

    shorter, longer = sorted((one, other))
    assert value(shorter) <= value(longer)


@pytest.mark.parametrize(
    "count, said",
    [
        (None, ""),
        (0, "0"),
        (987, "987"),
        (1000, "1.0k"),
        (12_400, "12.4k"),
        (999_949, "999.9k"),
        (999_950, "1.00M"),
        (1_250_000, "1.25M"),
    ],
)
def test_tokens(count: int | None, said: str) -> None:
    assert tokens_text(count) == said


@given(st.integers(0, 10**9))
def test_a_count_of_tokens_is_short_and_true(count: int) -> None:
    found = re.fullmatch(r"(\d{1,3}|\d{1,3}\.\d(?=k)|\d{1,4}\.\d\d(?=M))([kM]?)", tokens_text(count))
    assert found, tokens_text(count)
    assert float(found[1]) * MAGNITUDES[found[2]] == pytest.approx(count, rel=0.05)


@pytest.mark.parametrize(
    "usd, said",
    [
        (0.0, "$0"),
        (0.0001, "<$0.001"),
        (0.0042, "$0.004"),
        (0.042, "$0.042"),
        (0.0994, "$0.099"),
        (0.0996, "$0.10"),
        (0.42, "$0.42"),
        (12.3, "$12.30"),
        (1234.5, "$1,234.50"),
    ],
)
def test_money(usd: float, said: str) -> None:
    assert money(usd) == said


def test_money_without_a_price_is_said_in_the_callers_word() -> None:
    assert (money(None), money(None, "unpriced")) == ("", "unpriced")


@given(st.floats(1e-9, 1e6))
def test_an_amount_is_never_shown_as_nothing_nor_with_a_digit_too_many(usd: float) -> None:
    said = money(usd)
    assert re.fullmatch(r"<\$0\.001|\$0\.0\d\d|\$\d{1,3}(,\d{3})*\.\d\d", said), said
    assert said not in ("$0.000", "$0.00")
    if said.startswith("$"):
        assert float(said[1:].replace(",", "")) == pytest.approx(usd, rel=0.5, abs=0.0051)


def test_a_time_of_today_has_seconds_and_an_older_one_its_date() -> None:
    now = datetime(2026, 11, 24, 12, 4, 31).astimezone()
    assert clock(now.timestamp(), now) == "12:04:31"
    assert clock((now - timedelta(days=1)).timestamp(), now) == "2026-11-23 12:04"
    assert clock((now - timedelta(hours=12, minutes=5)).timestamp(), now) == "2026-11-23 23:59"
    assert re.fullmatch(r"\d\d:\d\d:\d\d", clock(datetime.now().timestamp()))


@given(st.datetimes(datetime(2020, 1, 1), datetime(2040, 1, 1)))
def test_the_exact_time_has_its_zone_and_is_that_time(moment: datetime) -> None:
    unix_s = moment.astimezone().timestamp()
    read = datetime.fromisoformat(exact_time(unix_s))
    assert read.tzinfo is not None
    assert read.timestamp() == pytest.approx(unix_s, abs=0.001)
