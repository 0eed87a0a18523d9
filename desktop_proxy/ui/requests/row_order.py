"""The order of the rows: that of arrival, or by a column; a row's key, and sorting in steps.

Keys are compared together with the sequence number, so that every row has exactly one place.
"""

from __future__ import annotations

from array import array
from collections.abc import Generator
from dataclasses import dataclass

from desktop_proxy.ui.requests.row_store import RowStore

STEP_ROWS = 10_000
Key = tuple[float | str, int]


@dataclass(frozen=True, slots=True)
class RowOrder:
    """`column` of the store; None is the order of arrival. Shown from its end when `descending`."""

    column: str | None = None
    descending: bool = True

    def key(self, store: RowStore, seq: int) -> Key:
        """By what that row is placed."""
        if self.column is None:
            return (0, seq)
        return (self._value(store, seq - store.first), seq)

    def sorted(self, store: RowStore, seqs: list[int]) -> Generator[None, None, array[int]]:
        """The rows in this order, those that arrived first coming first; yields where it may be interrupted."""
        if self.column is None:
            return array("q", seqs)
        values: dict[int, float | str] = {}
        ordered: list[int] = []
        for start in range(0, len(seqs), STEP_ROWS):
            part = seqs[start : start + STEP_ROWS]
            first = store.first
            values.update((seq, self._value(store, seq - first)) for seq in part)
            part.sort(key=values.__getitem__)
            ordered += part
            yield
        # Sorted runs one after another are merged, which takes a fraction of sorting them.
        ordered.sort(key=values.__getitem__)
        return array("q", ordered)

    def _value(self, store: RowStore, position: int) -> float | str:
        assert self.column is not None
        if self.column in store.texts:
            return (store.texts[self.column][position] or "").casefold()
        number = store.numbers[self.column][position]
        # What is not known comes before everything else; NaN itself has no order.
        return number if number == number else -1.0


ARRIVAL = RowOrder()
"""The newest first."""
