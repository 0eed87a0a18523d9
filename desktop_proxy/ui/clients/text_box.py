"""Text in the fixed font that is read and copied and never written: as high as its lines, up to a limit.

Long lines are not broken, since a broken command is another command; the box scrolls instead.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QSizePolicy, QWidget

from desktop_proxy.ui import tokens
from desktop_proxy.ui.theme import Theme

MAX_LINES = 14
_FRAME = 4
"""The border, and what the text needs so that it does not scroll by one line."""


class TextBox(QPlainTextEdit):
    """`show_text` replaces what it shows and keeps its height to it."""

    def __init__(self, theme: Theme, name: str, parent: QWidget | None = None, *, max_lines: int = MAX_LINES) -> None:
        super().__init__(parent)
        self._max_lines = max_lines
        self.setAccessibleName(name)
        self.setReadOnly(True)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setTabChangesFocus(True)
        self.setUndoRedoEnabled(False)
        self.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFont(theme.fixed_font())
        self.document().setDocumentMargin(tokens.GAP)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def show_text(self, text: str) -> None:
        """Nothing happens where it is shown already, so that a selection stays."""
        if text != self.toPlainText():
            self.setPlainText(text)
            scrolls = self.blockCount() > self._max_lines
            policy = Qt.ScrollBarPolicy
            self.setVerticalScrollBarPolicy(policy.ScrollBarAsNeeded if scrolls else policy.ScrollBarAlwaysOff)
            self.updateGeometry()

    def sizeHint(self) -> QSize:
        lines = min(max(self.blockCount(), 1), self._max_lines)
        height = lines * self.fontMetrics().lineSpacing() + 2 * tokens.GAP + _FRAME
        if self._is_too_wide():
            height += self.horizontalScrollBar().sizeHint().height()
        return QSize(super().sizeHint().width(), height)

    def minimumSizeHint(self) -> QSize:
        return QSize(super().minimumSizeHint().width(), self.sizeHint().height())

    def event(self, event: QEvent) -> bool:
        # Whether a scroll bar takes a line's height is known when the width is.
        if event.type() == QEvent.Type.Resize:
            self.updateGeometry()
        return super().event(event)

    def _is_too_wide(self) -> bool:
        metrics = self.fontMetrics()
        widest = max((metrics.horizontalAdvance(line) for line in self.toPlainText().splitlines()), default=0)
        return widest > self.viewport().width() - 2 * tokens.GAP
