"""A field for a number, with its unit in it. Says what was entered when typing stops, whether it fits or not."""

from __future__ import annotations

import math

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QDoubleSpinBox, QWidget

from desktop_proxy.ui import tokens
from desktop_proxy.ui.widgets.labels import restyle

TYPING_STOPS_MS = 600
WIDTH = 112


class NumberField(QDoubleSpinBox):
    """`low` and `high` are what fits; more can be typed, so that a sentence can say what does not.

    Signals: `entered(int | float)` once for each number that was made by typing or with the arrow keys.
    """

    entered = Signal(object)

    def __init__(
        self, low: float, high: float, unit: str = "", decimals: int = 0, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.low, self.high = low, high
        self.setRange(0, 10 ** (math.ceil(math.log10(high)) + 1) - 1)
        self.setDecimals(decimals)
        self.setSuffix(f" {unit}" if unit else "")
        self.setFixedWidth(WIDTH)
        # A style sheet's padding does not reach the text of a spin box.
        self.lineEdit().setTextMargins(tokens.GAP, 0, tokens.GAP, 0)
        self._told: float | None = None
        self._typing = QTimer(self, interval=TYPING_STOPS_MS, singleShot=True)
        self._typing.timeout.connect(self._tell)
        self.valueChanged.connect(lambda _value: self._typing.start())
        self.editingFinished.connect(self._tell)

    @property
    def number(self) -> int | float:
        """What it holds; an int where it is whole."""
        value = self.value()
        return int(value) if value == int(value) else value

    @property
    def fits(self) -> bool:
        """Whether it lies within the limits."""
        return self.low <= self.value() <= self.high

    def show_number(self, value: float) -> None:
        """Show a number that nobody entered here. What is being typed stays."""
        if self._typing.isActive():
            return
        self._told = value
        self.blockSignals(True)
        self.setValue(value)
        self.blockSignals(False)
        self.mark(invalid=False)

    def mark(self, *, invalid: bool) -> None:
        """Draw it as one that cannot be, or as usual."""
        if bool(self.property("invalid")) != invalid:
            restyle(self, "invalid", invalid)

    def textFromValue(self, value: float) -> str:
        """Without zeros behind the point."""
        text = super().textFromValue(value)
        point = self.locale().decimalPoint()
        return text.rstrip("0").rstrip(point) if point in text else text

    def wheelEvent(self, event: QWheelEvent) -> None:
        """The wheel scrolls the page; it changes a number only where the user is at it."""
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()

    def _tell(self) -> None:
        self._typing.stop()
        if self.value() != self._told:
            self._told = self.value()
            self.entered.emit(self.number)
