"""The models providers said they have, kept while the program runs: one list for every page of the window."""

from __future__ import annotations

import time
from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal

from desktop_proxy.ui.bridge import CoreBridge


class FetchedModels(QObject):
    """Signals: `changed(provider)` after a list came in."""

    changed = Signal(str)

    def __init__(self, bridge: CoreBridge) -> None:
        super().__init__(bridge)
        self._lists: dict[str, tuple[str, ...]] = {}
        self._times: dict[str, float] = {}

    @classmethod
    def of(cls, bridge: CoreBridge) -> FetchedModels:
        """The one of this window."""
        return bridge.findChild(cls) or cls(bridge)

    def models(self, provider: str) -> tuple[str, ...]:
        """What that provider said; nothing before it was asked."""
        return self._lists.get(provider, ())

    def fetched_at(self, provider: str) -> float | None:
        """When, in Unix seconds."""
        return self._times.get(provider)

    def keep(self, provider: str, models: Sequence[str]) -> None:
        """A list that has just come in."""
        self._lists[provider] = tuple(models)
        self._times[provider] = time.time()
        self.changed.emit(provider)
