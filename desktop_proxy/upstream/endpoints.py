"""Where a provider is reached and with what: the table's row, the user's settings and the key, together.

Finds and refuses in words; it sends nothing and judges no key.
"""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from typing import Literal
from urllib.parse import urlsplit

from desktop_proxy.credentials import Credentials
from desktop_proxy.protocol.errors import ApiError
from desktop_proxy.providers import Provider, provider
from desktop_proxy.redaction import Secret
from desktop_proxy.routing import endpoint as provider_row
from desktop_proxy.settings import ProviderSettings, Settings, SettingsStore


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


@dataclass(frozen=True, slots=True)
class Draft:
    """What was typed and is not stored yet; it stands in for what is."""

    key: Secret | None = None
    settings: ProviderSettings | None = None
    """The provider's own settings; for a provider that is not set up, with its preset or base URL."""

    def applied_to(self, settings: Settings, name: str) -> Settings:
        """The settings as they would be."""
        if self.settings is None:
            return settings
        return settings.model_copy(update={"providers": {**settings.providers, name: self.settings}})


class Endpoints:
    """Looks endpoints up, as the settings and keys are at that moment."""

    def __init__(self, settings: SettingsStore, credentials: Credentials) -> None:
        self._settings = settings
        self._credentials = credentials

    async def find(self, name: str, draft: Draft | None = None) -> Endpoint:
        """The endpoint called `name`, with a draft as it would be.

        Raises `ApiError`: 404 for a name nobody set up, 401 where its key is missing, 503 while the keyring cannot
        be read.
        """
        draft = draft or Draft()
        settings = draft.applied_to(self._settings.current, name)
        row = provider_row(name, settings)
        own = settings.providers.get(name, ProviderSettings())
        key, at_home = draft.key, self._is_at_home(name, row, own)
        if key is None and at_home:
            key = await self._key(name, row, own)
        if key is None and row.key_required:
            raise _no_key(name, row, self._credentials.problem) if at_home else _key_of_another_host(row)
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

    def _is_at_home(self, name: str, row: Provider, own: ProviderSettings) -> bool:
        """Whether stored keys may go to the row's address: to another host a draft must bring the key itself."""
        known = {_origin(table.base_url) for table in (provider(name), provider(own.preset or "")) if table}
        with contextlib.suppress(ApiError):
            known.add(_origin(provider_row(name, self._settings.current).base_url))
        return _origin(row.base_url) in known

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


def _origin(url: str) -> tuple[str, str]:
    parts = urlsplit(url)
    return parts.scheme, parts.netloc.lower()


def _key_of_another_host(row: Provider) -> ApiError:
    return ApiError(
        401,
        f"No key for {row.label} at this address: a stored one is not sent to another host, so paste it again.",
        should_retry=False,
    )


def _no_key(name: str, row: Provider, problem: str | None) -> ApiError:
    variable = f" or set {row.key_variables[0]}" if row.key_variables else ""
    sentence = f"No key for {row.label}: run `desktop-proxy keys set {name}`{variable}."
    return ApiError(401, f"{sentence} {problem or ''}".strip(), should_retry=False)
