"""The submenus that say which model answers for opus, sonnet and haiku. A choice acts on the next request."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction

from desktop_proxy.core import Core
from desktop_proxy.protocol.errors import ApiError
from desktop_proxy.providers import retirement
from desktop_proxy.routing import Target, resolve
from desktop_proxy.routing.endpoints import ANTHROPIC, preferred
from desktop_proxy.routing.listing import CLAUDE_NAMES
from desktop_proxy.routing.targets import models_of, with_prefix
from desktop_proxy.routing.tiers import Tier, tier
from desktop_proxy.settings import Settings
from desktop_proxy.ui.bridge import CoreBridge
from desktop_proxy.ui.plain_text import one_line
from desktop_proxy.ui.providers.fetched import FetchedModels
from desktop_proxy.ui.radio_menu import Choice, RadioMenu
from desktop_proxy.ui.widgets.setting_row import pinned_remark

OWN = ""
"""The key of the entry that leaves the model to the provider."""
MAX_MODELS = 20
"""A provider may list hundreds; the page has them all."""
MAX_NAME_CHARACTERS = 48


class TierMenu(QObject):
    """One tier's; `write` gets the changes of settings a choice means, `other` asks for the page with all models."""

    def __init__(
        self,
        name: Tier,
        core: Core,
        bridge: CoreBridge,
        write: Callable[[Mapping[str, Any]], None],
        other: Callable[[], None],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._name, self._core, self._write = name, core, write
        self._dotted = f"routing.tiers.{name}"
        self._claude = next(claude for claude, _ in CLAUDE_NAMES if name in claude)
        self._fetched = FetchedModels.of(bridge)
        self._fetched.changed.connect(self.refresh)
        more = QAction(self.tr("Other…"), self)
        more.triggered.connect(lambda: other())
        self.entries = RadioMenu(more, parent=self)
        self.entries.chosen.connect(self._choose)
        bridge.settings_changed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Show the settings as they are."""
        settings = self._core.settings.current
        self.entries.show(self._title(settings), self._choices(settings), self._remark(settings))

    def _title(self, settings: Settings) -> str:
        label = self._name.capitalize()
        try:
            return f"{label}: {self._shown(resolve(self._claude, settings).target, settings)}"
        except ApiError:
            return self.tr("%1: no model").replace("%1", label)

    def _choices(self, settings: Settings) -> list[Choice]:
        chosen = self._chosen(settings)
        provider = preferred(settings)
        targets = [Target(provider.name, model) for model in self._models(settings)][:MAX_MODELS]
        if chosen is not None and chosen not in targets:
            targets.insert(0, chosen)
        own_holds = getattr(settings.routing.tiers, self._name) is None
        listed = [Choice(str(target), self._labelled(target, settings), target == chosen) for target in targets]
        return [Choice(OWN, self._own(settings), own_holds), *listed]

    def _chosen(self, settings: Settings) -> Target | None:
        """What the setting names, where it can be a name."""
        name = getattr(settings.routing.tiers, self._name)
        try:
            return with_prefix(name, preferred(settings), settings) if name else None
        except ApiError:
            return None

    def _own(self, settings: Settings) -> str:
        without = settings.routing.tiers.model_copy(update={self._name: None})
        routing = settings.routing.model_copy(update={"tiers": without})
        try:
            target = tier(self._name, settings.model_copy(update={"routing": routing}), self._claude).target
        except ApiError:
            return self.tr("Provider's own (none)")
        return self.tr("Provider's own (%1)").replace("%1", self._shown(target, settings))

    def _models(self, settings: Settings) -> tuple[str, ...]:
        provider = preferred(settings)
        claude = tuple(name for name, _ in CLAUDE_NAMES) if provider.name == ANTHROPIC else ()
        return tuple(dict.fromkeys((*models_of(provider, settings), *claude, *self._fetched.models(provider.name))))

    def _labelled(self, target: Target, settings: Settings) -> str:
        shown = self._shown(target, settings)
        retired = retirement(target.model)
        if retired is None:
            return shown
        gone = retired.date <= date.today().isoformat()
        text = self.tr("%1 (retired)") if gone else self.tr("%1 (retires %2)").replace("%2", retired.date)
        return text.replace("%1", shown)

    def _shown(self, target: Target, settings: Settings) -> str:
        """Without its provider where that is the one that answers anyway."""
        name = target.model if target.provider == preferred(settings).name else str(target)
        return one_line(name, MAX_NAME_CHARACTERS)

    def _remark(self, settings: Settings) -> str:
        if pinned := pinned_remark(self._core.settings, self._dotted):
            return pinned
        without_rules = settings.model_copy(update={"routing": settings.routing.model_copy(update={"rules": ()})})
        try:
            ruled = resolve(self._claude, settings).target != resolve(self._claude, without_rules).target
        except ApiError:
            return ""
        return self.tr("A rule on the Models page decides") if ruled else ""

    def _choose(self, key: str) -> None:
        self._write({self._dotted: key or None})
        self.refresh()
