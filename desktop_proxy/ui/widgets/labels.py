"""Labels by their role. They show plain text only, since that may come from a model or a provider; but for `SiteLinks`,
whose words and sites are ours.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QFrame, QLabel, QWidget


def label(text: str = "", role: str = "body", parent: QWidget | None = None, *, wrap: bool = True) -> QLabel:
    """`role`: body, title, section, caption, secondary or figure."""
    made = QLabel(parent)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setText(text)
    made.setWordWrap(wrap)
    made.setProperty("role", role)
    return made


class SiteLinks(QLabel):
    """A sentence in which the names of `sites` open them in the browser, by the mouse or by Tab and Return."""

    def __init__(self, text: str, sites: Sequence[str], role: str = "caption", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setWordWrap(True)
        self.setProperty("role", role)
        self.setOpenExternalLinks(True)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.LinksAccessibleByMouse | Qt.TextInteractionFlag.LinksAccessibleByKeyboard
        )
        self.setAccessibleName(text)
        names = "|".join(re.escape(site) for site in sorted(sites, key=len, reverse=True))
        self._html = re.sub(names, r'<a href="https://\g<0>/">\g<0></a>', escape(text)) if sites else escape(text)
        self.setText(self._html)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Tab comes to the first link, and Shift+Tab to the last one; by itself it would come to the label."""
        super().focusInEvent(event)
        if event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason):
            self.focusNextPrevChild(event.reason() == Qt.FocusReason.TabFocusReason)

    def changeEvent(self, event: QEvent) -> None:
        """A link has the colour that was the palette's when the text was set."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.ApplicationPaletteChange):
            self.setText("")
            self.setText(self._html)


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
