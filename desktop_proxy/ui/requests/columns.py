"""The columns of the table, as a table: another column is another row here."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from PySide6.QtCore import QCoreApplication

from desktop_proxy import figures
from desktop_proxy.request_log import RequestRow
from desktop_proxy.request_log.row import RUNNING
from desktop_proxy.ui.plain_text import one_line
from desktop_proxy.ui.requests import wording
from desktop_proxy.ui.requests.token_counts import all_tokens, exactly, tokens_in, tokens_in_text
from desktop_proxy.ui.requests.wording import MAX_LINE
from desktop_proxy.ui.translation import QT_TRANSLATE_NOOP

translate = QCoreApplication.translate

REMEMBERED = 4096
"""Texts made lately, which the next rows are likely to need again."""
SESSION_CHARACTERS = 8
AGENT_MARK = "↳ "
"""Before the session of a request that a subagent made."""
ARROW = " → "
"""Between the model asked for and the one that answers."""
WAITS = 5
"""Columns that give way from this number on wait until those with a `least` are as wide as their `sample`."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column."""

    key: str
    """Of the column in the remembered layout."""
    title: Callable[[], str]
    text: Callable[[RequestRow], str]
    tooltip: Callable[[RequestRow], str]
    sample: str
    """As wide as the column is at first; words are translated for it."""
    sorts_by: str | None
    """The column of `RowStore` its header sorts by; None is the order of arrival."""
    filter_field: str
    """The field of the filter language that looks at it."""
    filter_value: Callable[[RequestRow], str | None] | None = None
    """What is worth being looked for again, as that field's value; only where the same value comes again."""
    numeric: bool = False
    """Right-aligned, in figures of one width."""
    identifier: bool = False
    """In the fixed font."""
    full_title: Callable[[], str] | None = None
    """Where the title says too little alone."""
    least: str = ""
    """As wide as it may become where room is scarce; without it always as wide as `sample`."""
    gives_way: int = 0
    """In a narrow window the columns with the highest number are left out first; 0 always stays."""
    ticks: bool = False
    """Its text changes with the clock while the request runs."""


def time_text(row: RequestRow) -> str:
    """The time of today; the day as well for what is older."""
    moment, today = datetime.fromtimestamp(row.started_at), datetime.now()
    if moment.date() == today.date():
        return f"{moment:%H:%M:%S}"
    return f"{moment:%m-%d %H:%M}" if moment.year == today.year else f"{moment:%Y-%m-%d}"


def model_text(row: RequestRow) -> str:
    """What was asked for, and what answered."""
    return _line(f"{row.asked}{ARROW}{row.answered}" if row.answered else row.asked)


def session_text(row: RequestRow) -> str:
    """The beginning of the session's id."""
    if not row.session:
        return ""
    return (AGENT_MARK if row.agent else "") + _line(row.session)[:SESSION_CHARACTERS]


def cost_text(row: RequestRow) -> str:
    """Money, or the word for a price nobody knows."""
    return figures.money(row.cost_usd, translate("Requests", "unpriced") if row.output_tokens else "")


def duration_text(row: RequestRow) -> str:
    """Of a running request, until now."""
    if row.state == RUNNING:
        return figures.duration(max(0.0, time.time() - row.started_at) // 1 * 1000)
    return figures.duration(row.duration_ms)


def _no_tooltip(_row: RequestRow) -> str:
    return ""


@lru_cache(REMEMBERED)
def _line(text: str | None) -> str:
    return one_line(text or "", MAX_LINE)


def _exact_ms(ms: float | None) -> str:
    return "" if ms is None else f"{ms:,.1f} ms"


def _session_tooltip(row: RequestRow) -> str:
    if not row.agent:
        return _line(row.session)
    agent = translate("Requests", "Subagent %1").replace("%1", _line(row.agent))
    return f"{_line(row.session)}\n{agent}"


COLUMNS: tuple[Column, ...] = (
    Column(
        "time",
        lambda: translate("Requests", "Time"),
        time_text,
        lambda row: figures.exact_time(row.started_at),
        "00-00 00:00",
        None,
        "time",
    ),
    Column(
        "state",
        lambda: translate("Requests", "State"),
        lambda row: wording.state_look(row.state).word(),
        lambda row: f"HTTP {row.status}" if row.status else "",
        QT_TRANSLATE_NOOP("Requests", "Interrupted"),
        "state",
        "status",
        lambda row: row.state,
    ),
    Column(
        "model",
        lambda: translate("Requests", "Asked → answered"),
        model_text,
        lambda row: "\n".join(filter(None, (model_text(row), _line(wording.reason(row))))),
        f"claude-haiku-4-5-20251001{ARROW}gpt-6-luna",
        "model",
        "model",
        lambda row: row.answered or row.asked,
        least=f"claude-opus-4-8{ARROW}gpt-6-astra",
    ),
    Column(
        "provider",
        lambda: translate("Requests", "Provider"),
        lambda row: _line(row.provider),
        _no_tooltip,
        "anthropic",
        "provider",
        "provider",
        lambda row: row.provider,
        gives_way=6,
    ),
    Column(
        "session",
        lambda: translate("Requests", "Session"),
        session_text,
        _session_tooltip,
        "↳ 00000000",
        "session",
        "session",
        lambda row: row.session,
        identifier=True,
        gives_way=8,
    ),
    Column(
        "input",
        lambda: translate("Requests", "Tokens in"),
        lambda row: figures.tokens_text(tokens_in(row)),
        tokens_in_text,
        "000.0k",
        "tokens_in",
        "in",
        numeric=True,
        gives_way=3,
    ),
    Column(
        "output",
        lambda: translate("Requests", "Out"),
        lambda row: figures.tokens_text(row.output_tokens),
        lambda row: exactly(row.output_tokens),
        "000.0k",
        "output_tokens",
        "out",
        numeric=True,
        full_title=lambda: translate("Requests", "Tokens out"),
        gives_way=4,
    ),
    Column(
        "cached",
        lambda: translate("Requests", "Cached"),
        lambda row: figures.tokens_text(row.cached_tokens),
        lambda row: exactly(row.cached_tokens),
        "000.0k",
        "cached_tokens",
        "cached",
        numeric=True,
        full_title=lambda: translate("Requests", "Tokens from the cache"),
        gives_way=7,
    ),
    Column(
        "cost",
        lambda: translate("Requests", "Cost"),
        cost_text,
        lambda row: "" if row.cost_usd is None else f"${row.cost_usd:.6f}",
        "unpriced",
        "cost_usd",
        "cost",
        numeric=True,
        gives_way=2,
    ),
    Column(
        "first",
        lambda: translate("Requests", "First token"),
        lambda row: figures.duration(row.first_token_ms),
        lambda row: _exact_ms(row.first_token_ms),
        "000 ms",
        "first_token_ms",
        "first",
        numeric=True,
        gives_way=5,
    ),
    Column(
        "duration",
        lambda: translate("Requests", "Duration"),
        duration_text,
        lambda row: _exact_ms(row.duration_ms),
        "00 m 00 s",
        "duration_ms",
        "duration",
        numeric=True,
        ticks=True,
        gives_way=1,
    ),
    Column(
        "result",
        lambda: translate("Requests", "Result"),
        wording.result,
        wording.result,
        QT_TRANSLATE_NOOP("Requests", "The proxy ended first"),
        "result",
        "stop",
        lambda row: row.stop_reason,
        least="0" * 15,
    ),
)


@lru_cache(REMEMBERED)
def _folded(*texts: str | None) -> str:
    return "\n".join(filter(None, texts)).casefold()


def _how(row: RequestRow) -> str:
    state = wording.state_look(row.state).word()
    return _folded(row.state, state, row.stop_reason, wording.result(row), row.tools)


def _number_or_nan(count: int | None) -> float:
    return math.nan if count is None else float(count)


DERIVED_TEXTS: Mapping[str, Callable[[RequestRow], str]] = {
    "model": model_text,
    "result": wording.result,
    "who": lambda row: _folded(row.asked, row.answered, row.provider, row.client),
    "whose": lambda row: _folded(row.session, row.agent),
    "how": _how,
}
"""Columns of the store that a header sorts by or a plain word is looked for in. What repeats together stands together,
so that each has few different texts."""

DERIVED_NUMBERS: Mapping[str, Callable[[RequestRow], float]] = {
    "tokens_in": lambda row: _number_or_nan(tokens_in(row)),
    "tokens": lambda row: _number_or_nan(all_tokens(row)),
}
"""As `DERIVED_TEXTS`."""
