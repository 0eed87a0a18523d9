"""Today's sums and the newest requests, from the request log. Blocks for some milliseconds; no Qt."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from desktop_proxy.request_log import RequestLogError, RequestRow, Totals
from desktop_proxy.request_log.reader import Reader

RECENT = 5
NOTHING = Totals()


@dataclass(frozen=True, slots=True)
class Today:
    """As one moment found it."""

    totals: Totals = NOTHING
    recent: tuple[RequestRow, ...] = ()
    """Newest first; they may be older than today."""
    problem: str | None = None
    """Why there is nothing to show, in a sentence."""


def read_today(database: Path, now: datetime | None = None) -> Today:
    """Since the local midnight. Never fails."""
    reader = Reader(database)
    try:
        return Today(reader.totals(midnight(now)), tuple(reader.recent(RECENT)))
    except RequestLogError as error:
        return Today(problem=str(error))
    finally:
        reader.close()


def midnight(now: datetime | None = None) -> float:
    """When the local day began, in unix seconds."""
    moment = now or datetime.now().astimezone()
    return moment.replace(hour=0, minute=0, second=0, microsecond=0).timestamp()
