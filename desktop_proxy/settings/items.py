"""Every setting as a row, for `settings list` and for pages."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel

from desktop_proxy.settings.document import NAMES, value_at
from desktop_proxy.settings.model import ProviderSettings, Settings


def dotted_items(settings: Settings) -> list[tuple[str, Any, str]]:
    """(dotted name, value, one line of help) of every setting; of a provider only what is set."""
    items = [(name, value_at(settings, name), _help(Settings, name)) for name in NAMES]
    for provider, own in settings.providers.items():
        for field, value in own.model_dump(exclude_defaults=True).items():
            items.append(
                (f"providers.{provider}.{field}", value, ProviderSettings.model_fields[field].description or "")
            )
    return items


def _help(model: type[BaseModel], dotted: str) -> str:
    first, _, rest = dotted.partition(".")
    field = model.model_fields[first]
    if rest and isinstance(field.annotation, type) and issubclass(field.annotation, BaseModel):
        return _help(field.annotation, rest)
    return field.description or ""
