"""Rows for the tests of the Requests page."""

from __future__ import annotations

import itertools
import time
from typing import Any

from desktop_proxy.request_log import RequestRow
from desktop_proxy.ui.requests.columns import DERIVED_NUMBERS, DERIVED_TEXTS
from desktop_proxy.ui.requests.row_store import RowStore

_numbers = itertools.count()
_begun = time.time() - 3600


def a_row(id: str | None = None, **fields: Any) -> RequestRow:
    """A request that has been answered."""
    number = next(_numbers)
    fields = {"started_at": _begun + number / 1000, "state": "done", "asked": "claude-sonnet-5", **fields}
    return RequestRow(id or f"req_{number:06}", **fields)


def a_store(*rows: RequestRow) -> RowStore:
    """A store with the table's derived columns."""
    store = RowStore(DERIVED_TEXTS, DERIVED_NUMBERS)
    store.append(rows)
    return store
