"""The filter language in words, in a popup: each example can be picked."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from desktop_proxy.ui import tokens
from desktop_proxy.ui.requests.filter_fields import FIELDS
from desktop_proxy.ui.theme import Theme
from desktop_proxy.ui.widgets.buttons import button
from desktop_proxy.ui.widgets.labels import label

MAX_HEIGHT = 420


class FilterHelp(QFrame):
    """Signals: `picked(example)`. It goes away by Esc or a click beside it, and is deleted then."""

    picked = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self._theme = theme
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setProperty("role", "message")
        self.setAccessibleName(self.tr("What can be typed into the filter"))
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(tokens.GROUP, tokens.GROUP, tokens.GROUP, tokens.GROUP)
        column.setSpacing(tokens.GAP)
        column.addWidget(
            label(self.tr("Words are looked for in every text of a row; all of them must be there."), "body")
        )
        column.addWidget(
            label(self.tr("Quotes keep words together, a minus before a term leaves out what matches it."), "secondary")
        )
        column.addLayout(self._fields())
        self._area = QScrollArea(self)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setWidgetResizable(True)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setWidget(content)
        self._area.viewport().setAutoFillBackground(False)
        content.setAutoFillBackground(False)
        outer = QHBoxLayout(self)
        outer.setContentsMargins(1, 1, 1, 1)
        outer.addWidget(self._area)

    def popup_below(self, field: QWidget) -> None:
        """Show it under that widget, as wide as it."""
        place = field.mapToGlobal(QPoint(0, field.height() + tokens.UNIT))
        left = field.screen().availableGeometry().bottom() - place.y() - tokens.GAP
        self.setGeometry(place.x(), place.y(), field.width(), max(160, min(MAX_HEIGHT, left)))
        self.show()
        self.setFocus()

    def _fields(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(tokens.GROUP)
        grid.setVerticalSpacing(0)
        grid.setColumnStretch(1, 1)
        for row, field in enumerate(FIELDS):
            example = button(field.example, partial(self._pick, field.example), "flat", self)
            example.setFont(self._theme.fixed_font())
            example.setAccessibleDescription(field.meaning())
            grid.addWidget(example, row, 0, Qt.AlignmentFlag.AlignLeft)
            grid.addWidget(label(field.meaning(), "secondary"), row, 1)
        return grid

    def _pick(self, example: str) -> None:
        self.picked.emit(example)
        self.close()
