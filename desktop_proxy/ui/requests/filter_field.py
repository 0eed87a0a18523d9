"""The field the filter is typed into. What it means is in `filter.py`, what it is good for in `filter_help.py`."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from desktop_proxy.ui.requests.filter import MAX_CHARACTERS, Filter, FilterError, compile_filter
from desktop_proxy.ui.requests.filter_help import FilterHelp
from desktop_proxy.ui.theme import Theme
from desktop_proxy.ui.widgets.labels import restyle

COMPLAIN_MS = 500
"""Half a filter is no mistake: what is wrong is told when typing stops."""


class FilterField(QLineEdit):
    """Signals: `chosen(Filter)` for each filter that can be read, `complained(sentence)` with what is wrong or with
    nothing when it is put right, `left()` when the keys are to go on in the table.
    """

    chosen = Signal(object)
    complained = Signal(str)
    left = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._unsaid = ""
        self.complaint = ""
        """What is wrong with what was typed, once it has been told."""
        self.setAccessibleName(self.tr("Filter requests"))
        self.setPlaceholderText(self.tr("Filter, for instance: gpt status:error cost:>0.1"))
        self.setMaxLength(MAX_CHARACTERS)
        self._glass = QAction(self.tr("Filter requests"), self)
        self.addAction(self._glass, QLineEdit.ActionPosition.LeadingPosition)
        self.help_action = QAction(self.tr("What can be typed here"), self)
        self.help_action.triggered.connect(lambda _checked=False: self.show_help())
        self.addAction(self.help_action, QLineEdit.ActionPosition.TrailingPosition)
        self._timer = QTimer(self, interval=COMPLAIN_MS, singleShot=True)
        self._timer.timeout.connect(self._complain)
        self.textChanged.connect(self._read)
        theme.changed.connect(self._tint)
        self._tint()

    def add(self, term: str) -> None:
        """Put another term behind what is there, unless it is there."""
        if term not in self.text().split():
            self.setText(f"{self.text().rstrip()} {term}".lstrip())

    def show_help(self) -> FilterHelp:
        """Show the language, below the field."""
        shown = FilterHelp(self._theme, self)
        shown.picked.connect(self.add)
        shown.popup_below(self)
        return shown

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key == Qt.Key.Key_Escape and self.text():
            self.clear()
        elif key in (Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down):
            self.left.emit()
        elif event.text() == "?" and not self.text():
            self.show_help()
        else:
            super().keyPressEvent(event)

    def _read(self, text: str) -> None:
        try:
            chosen: Filter | None = compile_filter(text)
            self._unsaid = ""
        except FilterError as error:
            chosen, self._unsaid = None, str(error)
        if chosen is not None:
            self._timer.stop()
            self._complain()
            self.chosen.emit(chosen)
        else:
            self._timer.start()

    def _complain(self) -> None:
        if self._unsaid != self.complaint:
            self.complaint = self._unsaid
            restyle(self, "invalid", bool(self.complaint))
            self.complained.emit(self.complaint)

    def _tint(self) -> None:
        self._glass.setIcon(self._theme.icon("search", "secondary"))
        self.help_action.setIcon(self._theme.icon("help", "secondary"))
