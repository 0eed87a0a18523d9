"""A message for narrow places: what can be done about it stands below the sentence and not beside it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from desktop_proxy.ui import tokens
from desktop_proxy.ui.theme import Theme
from desktop_proxy.ui.widgets.labels import restyle
from desktop_proxy.ui.widgets.message import Message


class StackedMessage(Message):
    """As `Message`."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        # A flat button's text begins inside of it: with its left edge at the shape's right one, its text stands below
        # the sentence's first letter.
        self._layout.setSpacing(0)
        self.text.setContentsMargins(tokens.GAP, 0, 0, 0)
        self._row = QHBoxLayout()
        self._row.addStretch(1)
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addWidget(self.text)
        column.addLayout(self._row)
        self._layout.addLayout(column, 1)

    def show_message(
        self,
        tone: str,
        text: str,
        *actions: tuple[str, Callable[[], object]],
        details: Callable[[], str] | None = None,
    ) -> None:
        super().show_message(tone, text, *actions, details=details)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(0)
        for place, made in enumerate(self._buttons):
            made.setMinimumWidth(0)
            self._row.insertWidget(place, made)

    def ask(self, text: str, *actions: tuple[str, Callable[[], object]], danger: bool = False) -> None:
        """Show a question, and scroll to it where it does not stand in the window; `danger`: the first one deletes."""
        self.show_message("warning", text, *actions)
        if danger:
            restyle(self._buttons[0], "role", "danger")
            # This one has an edge, which begins where the sentence does and touches no other.
            self._row.setContentsMargins(tokens.GAP, 0, 0, 0)
            self._row.setSpacing(tokens.GAP)
        QTimer.singleShot(0, self, self._reveal)

    def take_keys(self) -> None:
        """Give the keys to the last button, which of a question is the one that changes nothing."""
        self._buttons[-1].setFocus()

    def _reveal(self) -> None:
        place = self.parentWidget()
        while place is not None and not isinstance(place, QScrollArea):
            place = place.parentWidget()
        if isinstance(place, QScrollArea):
            place.ensureWidgetVisible(self, 0, tokens.GROUP)
