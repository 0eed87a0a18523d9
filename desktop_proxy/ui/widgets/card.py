"""A surface with a heading that holds one group of a page."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from desktop_proxy.ui import tokens
from desktop_proxy.ui.widgets.labels import label


class Card(QFrame):
    """Add to `body`; buttons that belong to the whole card go to `heading`, which has the title at its left."""

    def __init__(self, title: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        outer = QVBoxLayout(self)
        outer.setContentsMargins(tokens.GROUP, tokens.GROUP, tokens.GROUP, tokens.GROUP)
        outer.setSpacing(tokens.GAP + tokens.UNIT)
        self.heading = QHBoxLayout()
        self.heading.setSpacing(tokens.GAP)
        self.title: QLabel = label(title, "section", self, wrap=False)
        self.title.setVisible(bool(title))
        self.heading.addWidget(self.title)
        self.heading.addStretch(1)
        outer.addLayout(self.heading)
        self.body = QVBoxLayout()
        self.body.setSpacing(tokens.GAP)
        outer.addLayout(self.body)
