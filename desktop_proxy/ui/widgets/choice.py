"""A choice between a few values, each with words of its own."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox, QWidget

WIDTH = 200
"""At least: so choices that stand below each other are equally wide."""


class Choice(QComboBox):
    """`rows` are values and what is shown for them. Signals: `chosen(value)` when the user has chosen another one."""

    chosen = Signal(object)

    def __init__(self, rows: Sequence[tuple[object, str]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        for value, words in rows:
            self.addItem(words, value)
        self.setMinimumWidth(WIDTH)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.activated.connect(lambda index: self.chosen.emit(self.itemData(index)))

    def set_name(self, name: str) -> None:
        """What is chosen, for a screen reader, where no label is there that has it as its buddy."""
        self.setAccessibleName(name)
        if sys.platform != "win32":
            # Elsewhere Qt tells the chosen words as the name.
            self.setAccessibleDescription(name)

    def show_value(self, value: object) -> None:
        """Select a value that nobody chose here."""
        self.setCurrentIndex(self.findData(value))

    def wheelEvent(self, event: QWheelEvent) -> None:
        """The wheel scrolls the page; it changes the choice only where the user is at it."""
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()
