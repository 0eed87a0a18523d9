"""Today begins at the local midnight; the newest requests may be older."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

from desktop_proxy.request_log import RequestLog, RequestRow
from desktop_proxy.ui.overview.today_log import RECENT, midnight, read_today


async def fill(path: Path, *moments: float) -> None:
    log = RequestLog(path)
    await log.start()
    for number, moment in enumerate(moments):
        log.begin(RequestRow(id=f"req_{number}", started_at=moment, asked="x"))
        log.finish(f"req_{number}", state="done", output_tokens=1)
    await log.flush()
    await log.close()


async def test_only_what_began_today_is_counted(tmp_path: Path) -> None:
    day = midnight()
    await fill(tmp_path / "log.sqlite3", day - 1, day, day + 1)
    today = read_today(tmp_path / "log.sqlite3")
    assert today.totals.requests == 2
    assert [row.id for row in today.recent] == ["req_2", "req_1", "req_0"]


async def test_no_more_than_a_handful_is_listed(tmp_path: Path) -> None:
    await fill(tmp_path / "log.sqlite3", *(midnight() + second for second in range(RECENT + 3)))
    assert len(read_today(tmp_path / "log.sqlite3").recent) == RECENT


def test_without_a_file_there_is_nothing_and_no_problem(tmp_path: Path) -> None:
    today = read_today(tmp_path / "none.sqlite3")
    assert today.recent == () and today.totals.requests == 0 and today.problem is None


def test_a_file_that_is_no_database_is_told(tmp_path: Path) -> None:
    (tmp_path / "bad.sqlite3").write_bytes(b"not a database" * 100)
    assert "cannot be read" in (read_today(tmp_path / "bad.sqlite3").problem or "")


def test_midnight_is_the_days_own() -> None:
    noon = datetime(2026, 11, 25, 12).astimezone()
    assert midnight(noon) == (noon - timedelta(hours=12)).timestamp()
