"""The card of what tiers and unknown names fall back to: the set of names, big and small, and successors."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from desktop_proxy.providers import RECOMMENDED_DATE
from desktop_proxy.ui.models.answers import of_big, of_small
from desktop_proxy.ui.models.model_row import ModelRow
from desktop_proxy.ui.providers.parts import Parts
from desktop_proxy.ui.widgets.card import Card
from desktop_proxy.ui.widgets.choice import Choice
from desktop_proxy.ui.widgets.labels import label
from desktop_proxy.ui.widgets.setting_row import SettingRow
from desktop_proxy.ui.widgets.toggle import Toggle


class DefaultsCard(Card):
    """Four settings."""

    def __init__(self, parts: Parts, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.title.setText(self.tr("Defaults"))
        self.title.show()
        said = self.tr("Big answers Sonnet, unknown names, and Opus and Fable without a model; small answers Haiku.")
        self.body.addWidget(label(said, "caption", self))
        store = parts.core.settings
        self.big = ModelRow(parts, "routing.big_model", self.tr("Big"), of_big, self)
        self.small = ModelRow(parts, "routing.small_model", self.tr("Small"), of_small, self)
        recommended = self.tr("Recommended (%1)").replace("%1", RECOMMENDED_DATE)
        self.set_choice = Choice((("recommended", recommended), ("classic", self.tr("Classic"))), self)
        self.set_row = SettingRow(
            store,
            "routing.naming",
            self.tr("Set of models"),
            self.tr("What a provider's tiers are where nothing else is set."),
            self.set_choice,
            self,
        )
        self.set_choice.chosen.connect(self.set_row.change)
        self.successors = Toggle(parts.theme, parent=self)
        self.successor_row = SettingRow(
            store,
            "routing.use_successors",
            self.tr("Use successors"),
            self.tr("A request for a retired model goes to its successor."),
            self.successors,
            self,
        )
        self.successors.clicked.connect(self.successor_row.change)
        for row in (self.big, self.small, self.set_row, self.successor_row):
            self.body.addWidget(row)
            row.applied.connect(lambda _value: self._show_values())
        ModelRow.align([self.big, self.small])
        self._show_values()

    def refresh(self, models: Sequence[str]) -> None:
        """Show what holds now, with these models to choose from."""
        for row in (self.big, self.small):
            row.show_choices(models)
            row.show_answer()
        self._show_values()

    def _show_values(self) -> None:
        for row in (self.set_row, self.successor_row):
            row.refresh()
        self.set_choice.show_value(self.set_row.value)
        self.successors.setChecked(bool(self.successor_row.value))
