"""The filter language: words, quoted texts, `field:value`, comparisons, and `-` before what must not be.

Compiled once to terms that run along columns; all of them must match. It raises nothing but FilterError, with a
sentence to show. The fields are in `filter_fields.py`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from desktop_proxy.ui.requests.filter_fields import FilterError, field_term
from desktop_proxy.ui.requests.filter_terms import Term, id_term, text_term
from desktop_proxy.ui.requests.row_store import RowStore

__all__ = ["EVERYTHING", "Filter", "FilterError", "compile_filter"]

MAX_CHARACTERS = 1000
MAX_TERMS = 50
ID_PREFIX = "req_"
SEARCHED = ("who", "whose", "how")
"""The derived columns a plain word is looked for in; see `columns.DERIVED_TEXTS`."""

_PIECE = re.compile(r'(?:"[^"]*"?|[^\s"])+')
_FIELD = re.compile(r"([A-Za-z_]+):(.*)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Filter:
    """`text` is what was typed."""

    text: str
    terms: tuple[Term, ...]

    def select(self, store: RowStore, positions: Sequence[int]) -> list[int]:
        """Which of those positions match, in their order."""
        for term in self.terms:
            positions = term(store, positions)
        return list(positions)


EVERYTHING = Filter("", ())


def compile_filter(text: str) -> Filter:
    """Read what was typed. Raises FilterError."""
    pieces = _PIECE.findall(text[:MAX_CHARACTERS])[:MAX_TERMS]
    return Filter(text, tuple(_term(piece) for piece in pieces))


def _term(piece: str) -> Term:
    negated = piece.startswith("-") and len(piece) > 1
    if negated:
        piece = piece[1:]
    found = _FIELD.fullmatch(piece)
    if found:
        return field_term(found[1].casefold(), _unquoted(found[2]), negated=negated)
    return _word(_unquoted(piece), negated=negated)


def _word(word: str, *, negated: bool) -> Term:
    if word.startswith(ID_PREFIX):
        return id_term(word, negated=negated)
    part = word.casefold()
    return text_term(SEARCHED, lambda text: part in text, negated=negated)


def _unquoted(value: str) -> str:
    return value.replace('"', "")
