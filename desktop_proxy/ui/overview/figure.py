"""A number with what it counts: large, exact in its tooltip, and what else is to be said of it below."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from desktop_proxy.ui.widgets.labels import label


class Figure(QWidget):
    """`name` stands above the number."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self.number: QLabel = label("–", "figure", self, wrap=False)
        self.remark: QLabel = label(" ", "caption", self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(label(name, "caption", self))
        column.addWidget(self.number)
        column.addWidget(self.remark)
        column.addStretch(1)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def show_figure(self, number: str, exact: str, remark: str = "") -> None:
        """`exact` is what the tooltip and screen readers say."""
        self.number.setText(number)
        self.setToolTip(exact)
        # A blank keeps the line, so that nothing below it moves.
        self.remark.setText(remark or " ")
        self.setAccessibleName(f"{self._name}: {exact}" + (f", {remark}" if remark else ""))
