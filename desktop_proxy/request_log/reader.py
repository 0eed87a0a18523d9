"""Reading the request log, also from another process while a proxy writes it. Changes nothing."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from desktop_proxy.request_log.row import COLUMNS, RequestRow

BUSY_TIMEOUT_S = 5.0

_NEWEST = "SELECT {columns} FROM requests ORDER BY seq DESC LIMIT ?"
_OLDER = "SELECT {columns} FROM requests WHERE seq < (SELECT seq FROM requests WHERE id = ?) ORDER BY seq DESC LIMIT ?"
_TOTALS = """
    SELECT count(*), coalesce(sum(state = 'error'), 0), coalesce(sum(input_tokens), 0),
           coalesce(sum(output_tokens), 0), coalesce(sum(cached_tokens), 0), coalesce(sum(cost_usd), 0.0),
           coalesce(sum(cost_usd IS NULL AND output_tokens > 0), 0)
    FROM requests WHERE started_at >= ?
"""


class RequestLogError(Exception):
    """The log cannot be read; the message is a sentence."""


@dataclass(frozen=True, slots=True)
class Totals:
    """Sums over a time; `input_tokens` without the cached ones."""

    requests: int = 0
    errors: int = 0
    input_tokens: int = 0
    output_tokens: int = 0
    cached_tokens: int = 0
    cost_usd: float = 0.0
    unpriced: int = 0
    """Answered requests whose price is not known, and which are not in `cost_usd`."""


class Reader:
    """A read-only connection, opened at the first question and kept; for one thread."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._connection: sqlite3.Connection | None = None
        self._columns = ""

    def recent(self, limit: int, before: str | None = None) -> list[RequestRow]:
        """The newest requests, newest first; with `before` those older than that request id.

        Raises RequestLogError.
        """
        if before is None:
            return [_row(values) for values in self._ask(_NEWEST, (limit,))]
        return [_row(values) for values in self._ask(_OLDER, (before, limit))]

    def totals(self, since: float) -> Totals:
        """What was asked and spent from `since` (unix seconds) on. Raises RequestLogError."""
        answer = self._ask(_TOTALS, (since,))
        return Totals(*answer[0]) if answer else Totals()

    def version(self) -> int:
        """A number that is another one after another connection has changed the log. Raises RequestLogError."""
        answer = self._ask("PRAGMA data_version", ())
        return int(answer[0][0]) if answer else -1

    def close(self) -> None:
        """Close the file; a later question opens it again."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _ask(self, question: str, parameters: tuple[Any, ...]) -> list[tuple[Any, ...]]:
        try:
            if self._connection is None:
                if not self._path.exists():
                    return []
                self._connection = self._connect()
                self._columns = _selected(self._connection)
            return self._connection.execute(question.replace("{columns}", self._columns), parameters).fetchall()
        except sqlite3.Error as error:
            self.close()
            if "no such table" in str(error):
                return []
            raise RequestLogError(f"The request log at {self._path} cannot be read: {error}.") from error

    def _connect(self) -> sqlite3.Connection:
        return sqlite3.connect(
            f"{self._path.absolute().as_uri()}?mode=ro", uri=True, isolation_level=None, timeout=BUSY_TIMEOUT_S
        )


def _selected(connection: sqlite3.Connection) -> str:
    """The columns of a row; a file that an earlier version wrote lacks the latest of them."""
    present = {name for _, name, *_ in connection.execute("PRAGMA table_info(requests)")}
    return ", ".join(name if name in present else f"NULL AS {name}" for name in COLUMNS)


def _row(values: tuple[Any, ...]) -> RequestRow:
    row = RequestRow(*values)
    row.streaming = bool(row.streaming)
    return row
