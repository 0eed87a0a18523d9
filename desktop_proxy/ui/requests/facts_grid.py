"""Captions with their values, in as many columns as there is room for."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from desktop_proxy.ui import tokens
from desktop_proxy.ui.widgets.labels import label, selectable

COLUMN_CHARACTERS = 22
"""A column is at least so wide that this many figures fit."""


class FactsGrid(QWidget):
    """`show_texts` fills it; empty ones are left out."""

    def __init__(
        self,
        titles: Sequence[str],
        wide: Sequence[bool],
        fixed_font: QFont,
        identifiers: Sequence[bool],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._wide = wide
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(tokens.GROUP)
        self._grid.setVerticalSpacing(tokens.GAP + tokens.UNIT)
        self._values: list[QLabel] = []
        self._cells: list[QWidget] = []
        for title, identifier in zip(titles, identifiers, strict=True):
            self._add_cell(title, fixed_font if identifier else None)
        self._laid_out: tuple[int, tuple[bool, ...]] | None = None

    def show_texts(self, texts: Sequence[str]) -> None:
        """One for each title."""
        for value, cell, text in zip(self._values, self._cells, texts, strict=True):
            if value.text() != text:
                value.setText(text)
            cell.setVisible(bool(text))
        self._lay_out()

    def texts(self) -> dict[str, str]:
        """What is shown, by title."""
        return {
            cell.accessibleName(): value.text()
            for cell, value in zip(self._cells, self._values, strict=True)
            if not cell.isHidden()
        }

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()

    def _add_cell(self, title: str, font: QFont | None) -> None:
        cell = QWidget(self)
        cell.setAccessibleName(title)
        column = QVBoxLayout(cell)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        value = selectable(label("", parent=cell))
        value.setAccessibleName(title)
        # A long word is cut rather than that it makes the panel wider than its place.
        value.setMinimumWidth(1)
        value.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        if font is not None:
            value.setFont(font)
        column.addWidget(label(title, "caption", cell))
        column.addWidget(value)
        column.addStretch(1)
        self._cells.append(cell)
        self._values.append(value)

    def _lay_out(self) -> None:
        least = self.fontMetrics().horizontalAdvance("0" * COLUMN_CHARACTERS)
        columns = max(1, (self.width() + tokens.GROUP) // (least + tokens.GROUP))
        visible = tuple(not cell.isHidden() for cell in self._cells)
        if self._laid_out == (columns, visible):
            return
        self._laid_out = (columns, visible)
        row = column = 0
        for cell, wide, shown in zip(self._cells, self._wide, visible, strict=True):
            if not shown:
                continue
            span = min(2 if wide else 1, columns)
            if column + span > columns:
                row, column = row + 1, 0
            self._grid.addWidget(cell, row, column, 1, span, Qt.AlignmentFlag.AlignTop)
            column += span
        for number in range(max(columns, self._grid.columnCount())):
            self._grid.setColumnStretch(number, 1 if number < columns else 0)
