"""How many tokens a request took, counted one way wherever it is shown: what went in holds what came from the cache."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from desktop_proxy.request_log import RequestRow

translate = QCoreApplication.translate


def tokens_in(row: RequestRow) -> int | None:
    """All that went in, with what came from the cache."""
    return _sum(row.input_tokens, row.cached_tokens)


def all_tokens(row: RequestRow) -> int | None:
    """In and out."""
    return _sum(tokens_in(row), row.output_tokens)


def tokens_in_text(row: RequestRow) -> str:
    """Exactly, and how many of them came from the cache."""
    exact = exactly(tokens_in(row))
    if row.cached_tokens is None:
        return exact
    sentence = translate("Requests", "%1, of them %2 from the cache")
    return sentence.replace("%1", exact).replace("%2", exactly(row.cached_tokens))


def exactly(count: int | None) -> str:
    """Every figure of it; empty for None."""
    return "" if count is None else f"{count:,}"


def _sum(*counts: int | None) -> int | None:
    known = [count for count in counts if count is not None]
    return sum(known) if known else None
