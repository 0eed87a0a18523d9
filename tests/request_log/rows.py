"""Rows for the tests of the request log, and what a log file holds."""

from __future__ import annotations

import itertools
import sqlite3
import time
from pathlib import Path
from typing import Any

from desktop_proxy.request_log import RequestLog, RequestRow

_numbers = itertools.count()


def a_row(id: str | None = None, **columns: Any) -> RequestRow:
    """A request that has just arrived."""
    columns.setdefault("started_at", time.time())
    columns.setdefault("asked", "claude-sonnet-5")
    return RequestRow(id or f"req_{next(_numbers):06}", **columns)


def ask(path: Path, question: str) -> list[tuple]:
    connection = sqlite3.connect(path)
    try:
        return connection.execute(question).fetchall()
    finally:
        connection.close()


async def stored(path: Path, *rows: RequestRow) -> None:
    log = RequestLog(path)
    await log.start()
    for row in rows:
        log.begin(row)
    await log.close()
