"""The models that are offered where one is chosen: those of the provider in use first, then of all who can be asked."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from desktop_proxy.protocol.errors import ApiError
from desktop_proxy.routing import endpoint
from desktop_proxy.routing.endpoints import ANTHROPIC, DEMO, preferred
from desktop_proxy.routing.listing import CLAUDE_NAMES
from desktop_proxy.routing.targets import models_of
from desktop_proxy.settings import Settings
from desktop_proxy.ui.providers.fetched import FetchedModels


def model_choices(settings: Settings, fetched: FetchedModels, with_key: Collection[str]) -> list[str]:
    """`provider/model`, each once. Any other name can be typed as well."""
    in_use = preferred(settings).name
    names = dict.fromkeys((in_use, *settings.providers, *with_key))
    if in_use != DEMO:
        names.pop(DEMO, None)
    found = (f"{name}/{model}" for name in names for model in _models(name, settings, fetched))
    return list(dict.fromkeys(found))


def _models(name: str, settings: Settings, fetched: FetchedModels) -> Iterator[str]:
    try:
        yield from models_of(endpoint(name, settings), settings)
    except ApiError:
        # One whose address cannot be used answers nothing.
        return
    if name == ANTHROPIC:
        yield from (claude for claude, _ in CLAUDE_NAMES)
    yield from fetched.models(name)
