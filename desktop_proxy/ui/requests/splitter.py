"""The table and the details, one below the other or side by side by the room there is; sizes are remembered."""

from __future__ import annotations

import orjson
from PySide6.QtCore import QSettings, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter, QWidget

from desktop_proxy.ui import tokens

SIDE_BY_SIDE_WIDTH = 1240
MIN_TABLE, MIN_DETAILS = 120, 140
_PLACE = "requests/splitter"
_SHARES = {Qt.Orientation.Vertical: [11, 9], Qt.Orientation.Horizontal: [5, 3]}


class DetailsSplitter(QSplitter):
    """`hold` gives it its two widgets; the second may be hidden."""

    def __init__(self, settings: QSettings, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Vertical, parent)
        self._settings = settings
        self._sizes = {orientation: list(shares) for orientation, shares in _SHARES.items()}
        self.setObjectName("details")
        self.setChildrenCollapsible(False)
        self.setHandleWidth(tokens.GAP)
        self._restore()
        self.splitterMoved.connect(self._moved)

    def hold(self, table: QWidget, details: QWidget) -> None:
        """Show these two; they are best made as its children, since a change of parents is dear."""
        for widget, least in ((table, MIN_TABLE), (details, MIN_DETAILS)):
            widget.setMinimumSize(least, least)
            self.addWidget(widget)
        self._apply_sizes()

    def resizeEvent(self, event: QResizeEvent) -> None:
        side = self.width() >= SIDE_BY_SIDE_WIDTH
        wanted = Qt.Orientation.Horizontal if side else Qt.Orientation.Vertical
        if wanted != self.orientation():
            self.setOrientation(wanted)
            self._apply_sizes()
        super().resizeEvent(event)

    def _moved(self) -> None:
        self._sizes[self.orientation()] = self.sizes()
        kept = {orientation.name: sizes for orientation, sizes in self._sizes.items()}
        self._settings.setValue(_PLACE, orjson.dumps(kept).decode())

    def _restore(self) -> None:
        try:
            kept = orjson.loads(str(self._settings.value(_PLACE, "{}")))
            for orientation in _SHARES:
                table, details = kept[orientation.name]
                self._sizes[orientation] = [max(1, int(table)), max(1, int(details))]
        except (ValueError, TypeError, KeyError):
            # Nothing is remembered, or nothing that can be read.
            self._sizes = {orientation: list(shares) for orientation, shares in _SHARES.items()}

    def _apply_sizes(self) -> None:
        # Qt shares the whole length out in these proportions.
        self.setSizes([size * 1000 for size in self._sizes[self.orientation()]])
