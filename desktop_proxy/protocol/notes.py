"""The list of what a translation changed, each change once.

A request may hold the same fault a hundred times (an image per tool result): the log needs it once.
"""

from __future__ import annotations

from desktop_proxy.protocol.profile import Action, Note


class Notes:
    """Collects `Note`s in order, without repetition."""

    def __init__(self) -> None:
        self._notes: dict[Note, None] = {}

    def dropped(self, field: str, why: str) -> None:
        """The field does not reach the provider."""
        self._add(field, "dropped", why)

    def clamped(self, field: str, why: str) -> None:
        """The field reaches the provider with a smaller or larger value."""
        self._add(field, "clamped", why)

    def rewritten(self, field: str, why: str) -> None:
        """The field reaches the provider in another form."""
        self._add(field, "rewritten", why)

    def extend(self, notes: tuple[Note, ...]) -> None:
        """Add notes made earlier (those of a cached tool list)."""
        for note in notes:
            self._notes[note] = None

    def all(self) -> tuple[Note, ...]:
        """Every note, in the order it was first made."""
        return tuple(self._notes)

    def _add(self, field: str, action: Action, why: str) -> None:
        self._notes[Note(field, action, why)] = None
