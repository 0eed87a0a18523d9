"""The providers of the list: the table's own rows and the user's endpoints, without presets.

Reads settings and shows nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from desktop_proxy.protocol.errors import ApiError
from desktop_proxy.providers import PROVIDERS, Provider, provider
from desktop_proxy.routing import endpoint
from desktop_proxy.routing.endpoints import DEMO
from desktop_proxy.settings import ProviderSettings, Settings


@dataclass(frozen=True, slots=True)
class Entry:
    """One provider, as it is set up."""

    name: str
    row: Provider
    """Where its address cannot be used, the row of the table."""
    own: ProviderSettings
    fault: str = ""
    """Why it cannot be asked at all, in a sentence."""

    @property
    def label(self) -> str:
        """What it is called."""
        return self.row.label

    @property
    def is_endpoint(self) -> bool:
        """Whether the user added it, and may remove it."""
        table = provider(self.name)
        return table is None or table.preset

    @property
    def takes_key(self) -> bool:
        """Whether it has a key at all, needed or not."""
        return self.row.way not in ("demo", "vertex")

    @property
    def preset_key(self) -> str | None:
        """Under which other name its key may be stored: the preset's own key goes to the preset's own address."""
        borrows = self.own.preset and self.own.preset != self.name and not self.own.base_url
        return self.own.preset if borrows else None


def entries(settings: Settings) -> list[Entry]:
    """In the order of the list: the table, the user's endpoints, the demo."""
    return [entry(name, settings) for name in _names(settings)]


def entry(name: str, settings: Settings) -> Entry:
    """The one of that name, whether it can be asked or not."""
    own = settings.providers.get(name, ProviderSettings())
    try:
        return Entry(name, endpoint(name, settings), own)
    except ApiError as error:
        row = provider(own.preset or name) or Provider(name, name, "openai", "chat", key_required=False)
        return Entry(name, row, own, error.message)


def _names(settings: Settings) -> Iterator[str]:
    own_rows = [row.name for row in PROVIDERS if not row.preset]
    yield from (name for name in own_rows if name != DEMO)
    yield from (name for name in settings.providers if name not in own_rows)
    yield DEMO
