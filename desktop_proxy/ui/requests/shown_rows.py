"""Which of the stored rows are shown, and where: those that match the filter, in the chosen order.

Places count in the order's own direction; numbers are the table's, from the top. It knows nothing of Qt and tells
nobody of what it changes.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Generator, Iterable, Sequence
from dataclasses import dataclass

from desktop_proxy.ui.requests.filter import EVERYTHING, Filter
from desktop_proxy.ui.requests.row_order import ARRIVAL, STEP_ROWS, Key, RowOrder
from desktop_proxy.ui.requests.row_store import RowStore


@dataclass(frozen=True, slots=True)
class Choice:
    """What the user has chosen to see."""

    filter: Filter = EVERYTHING
    order: RowOrder = ARRIVAL


class ShownRows:
    """`seqs` are the sequence numbers of the shown rows by their places."""

    def __init__(self, store: RowStore, choice: Choice) -> None:
        self.store = store
        self.choice = choice
        self.seqs: array[int] = array("q")

    def __len__(self) -> int:
        return len(self.seqs)

    def seq(self, number: int) -> int:
        """The row at that number."""
        return self.seqs[self.flip(number)]

    def flip(self, place: int) -> int:
        """The number of a place, and the place of a number."""
        return len(self.seqs) - 1 - place if self.choice.order.descending else place

    def place(self, seq: int) -> int | None:
        """Where that row is shown; None when it is not."""
        found = self.place_for(seq)
        return found if found < len(self.seqs) and self.seqs[found] == seq else None

    def place_for(self, seq: int) -> int:
        """Where that row is, or would have to be."""
        return self._place_in(self.seqs, seq)

    def matching(self, seqs: Sequence[int]) -> list[int]:
        """Those of the rows that pass the filter."""
        return self._matching(self.choice.filter, seqs)

    def arranged(self, choice: Choice) -> Generator[None, None, array[int]]:
        """The rows as that choice shows them; yields where it may be interrupted."""
        found: list[int] = []
        for start in range(self.store.first, self.store.end, STEP_ROWS):
            found += self._matching(choice.filter, range(start, min(start + STEP_ROWS, self.store.end)))
            yield
        return (yield from choice.order.sorted(self.store, found))

    def taken_out(self, seqs: Iterable[int]) -> array[int]:
        """Without those rows; to be called while they still have the keys they were placed by."""
        left = self.seqs[:]
        # From the highest place on, so that the others stay where they are.
        for place in sorted((place for seq in seqs if (place := self.place(seq)) is not None), reverse=True):
            del left[place]
        return left

    def put_into(self, seqs: array[int], added: Iterable[int]) -> array[int]:
        """With the added rows at their places."""
        for seq in added:
            seqs.insert(self._place_in(seqs, seq), seq)
        return seqs

    def _place_in(self, seqs: array[int], seq: int) -> int:
        if self.choice.order.column is None:
            return bisect_left(seqs, seq)
        return bisect_left(seqs, self._key(seq), key=self._key)

    def _key(self, seq: int) -> Key:
        return self.choice.order.key(self.store, seq)

    def _matching(self, chosen: Filter, seqs: Sequence[int]) -> list[int]:
        if not chosen.terms:
            return list(seqs)
        first = self.store.first
        if isinstance(seqs, range):
            positions: Sequence[int] = range(seqs.start - first, seqs.stop - first)
        else:
            positions = [seq - first for seq in seqs]
        return [first + position for position in chosen.select(self.store, positions)]
