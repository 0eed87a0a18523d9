"""Cuts a text at a stop sequence: providers do not say which one they met, and many take none.

Text is held back only while it may be the beginning of a sequence. The result does not depend on how the text
was divided: the sequence that is complete first wins.
"""

from __future__ import annotations

from collections.abc import Iterable


class StopCutter:
    """Fed with text; `hit` is the sequence that was met."""

    __slots__ = ("_held", "_longest", "_sequences", "hit")

    def __init__(self, sequences: Iterable[str]) -> None:
        self._sequences = tuple(sequence for sequence in sequences if sequence)
        self._longest = max(map(len, self._sequences), default=0)
        self._held = ""
        self.hit: str | None = None

    def feed(self, text: str) -> str:
        """What may be shown now; after a hit nothing more."""
        if self.hit is not None:
            return ""
        text = self._held + text
        found = [(at + len(sequence), at, sequence) for sequence in self._sequences if (at := text.find(sequence)) >= 0]
        if found:
            _, at, self.hit = min(found)
            self._held = ""
            return text[:at]
        held = self._held_length(text)
        self._held = text[len(text) - held :]
        return text[: len(text) - held]

    def flush(self) -> str:
        """What was held back: it cannot become a sequence any more."""
        held, self._held = self._held, ""
        return held

    def _held_length(self, text: str) -> int:
        for length in range(min(self._longest - 1, len(text)), 0, -1):
            tail = text[len(text) - length :]
            if any(sequence.startswith(tail) for sequence in self._sequences):
                return length
        return 0
