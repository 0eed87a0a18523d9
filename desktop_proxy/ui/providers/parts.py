"""What every part of the page works with, handed down as one."""

from __future__ import annotations

from dataclasses import dataclass

from desktop_proxy.core import Core
from desktop_proxy.providers import Provider, provider
from desktop_proxy.ui.bridge import CoreBridge
from desktop_proxy.ui.providers.entries import Entry, entry
from desktop_proxy.ui.providers.fetched import FetchedModels
from desktop_proxy.ui.providers.key_sources import KeySources
from desktop_proxy.ui.providers.states import ProviderState, state_of
from desktop_proxy.ui.theme import Theme


@dataclass(frozen=True, slots=True)
class Parts:
    """Of one window."""

    core: Core
    bridge: CoreBridge
    theme: Theme
    keys: KeySources
    fetched: FetchedModels

    @classmethod
    def of(cls, core: Core, bridge: CoreBridge, theme: Theme) -> Parts:
        """Those that the pages of this window share."""
        return cls(core, bridge, theme, KeySources.of(core, bridge), FetchedModels.of(bridge))

    def entry(self, name: str) -> Entry:
        """The provider of that name as it is set up now."""
        return entry(name, self.core.settings.current)

    def state(self, entry: Entry) -> ProviderState:
        """What is known of it and of its key now."""
        return state_of(entry, self.keys.info(entry), refused=self.keys.refused(entry))

    def lacks_key(self, entry: Entry) -> bool:
        """Whether requests to it fail for want of a key."""
        info = self.keys.info(entry)
        return entry.takes_key and entry.row.key_required and info is not None and info.source == "none"

    def table_row(self, name: str) -> Provider | None:
        """The row of the table it is made from; None for an endpoint that is entirely the user's."""
        own = self.core.settings.current.providers.get(name)
        return provider((own and own.preset) or name)
