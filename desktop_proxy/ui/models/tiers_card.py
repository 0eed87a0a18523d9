"""The card of the tiers: the model of Opus, Sonnet, Haiku and Fable, effective on the next request."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QWidget

from desktop_proxy.routing.endpoints import preferred
from desktop_proxy.ui.models.answers import of_tier
from desktop_proxy.ui.models.model_row import ModelRow
from desktop_proxy.ui.plain_text import menu_text, visible
from desktop_proxy.ui.providers.fetching import fetch_models
from desktop_proxy.ui.providers.parts import Parts
from desktop_proxy.ui.providers.tier_names import SHOWN, title
from desktop_proxy.ui.widgets.buttons import button
from desktop_proxy.ui.widgets.card import Card
from desktop_proxy.ui.widgets.labels import label
from desktop_proxy.ui.widgets.stacked_message import StackedMessage
from desktop_proxy.ui.widgets.working import Working


class TiersCard(Card):
    """`rows` by tier. Signals: `provider_wanted(name)` to see or to change who is in use."""

    provider_wanted = Signal(str)

    def __init__(self, parts: Parts, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self._parts = parts
        self.title.setText(self.tr("Tiers"))
        self.title.show()
        self.provider_button: QPushButton = button("", self._want_provider, parent=self)
        self.heading.addWidget(self.provider_button)
        self.fetch_button: QPushButton = button(self.tr("Fetch models"), self.fetch, parent=self)
        self.heading.addWidget(self.fetch_button)
        said = self.tr(
            "Claude Code asks for these. A change holds from the next request on; leave empty for the provider's own."
        )
        self.body.addWidget(label(said, "caption", self))
        self.working = Working(parts.theme, self)
        self.working.busy_changed.connect(self.fetch_button.setDisabled)
        self.message = StackedMessage(parts.theme, self)
        self.body.addWidget(self.working)
        self.body.addWidget(self.message)
        self.rows = {tier: ModelRow(parts, f"routing.tiers.{tier}", title(tier), of_tier(tier), self) for tier in SHOWN}
        for row in self.rows.values():
            self.body.addWidget(row)
        ModelRow.align(list(self.rows.values()))

    def refresh(self, models: Sequence[str]) -> None:
        """Show what holds now, with these models to choose from."""
        in_use = visible(preferred(self._parts.core.settings.current).label)
        self.provider_button.setText(menu_text(self.tr("Provider: %1").replace("%1", in_use)))
        for row in self.rows.values():
            row.show_choices(models)
            row.show_answer()

    def fetch(self) -> None:
        """Ask the provider in use for its models."""
        self.message.clear()
        row = preferred(self._parts.core.settings.current)
        said = self.tr("Asking %1 for its models").replace("%1", row.label)
        self.working.begin(said, fetch_models(self._parts, row.name), self._fetched)

    def _want_provider(self) -> None:
        self.provider_wanted.emit(preferred(self._parts.core.settings.current).name)

    def _fetched(self, problem: str | None) -> None:
        if problem:
            self.message.show_message(
                "error", visible(problem), (self.tr("Try again"), self.fetch), details=lambda: problem
            )
