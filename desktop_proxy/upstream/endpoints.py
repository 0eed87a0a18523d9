"""Where a provider is reached and with what: the table's row, the user's settings and the key, together.

Finds and refuses in words; it sends nothing and judges no key.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from desktop_proxy.credentials import Credentials
from desktop_proxy.protocol.errors import ApiError
from desktop_proxy.providers import Provider
from desktop_proxy.redaction import Secret
from desktop_proxy.routing import endpoint as provider_row
from desktop_proxy.settings import ProviderSettings, SettingsStore


@dataclass(frozen=True, slots=True)
class Endpoint:
    """One provider, ready to be called. Hashable: what is derived from it may be kept by it."""

    provider: Provider
    name: str
    """What the user calls it; the key is stored under this name."""
    base_url: str = ""
    """Without a trailing slash; empty where LiteLLM knows it."""
    key: Secret | None = None
    api: Literal["auto", "chat", "responses"] = "auto"
    project: str | None = None
    location: str | None = None
    credentials_file: str | None = None

    @property
    def label(self) -> str:
        """What to call it in a sentence."""
        return self.provider.label


class Endpoints:
    """Looks endpoints up, as the settings and keys are at that moment."""

    def __init__(self, settings: SettingsStore, credentials: Credentials) -> None:
        self._settings = settings
        self._credentials = credentials

    async def find(self, name: str) -> Endpoint:
        """The endpoint called `name`.

        Raises `ApiError`: 404 for a name nobody set up, 401 where its key is missing, 503 while the keyring cannot
        be read.
        """
        settings = self._settings.current
        row = provider_row(name, settings)
        own = settings.providers.get(name, ProviderSettings())
        key = await self._key(name, row, own)
        if key is None and row.key_required:
            raise _no_key(name, row, self._credentials.problem)
        return Endpoint(
            provider=row,
            name=name,
            base_url=row.base_url.rstrip("/"),
            key=key,
            api=own.api,
            project=own.project,
            location=own.location,
            credentials_file=own.credentials_file,
        )

    async def _key(self, name: str, row: Provider, own: ProviderSettings) -> Secret | None:
        if row.way in ("demo", "vertex"):
            return None
        try:
            key = await self._credentials.get(name)
        except ApiError:
            if row.key_required:
                raise
            # A model server of this machine answers without a key, so a locked keyring is no hindrance.
            return None
        # The preset's own key goes only to the preset's own address.
        if key is None and own.preset and own.preset != name and not own.base_url:
            key = await self._credentials.get(own.preset)
        return key


def _no_key(name: str, row: Provider, problem: str | None) -> ApiError:
    variable = f" or set {row.key_variables[0]}" if row.key_variables else ""
    sentence = f"No key for {row.label}: run `desktop-proxy keys set {name}`{variable}."
    return ApiError(401, f"{sentence} {problem or ''}".strip(), should_retry=False)
