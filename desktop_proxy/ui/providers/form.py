"""The form of one provider, at the right of the page. Which cards it has follows from its row of the table."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop_proxy.ui import tokens
from desktop_proxy.ui.providers.connection_card import ConnectionCard
from desktop_proxy.ui.providers.entries import Entry
from desktop_proxy.ui.providers.form_head import FormHead
from desktop_proxy.ui.providers.key_card import KeyCard
from desktop_proxy.ui.providers.models_card import ModelsCard
from desktop_proxy.ui.providers.parts import Parts
from desktop_proxy.ui.providers.removal import Removal
from desktop_proxy.ui.widgets.card import Card
from desktop_proxy.ui.widgets.following_area import FollowingArea
from desktop_proxy.ui.widgets.labels import label

SCROLL_MARGIN = tokens.GROUP
"""How far a form reaches into the page's margin."""


class ProviderForm(FollowingArea):
    """Signals: `key_for(provider, key)` when a key belongs to another provider."""

    key_for = Signal(str, str)

    def __init__(self, parts: Parts, entry: Entry, parent: QWidget | None = None) -> None:
        super().__init__(None, parent)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.name = entry.name
        self.key_card: KeyCard | None = None
        self.connection: ConnectionCard | None = None
        self.models: ModelsCard | None = None
        self.removal: Removal | None = None
        # Everything is made where it stays: being styled anew for another parent takes longer than being made.
        content = QWidget(self.viewport())
        self.head = FormHead(parts, entry.name, self._typed_key, content)
        self.head.field_wanted.connect(self.go_to)
        self.head.save_wanted.connect(lambda: self.save_key(self._typed_key()))
        column = QVBoxLayout(content)
        column.setSpacing(tokens.GROUP)
        column.addWidget(self.head)
        for part in self._parts_of(parts, entry, content):
            column.addWidget(part)
        column.addStretch(1)
        self.setWidget(content)
        self._column = column
        self.verticalScrollBar().rangeChanged.connect(lambda _low, high: self._set_margin(scrolls=high > 0))
        self._set_margin(scrolls=False)

    def refresh(self) -> None:
        """Show what holds now."""
        for part in (self.head, self.key_card, self.connection, self.models):
            if part is not None:
                part.refresh()

    def save_key(self, key: str) -> None:
        """Store a key for this provider."""
        if self.key_card is not None and key:
            self.key_card.save(key)

    def go_to(self, field: str) -> None:
        """Put the cursor into the field: `key`, `models`, or one of the connection's."""
        if field == "key" and self.key_card is not None:
            self._show(self.key_card.field)
        elif field == "models" and self.models is not None:
            self._show(self.models.search)
        elif self.connection is not None and field in self.connection.rows:
            self._show(self.connection.rows[field].control)

    def _set_margin(self, *, scrolls: bool) -> None:
        """The cards end where the page does, with the scroll bar in the page's margin."""
        bar = self.verticalScrollBar().sizeHint().width() if scrolls else 0
        self._column.setContentsMargins(0, 0, max(0, SCROLL_MARGIN - bar), tokens.GROUP)

    def _show(self, widget: QWidget) -> None:
        widget.setFocus()
        self.ensureWidgetVisible(widget)

    def _typed_key(self) -> str:
        return self.key_card.field.key if self.key_card is not None else ""

    def _parts_of(self, parts: Parts, entry: Entry, inside: QWidget) -> list[QWidget]:
        made: list[QWidget] = []
        if entry.row.way == "demo":
            return [self._demo_card(inside)]
        if entry.takes_key:
            self.key_card = KeyCard(parts, entry.name, inside)
            self.key_card.key_for.connect(self.key_for)
            self.key_card.test_wanted.connect(self.head.test)
            self.key_card.use_wanted.connect(self.head.use)
            made.append(self.key_card)
        # What has to be filled in first comes first; made in this order, also for the Tab key.
        if not entry.takes_key:
            made.append(connection := ConnectionCard(parts, entry, inside))
        self.models = ModelsCard(parts, entry.name, inside)
        made.append(self.models)
        if entry.takes_key:
            made.append(connection := ConnectionCard(parts, entry, inside))
        self.connection = connection
        if entry.is_endpoint:
            self.removal = Removal(parts, entry, inside)
            made.append(self.removal)
        return made

    def _demo_card(self, inside: QWidget) -> Card:
        card = Card(self.tr("Built in"), inside)
        said = self.tr("It answers offline and without a key, with prepared texts, and calls a tool when asked to.")
        card.body.addWidget(label(said, "secondary", card))
        return card
