"""Choosing who answers: what the choice writes, what it would mean, and the choice that the first key makes.

The only part of routing that writes settings, and only by the store's own `update`.
"""

from __future__ import annotations

from desktop_proxy.routing.resolve import Route, resolve
from desktop_proxy.routing.tiers import TIERS
from desktop_proxy.settings import Settings, SettingsStore

PREFERRED = "routing.preferred_provider"
BIG = "routing.big_model"
SMALL = "routing.small_model"
_TIERS = "routing.tiers"
USUAL_NAME = "claude-sonnet-5"
"""What is asked for most: who cannot answer it is not chosen without being asked."""


def choosing(name: str, big: str | None = None, small: str | None = None) -> dict[str, str | None]:
    """The changes of settings that make `name` answer. Models that are not named go back to the provider's own."""
    return {PREFERRED: name, BIG: big, SMALL: small, **{f"{_TIERS}.{tier}": None for tier in TIERS}}


def as_if_chosen(name: str, store: SettingsStore) -> Settings:
    """The settings as they would be after `choosing(name)`; what the environment decides stays as it is."""
    routing = store.current.routing
    changes = {dotted: value for dotted, value in choosing(name).items() if store.pinned_by(dotted) is None}
    own = {dotted.rpartition(".")[2]: value for dotted, value in changes.items() if not dotted.startswith(_TIERS)}
    tiers = {dotted.rpartition(".")[2]: value for dotted, value in changes.items() if dotted.startswith(_TIERS)}
    chosen = routing.model_copy(update={**own, "tiers": routing.tiers.model_copy(update=tiers)})
    return store.current.model_copy(update={"routing": chosen})


def prefer_first(name: str, store: SettingsStore) -> Route | None:
    """Let the first provider that gets a key answer; None where another was chosen before.

    Raises ApiError, and changes nothing, where it could not answer yet.
    """
    if store.current.routing.preferred_provider is not None:
        return None
    routing = store.current.routing.model_copy(update={"preferred_provider": name})
    route = resolve(USUAL_NAME, store.current.model_copy(update={"routing": routing}))
    store.update({PREFERRED: name})
    return route
