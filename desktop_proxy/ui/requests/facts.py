"""What the details say of a request, as a table: another fact is another row here. One without a text is left out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from desktop_proxy import figures
from desktop_proxy.request_log import RequestRow
from desktop_proxy.ui.plain_text import visible
from desktop_proxy.ui.requests import columns, wording
from desktop_proxy.ui.requests.token_counts import exactly, tokens_in_text

translate = QCoreApplication.translate


@dataclass(frozen=True, slots=True)
class Fact:
    """`wide` ones take two places, where there are two."""

    title: Callable[[], str]
    text: Callable[[RequestRow], str]
    wide: bool = False
    identifier: bool = False


def _state(row: RequestRow) -> str:
    word = wording.state_look(row.state).word()
    return f"{word}, HTTP {row.status}" if row.status else word


def _started(row: RequestRow) -> str:
    return figures.exact_time(row.started_at)[:19].replace("T", " ")


def _cost(row: RequestRow) -> str:
    return columns.cost_text(row) if not row.cost_usd else f"${row.cost_usd:.6f}".rstrip("0")


def _target(row: RequestRow) -> str:
    return visible(f"{row.provider}/{row.answered}" if row.provider and row.answered else row.answered or "")


def _has_answered(row: RequestRow) -> bool:
    return row.state == "done" or (row.state != "error" and row.first_token_ms is not None)


def _answered_by(row: RequestRow) -> str:
    return _target(row) if _has_answered(row) else ""


def _sent_to(row: RequestRow) -> str:
    return "" if _has_answered(row) or row.attempts == 0 else _target(row)


def _meant_for(row: RequestRow) -> str:
    """Where it failed before anything was sent."""
    return "" if _has_answered(row) or row.attempts != 0 else _target(row)


def _calls(row: RequestRow) -> str:
    return str(row.attempts) if row.attempts else ""


def _ending(row: RequestRow) -> str:
    return "" if row.error else wording.result(row)


FACTS: tuple[Fact, ...] = (
    Fact(lambda: translate("Requests", "State"), _state),
    Fact(lambda: translate("Requests", "Started"), _started),
    Fact(lambda: translate("Requests", "Duration"), columns.duration_text),
    Fact(lambda: translate("Requests", "First token"), lambda row: figures.duration(row.first_token_ms)),
    Fact(lambda: translate("Requests", "Tokens in"), tokens_in_text),
    Fact(lambda: translate("Requests", "Tokens out"), lambda row: exactly(row.output_tokens)),
    Fact(lambda: translate("Requests", "Cost"), _cost),
    Fact(lambda: translate("Requests", "Asked for"), lambda row: visible(row.asked)),
    Fact(lambda: translate("Requests", "Answered by"), _answered_by),
    Fact(lambda: translate("Requests", "Sent to"), _sent_to),
    Fact(lambda: translate("Requests", "Meant for"), _meant_for),
    Fact(lambda: translate("Requests", "Why this model"), lambda row: visible(wording.reason(row)), wide=True),
    Fact(lambda: translate("Requests", "Result"), _ending),
    Fact(lambda: translate("Requests", "Calls to providers"), _calls),
    Fact(lambda: translate("Requests", "Client"), lambda row: visible(row.client or ""), wide=True),
    Fact(lambda: translate("Requests", "Session"), lambda row: visible(row.session or ""), wide=True, identifier=True),
    Fact(lambda: translate("Requests", "Subagent"), lambda row: visible(row.agent or ""), wide=True, identifier=True),
    Fact(lambda: translate("Requests", "Request id"), lambda row: visible(row.id), wide=True, identifier=True),
)
