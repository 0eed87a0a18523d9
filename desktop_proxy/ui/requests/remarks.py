"""The line below the filter: at its left what is the matter, at its right how many requests there are."""

from __future__ import annotations

from PySide6.QtCore import QLocale, Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop_proxy.ui import tokens
from desktop_proxy.ui.requests.feed import Feed
from desktop_proxy.ui.requests.table_model import RequestTableModel
from desktop_proxy.ui.widgets.labels import label, set_tone


class Remarks(QWidget):
    """Always as high as one line, so that nothing jumps."""

    def __init__(self, feed: Feed, model: RequestTableModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._feed, self._model = feed, model
        self.remark = label("", "caption", self, wrap=False)
        # It is cut rather than that it makes the window wider.
        self.remark.setMinimumWidth(1)
        self.count = label("", "caption", self, wrap=False)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(tokens.GROUP)
        row.addWidget(self.remark, 1)
        row.addWidget(self.count, 0, Qt.AlignmentFlag.AlignRight)

    def refresh(self, complaint: str, *, deleting: bool) -> None:
        """Say how things stand; `complaint` is what is wrong with the filter."""
        set_tone(self.remark, "error" if complaint else "")
        for made, text in ((self.remark, complaint or self._state(deleting)), (self.count, self._number())):
            if made.text() != text:
                made.setText(text)

    def _state(self, deleting: bool) -> str:
        if deleting:
            return self.tr("Deleting…")
        if self._feed.paused:
            waiting = self._feed.waiting
            return self.tr("Paused. %Ln new requests", "", waiting) if waiting else self.tr("Paused.")
        return self.tr("Loading the request log…") if self._feed.loading else ""

    def _number(self) -> str:
        total, number = self._model.total, QLocale().toString
        if self._model.filtered:
            return self.tr("%1 of %2").replace("%1", number(self._model.rowCount())).replace("%2", number(total))
        return self.tr("%Ln requests", "", total) if total else ""
