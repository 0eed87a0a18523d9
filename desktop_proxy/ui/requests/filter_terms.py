"""What a filter is made of: each term picks positions out of a column of a `RowStore`. No language here."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Sequence

from desktop_proxy.ui.requests.row_store import RowStore

Term = Callable[[RowStore, Sequence[int]], list[int]]
"""Which of those positions match, in their order."""


class _Verdicts(dict[str | None, bool]):
    """Texts repeat from row to row: each is judged once."""

    def __init__(self, test: Callable[[str], bool]) -> None:
        self._test = test

    def __missing__(self, text: str | None) -> bool:
        verdict = self[text] = self._test(text.casefold() if text else "")
        return verdict


def text_term(columns: Sequence[str], test: Callable[[str], bool], *, negated: bool = False) -> Term:
    """Rows with a text that passes in one of the columns; the test gets it folded, and empty where there is none."""

    def select(store: RowStore, positions: Sequence[int]) -> list[int]:
        verdicts = _Verdicts(test)
        hits: list[int] = []
        rest = positions
        for column in columns:
            values = store.texts[column]
            if not negated:
                hits += [position for position in rest if verdicts[values[position]]]
            if negated or column != columns[-1]:
                rest = [position for position in rest if not verdicts[values[position]]]
        # Several sorted runs, which is what sorting is quickest at.
        return list(rest) if negated else sorted(hits)

    return select


def id_term(part: str, *, negated: bool = False) -> Term:
    """Rows whose id holds that part, letter by letter: no two are the same, so none is judged for another."""

    def select(store: RowStore, positions: Sequence[int]) -> list[int]:
        ids = store.texts["id"]
        return [position for position in positions if (part in (ids[position] or "")) is not negated]

    return select


def number_term(column: str, test: Callable[[float], bool], *, negated: bool = False) -> Term:
    """Rows whose number passes; one that is not known is NaN, which passes no comparison."""

    def select(store: RowStore, positions: Sequence[int]) -> list[int]:
        values: array[float] = store.numbers[column]
        return [position for position in positions if test(values[position]) is not negated]

    return select
