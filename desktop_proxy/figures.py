"""Numbers, durations, money and times as a person reads them; the exact value belongs into the tooltip."""

from __future__ import annotations

from datetime import datetime

MINUTE_MS = 60_000
HOUR_MS = 3_600_000


def duration(ms: float | None) -> str:
    """820 ms, 4.2 s, 1 m 12 s, 2 h 05 m; empty for None."""
    if ms is None:
        return ""
    if ms < 999.5:
        return f"{ms:.0f} ms"
    if ms < MINUTE_MS - 50:
        return f"{ms / 1000:.1f} s"
    if ms < HOUR_MS - 500:
        minutes, seconds = divmod(round(ms / 1000), 60)
        return f"{minutes} m {seconds:02d} s"
    hours, minutes = divmod(round(ms / MINUTE_MS), 60)
    return f"{hours} h {minutes:02d} m"


def tokens_text(count: int | None) -> str:
    """987, 12.4k, 1.25M; empty for None."""
    if count is None:
        return ""
    if count < 1000:
        return str(count)
    if count < 999_950:
        return f"{count / 1000:.1f}k"
    return f"{count / 1_000_000:.2f}M"


def money(usd: float | None, unpriced: str = "") -> str:
    """$0, $0.004, $0.42, $12.30; `unpriced` for None."""
    if usd is None:
        return unpriced
    if usd == 0:
        return "$0"
    if usd < 0.0005:
        return "<$0.001"
    return f"${usd:.3f}" if usd < 0.0995 else f"${usd:,.2f}"


def clock(unix_s: float, now: datetime | None = None) -> str:
    """12:04:31 within a day, else 2026-11-24 12:04."""
    moment = datetime.fromtimestamp(unix_s).astimezone()
    today = (now or datetime.now().astimezone()).date()
    return f"{moment:%H:%M:%S}" if moment.date() == today else f"{moment:%Y-%m-%d %H:%M}"


def exact_time(unix_s: float) -> str:
    """ISO with the zone."""
    return datetime.fromtimestamp(unix_s).astimezone().isoformat(timespec="milliseconds")
