"""The rows of the table, kept by column: a hundred thousand of them stay small, and a filter runs along a column.

A row object for each request would be half a kilobyte and something the garbage collector visits; here numbers are
in arrays and texts that repeat are kept once. A row is known by its sequence number, which stays with it while older
rows come or go at the other end.
"""

from __future__ import annotations

import math
from array import array
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import fields
from typing import Any

from desktop_proxy.request_log import RequestRow

MAX_INTERNED = 20_000
"""Different texts remembered to be shared; then the memory begins anew."""

_TEXTS = tuple(field.name for field in fields(RequestRow) if str(field.type).startswith("str"))
_NUMBERS = tuple(field.name for field in fields(RequestRow) if field.name not in _TEXTS)
_KINDS: Mapping[str, Callable[[float], Any]] = {
    field.name: {"float": float, "bool": bool}.get(str(field.type).partition(" ")[0], int)
    for field in fields(RequestRow)
    if field.name in _NUMBERS
}
_NAN = math.nan


class RowStore:
    """`texts` and `numbers` are the columns, oldest row first; a number that is not known is NaN."""

    def __init__(
        self,
        derived_texts: Mapping[str, Callable[[RequestRow], str]],
        derived_numbers: Mapping[str, Callable[[RequestRow], float]],
    ) -> None:
        """Derived columns are made from each row as it comes or changes."""
        self._derived_texts = derived_texts
        self._derived_numbers = derived_numbers
        self.texts: dict[str, list[str | None]] = {name: [] for name in (*_TEXTS, *derived_texts)}
        self.numbers: dict[str, array[float]] = {name: array("d") for name in (*_NUMBERS, *derived_numbers)}
        self.first = 0
        """The sequence number of the oldest row."""
        self._seqs: dict[str, int] = {}
        self._shared: dict[str, str] = {}

    def __len__(self) -> int:
        return len(self._seqs)

    @property
    def end(self) -> int:
        """The sequence number after the newest row's."""
        return self.first + len(self._seqs)

    def seq_of(self, id: str) -> int | None:
        """Where the request of that id is; None when it is not here."""
        return self._seqs.get(id)

    def append(self, rows: Sequence[RequestRow]) -> None:
        """Add rows at the new end, oldest first. None of their ids may be here."""
        start = self.end
        for name, values in self._texts_of(rows):
            self.texts[name] += values
        for name, numbers in self._numbers_of(rows):
            self.numbers[name].extend(numbers)
        self._seqs.update((row.id, start + number) for number, row in enumerate(rows))

    def prepend(self, rows: Sequence[RequestRow]) -> None:
        """Add rows at the old end, oldest first. None of their ids may be here."""
        self.first -= len(rows)
        for name, values in self._texts_of(rows):
            self.texts[name][:0] = values
        for name, numbers in self._numbers_of(rows):
            self.numbers[name][:0] = array("d", numbers)
        self._seqs.update((row.id, self.first + number) for number, row in enumerate(rows))

    def update(self, seq: int, row: RequestRow) -> None:
        """The row has changed."""
        position = seq - self.first
        for name, values in self._texts_of((row,)):
            self.texts[name][position] = values[0]
        for name, numbers in self._numbers_of((row,)):
            self.numbers[name][position] = next(iter(numbers))

    def drop_oldest(self, count: int) -> None:
        """Forget that many rows at the old end."""
        for id in self.texts["id"][:count]:
            del self._seqs[str(id)]
        for texts in self.texts.values():
            del texts[:count]
        for numbers in self.numbers.values():
            del numbers[:count]
        self.first += count

    def row(self, seq: int) -> RequestRow:
        """A copy of the row. Raises IndexError for one that is not here."""
        position = seq - self.first
        if not 0 <= position < len(self):
            raise IndexError(seq)
        values: dict[str, Any] = {name: self.texts[name][position] for name in _TEXTS}
        for name, kind in _KINDS.items():
            number = self.numbers[name][position]
            values[name] = None if number != number else kind(number)
        return RequestRow(**values)

    def _texts_of(self, rows: Sequence[RequestRow]) -> Iterable[tuple[str, list[str | None]]]:
        if len(self._shared) > MAX_INTERNED:
            self._shared.clear()
        share = self._shared.setdefault
        for name in _TEXTS:
            values = [getattr(row, name) for row in rows]
            # An id is the one text that never repeats.
            yield name, values if name == "id" else [text and share(text, text) for text in values]
        for name, derive in self._derived_texts.items():
            yield name, [share(text, text) for text in map(derive, rows)]

    def _numbers_of(self, rows: Sequence[RequestRow]) -> Iterable[tuple[str, Iterable[float]]]:
        for name in _NUMBERS:
            values = (getattr(row, name) for row in rows)
            yield name, (_NAN if value is None else value for value in values)
        for name, derive in self._derived_numbers.items():
            yield name, map(derive, rows)
