"""A change of a file as it is read: unchanged lines around, + and − before what comes and goes, tinted as well.

It shows the lines of a unified diff and makes none.
"""

from __future__ import annotations

from PySide6.QtGui import QColor, QTextCharFormat, QTextCursor, QTextFormat
from PySide6.QtWidgets import QTextEdit, QWidget

from desktop_proxy.ui.clients.text_box import TextBox
from desktop_proxy.ui.theme import Theme

MINUS = "−"
"""As wide as the plus sign in a fixed font, which a hyphen often does not look."""
TINTS = {"+": "ok", MINUS: "error"}
TINT_ALPHA = 28
_HUNK = "@@"
GAP_LINE = "⋯"


class DiffView(TextBox):
    """`show_diff` takes a unified diff; the names of its two files stand elsewhere."""

    def __init__(self, theme: Theme, name: str, parent: QWidget | None = None, *, max_lines: int = 14) -> None:
        super().__init__(theme, name, parent, max_lines=max_lines)
        self._theme = theme
        theme.changed.connect(self._tint)

    def show_diff(self, diff: str) -> None:
        """Replace what is shown."""
        self.show_text("\n".join(readable(diff)))
        self._tint()

    def _tint(self) -> None:
        selections = []
        block = self.document().firstBlock()
        while block.isValid():
            if role := TINTS.get(block.text()[:1]):
                cursor = QTextCursor(block)
                selections.append(_whole_line(cursor, self._theme.colour(role)))
                selections.append(_sign(cursor, self._theme.colour(role)))
            block = block.next()
        self.setExtraSelections(selections)


def readable(diff: str) -> list[str]:
    """The lines to show: a sign, a blank and the line; hunks after the first are parted by a line of dots."""
    shown: list[str] = []
    in_hunk = False
    for line in diff.splitlines():
        if line.startswith(_HUNK):
            shown += [GAP_LINE] if shown else []
            in_hunk = True
        elif in_hunk:
            sign, text = line[:1] or " ", line[1:]
            shown.append(f"{MINUS if sign == '-' else sign} {text}")
    return shown


def _whole_line(cursor: QTextCursor, colour: QColor) -> QTextEdit.ExtraSelection:
    colour.setAlpha(TINT_ALPHA)
    marked = QTextEdit.ExtraSelection()
    marked.cursor = cursor
    marked.format.setBackground(colour)
    marked.format.setProperty(QTextFormat.Property.FullWidthSelection, True)
    return marked


def _sign(cursor: QTextCursor, colour: QColor) -> QTextEdit.ExtraSelection:
    sign = QTextCursor(cursor)
    sign.movePosition(QTextCursor.MoveOperation.NextCharacter, QTextCursor.MoveMode.KeepAnchor)
    tinted = QTextCharFormat()
    tinted.setForeground(colour)
    marked = QTextEdit.ExtraSelection()
    marked.cursor, marked.format = sign, tinted
    return marked
