"""The details of one request: how it ended, every fact in words, and what was changed on the way to the provider."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict

import orjson
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from desktop_proxy.request_log import RequestRow
from desktop_proxy.ui import tokens
from desktop_proxy.ui.plain_text import visible
from desktop_proxy.ui.requests import columns, wording
from desktop_proxy.ui.requests.facts import FACTS
from desktop_proxy.ui.requests.facts_grid import FactsGrid
from desktop_proxy.ui.theme import Theme
from desktop_proxy.ui.widgets.buttons import CopyButton, icon_button
from desktop_proxy.ui.widgets.labels import label, selectable
from desktop_proxy.ui.widgets.message import Message


class DetailsPanel(QFrame):
    """Signals: `closed()` when the user wants it away. `redact` takes secrets out of what is copied."""

    closed = Signal()

    def __init__(self, theme: Theme, redact: Callable[[str], str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._redact = redact
        self._row: RequestRow | None = None
        self.setProperty("role", "card")
        self.setAccessibleName(self.tr("Details of the request"))
        self._heading = label("", "section", self)
        self.copy_id = CopyButton(lambda: self._row.id if self._row else "", self.tr("Copy id"), self)
        self.copy_details = CopyButton(self.details, self.tr("Copy details"), self)
        for copy in (self.copy_id, self.copy_details):
            copy.setProperty("role", "flat")
        self.close_button = icon_button(theme, "close", self.tr("Close the details"), self.closed.emit, self)
        self._area = QScrollArea(self)
        self._content = content = QWidget(self._area.viewport())
        self.error = Message(theme, content)
        self.facts = FactsGrid(
            [fact.title() for fact in FACTS],
            [fact.wide for fact in FACTS],
            theme.fixed_font(),
            [fact.identifier for fact in FACTS],
            content,
        )
        self.notes_title = label(self.tr("Changed on the way to the provider"), "section", content)
        self.notes = selectable(label("", parent=content))
        self._lay_out()

    @property
    def id(self) -> str:
        """Of the request that is shown; empty without one."""
        return self._row.id if self._row else ""

    def show_row(self, row: RequestRow) -> None:
        """Show this request, or how it stands now."""
        same_error = self._row is not None and (self._row.id, self._row.error) == (row.id, row.error)
        self._row = row
        self._heading.setText(columns.model_text(row))
        # A message is announced to screen readers, which a row that is shown again and again is not to be.
        if row.error and not same_error:
            self.error.show_message("error", visible(row.error))
        elif not row.error:
            self.error.clear()
        self.facts.show_texts([fact.text(row) for fact in FACTS])
        sentences = [visible(sentence) for sentence in wording.notes(row)]
        self.notes.setText("\n".join(sentences))
        self.notes.setVisible(bool(sentences))
        self.notes_title.setVisible(bool(sentences))

    def details(self) -> str:
        """Everything that is known of the request, as JSON without secrets."""
        if self._row is None:
            return ""
        values = asdict(self._row)
        try:
            values["notes"] = orjson.loads(self._row.notes or "[]")
        except orjson.JSONDecodeError:
            values["notes"] = self._row.notes
        return self._redact(orjson.dumps(values, option=orjson.OPT_INDENT_2).decode())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def _lay_out(self) -> None:
        heading = QHBoxLayout()
        heading.setContentsMargins(tokens.GROUP, tokens.GAP, tokens.GAP, tokens.GAP)
        heading.setSpacing(tokens.UNIT)
        heading.addWidget(self._heading, 1)
        for widget in (self.copy_id, self.copy_details, self.close_button):
            heading.addWidget(widget, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self._content)
        column.setContentsMargins(tokens.GROUP, 0, tokens.GROUP, tokens.GROUP)
        column.setSpacing(tokens.GAP + tokens.UNIT)
        for part in (self.error, self.facts, self.notes_title, self.notes):
            column.addWidget(part)
        column.addStretch(1)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setWidgetResizable(True)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setWidget(self._content)
        for ground in (self._area, self._area.viewport(), self._content):
            ground.setAutoFillBackground(False)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(1, 1, 1, 1)
        outer.setSpacing(0)
        outer.addLayout(heading)
        outer.addWidget(self._area, 1)
