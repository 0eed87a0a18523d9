"""Whether everything has its place: texts a third longer than English, in the smallest window."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QTranslator
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QScrollArea, QWidget

LONGER = 0.35
LONG_WORD = 20
"""Longer texts grow by words, shorter ones are a word that grows."""


class _Longer(QTranslator):
    def translate(self, context: str, source: str, disambiguation: str | None = None, n: int = -1) -> str:
        if len(source) < LONG_WORD:
            return source + "n" * round(len(source) * LONGER)
        return source + " nnnnn" * round(len(source) * LONGER / 6)

    def isEmpty(self) -> bool:
        return False


@contextmanager
def longer_texts(app: QApplication) -> Iterator[None]:
    """As a language has them that needs more letters."""
    translator = _Longer()
    app.installTranslator(translator)
    try:
        yield
    finally:
        app.removeTranslator(translator)


def clipped(widget: QWidget) -> list[str]:
    """Texts that have less room than they need, and contents that are wider than what they scroll in."""
    found = []
    for part in widget.findChildren(QWidget):
        if not part.isVisible():
            continue
        if isinstance(part, QPushButton) and part.width() < part.minimumSizeHint().width():
            found.append(part.text())
        if isinstance(part, QLabel) and part.text():
            needed = part.heightForWidth(part.width()) if part.wordWrap() else part.sizeHint().height()
            too_narrow = not part.wordWrap() and part.width() < part.sizeHint().width()
            if too_narrow or part.height() < needed:
                found.append(part.text())
        if isinstance(part, QScrollArea) and part.widget().width() > part.viewport().width():
            found.append(f"{part.widget().width()} > {part.viewport().width()}")
    return found
