"""Rows for the tests of the request log."""

from __future__ import annotations

import itertools
import time
from typing import Any

from desktop_proxy.request_log import RequestRow

_numbers = itertools.count()


def a_row(id: str | None = None, **columns: Any) -> RequestRow:
    """A request that has just arrived."""
    columns.setdefault("started_at", time.time())
    columns.setdefault("asked", "claude-sonnet-5")
    return RequestRow(id or f"req_{next(_numbers):06}", **columns)
