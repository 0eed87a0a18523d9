"""Labels by their role. All of them show plain text only: what is shown may come from a model or a provider."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QWidget


def label(text: str = "", role: str = "body", parent: QWidget | None = None, *, wrap: bool = True) -> QLabel:
    """`role`: body, title, section, caption, secondary or figure."""
    made = QLabel(parent)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setText(text)
    made.setWordWrap(wrap)
    made.setProperty("role", role)
    return made


def selectable(made: QLabel) -> QLabel:
    """Let the user mark and copy its text."""
    made.setTextInteractionFlags(
        Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
    )
    return made


def set_tone(widget: QWidget, tone: str) -> None:
    """`ok`, `warning`, `error` or empty; the colour is never the only sign, a word or a shape says it too."""
    if widget.property("tone") != tone:
        restyle(widget, "tone", tone)


def restyle(widget: QWidget, name: str, value: object) -> None:
    """Set a property the style sheet looks at, and let it look again."""
    widget.setProperty(name, value)
    widget.style().unpolish(widget)
    widget.style().polish(widget)


def line(parent: QWidget | None = None) -> QFrame:
    """A thin line between groups."""
    made = QFrame(parent)
    made.setProperty("role", "line")
    return made
