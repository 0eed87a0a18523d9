"""Models: which model answers which name, and why."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop_proxy.core import Core
from desktop_proxy.ui import tokens
from desktop_proxy.ui.bridge import CoreBridge
from desktop_proxy.ui.models.choices import model_choices
from desktop_proxy.ui.models.defaults_card import DefaultsCard
from desktop_proxy.ui.models.explain_card import ExplainCard
from desktop_proxy.ui.models.fallbacks_card import FallbacksCard
from desktop_proxy.ui.models.rules_card import RulesCard
from desktop_proxy.ui.models.tiers_card import TiersCard
from desktop_proxy.ui.providers.entries import entries
from desktop_proxy.ui.providers.parts import Parts
from desktop_proxy.ui.providers.states import HAS_KEY
from desktop_proxy.ui.theme import Theme
from desktop_proxy.ui.widgets.page import Page


class ModelsPage(Page):
    """Five cards over the same settings; a change in one is seen in all."""

    name, icon = "models", "models"

    def __init__(self, core: Core, bridge: CoreBridge, theme: Theme) -> None:
        super().__init__(core, bridge, theme)
        self._parts = Parts.of(core, bridge, theme)
        # Everything is made where it stays: being styled anew for another parent takes longer than being made.
        holder = QWidget(self.body.parentWidget())
        self.tiers = TiersCard(self._parts, holder)
        self.explain = ExplainCard(self._parts, holder)
        self.defaults = DefaultsCard(self._parts, holder)
        self.rules = RulesCard(self._parts, holder)
        self.fallbacks = FallbacksCard(self._parts, holder)
        column = self._column(holder)
        for card in (self.tiers, self.explain, self.defaults, self.rules, self.fallbacks):
            column.addWidget(card)
        self.body.addStretch(1)
        for card in (self.tiers, self.explain):
            card.provider_wanted.connect(lambda provider: self.navigate.emit("providers", provider))
        bridge.settings_changed.connect(self.refresh)
        self._parts.keys.changed.connect(self.refresh)
        self._parts.fetched.changed.connect(lambda _provider: self.refresh())
        self.refresh()

    @classmethod
    def title(cls) -> str:
        return QCoreApplication.translate("Pages", "Models")

    def open_with(self, argument: object) -> None:
        """A name is explained; `{"tier": "opus"}` puts the cursor there."""
        if isinstance(argument, str):
            self.explain.explain(argument)
        elif isinstance(argument, dict) and (row := self.tiers.rows.get(str(argument.get("tier", "")))):
            row.combo.setFocus()

    def refresh(self) -> None:
        """Show what holds now."""
        settings = self.core.settings.current
        infos = {entry.name: self._parts.keys.info(entry) for entry in entries(settings)}
        with_key = [name for name, info in infos.items() if info is not None and info.source in HAS_KEY]
        models = model_choices(settings, self._parts.fetched, with_key)
        for card in (self.tiers, self.defaults, self.rules, self.fallbacks):
            card.refresh(models)
        self.explain.refresh()

    def showEvent(self, event: QShowEvent) -> None:
        """Follow the keys while the page is seen."""
        super().showEvent(event)
        self._parts.keys.watch()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._parts.keys.unwatch()

    def _column(self, holder: QWidget) -> QVBoxLayout:
        """As wide as text is read well, at the left."""
        holder.setMaximumWidth(tokens.READING_WIDTH)
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.GROUP)
        beside = QHBoxLayout()
        beside.addWidget(holder, 1000)
        beside.addStretch(1)
        self.body.addLayout(beside)
        return column
