"""Choosing who answers: what the choice writes, and the choice that the first key makes.

The only part of routing that writes settings, and only by the store's own `update`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError

from desktop_proxy.routing.endpoints import preferred
from desktop_proxy.routing.resolve import Route, resolve
from desktop_proxy.routing.tiers import TIERS
from desktop_proxy.settings import ModelChoice, SettingsStore, TierSettings

PREFERRED = "routing.preferred_provider"
BIG = "routing.big_model"
SMALL = "routing.small_model"
KEPT = "routing.kept_models"
_TIERS = "routing.tiers"
USUAL_NAME = "claude-sonnet-5"
"""What is asked for most: who cannot answer it is not chosen without being asked."""


def switching(name: str, store: SettingsStore) -> dict[str, Any]:
    """The changes of settings that make `name` answer, with the models it had when it last did."""
    if name == preferred(store.current).name:
        return {PREFERRED: name}
    kept = store.current.routing.kept_models.get(name, ModelChoice())
    return choosing(name, store, kept.big_model, kept.small_model) | _tiers(kept)


def choosing(name: str, store: SettingsStore, big: str | None = None, small: str | None = None) -> dict[str, Any]:
    """The changes that make `name` answer with these models; what is not named goes back to the provider's own.

    What is set for the provider that answered so far is kept for its return.
    """
    return {PREFERRED: name, BIG: big, SMALL: small} | _tiers(ModelChoice()) | _keeping(name, store)


def removing(name: str, store: SettingsStore) -> dict[str, Any]:
    """The changes that take an endpoint away, and leave nothing behind that would come back without it."""
    settings = store.current
    kept = {other: _without(name, choice) for other, choice in settings.routing.kept_models.items() if other != name}
    changes: dict[str, Any] = {f"providers.{name}": None}
    if settings.routing.preferred_provider == name:
        changes[PREFERRED] = None
        now = kept.pop(preferred(store.preview(changes)).name, ModelChoice())
        changes |= {BIG: now.big_model, SMALL: now.small_model} | _tiers(now)
    return changes | {KEPT: _stored(kept)}


def _keeping(name: str, store: SettingsStore) -> dict[str, Any]:
    routing, before = store.current.routing, preferred(store.current).name
    if name == before:
        return {}
    try:
        # As the file has them: what the environment says is not the user's choice for that provider.
        now = ModelChoice(big_model=store.written(BIG), small_model=store.written(SMALL), tiers=routing.tiers)
    except ValidationError:
        # Written by hand, and told among the store's problems.
        now = ModelChoice(tiers=routing.tiers)
    return {KEPT: _stored({**routing.kept_models, before: now, name: ModelChoice()})}


def _stored(kept: Mapping[str, ModelChoice]) -> dict[str, Any] | None:
    return {name: choice for name, choice in kept.items() if choice != ModelChoice()} or None


def _tiers(choice: ModelChoice) -> dict[str, Any]:
    return {f"{_TIERS}.{tier}": getattr(choice.tiers, tier) for tier in TIERS}


def _without(name: str, choice: ModelChoice) -> ModelChoice:
    def clean(value: Any) -> Any:
        return None if isinstance(value, str) and value.startswith(f"{name}/") else value

    tiers = TierSettings(**{tier: clean(getattr(choice.tiers, tier)) for tier in TIERS})
    return ModelChoice(big_model=clean(choice.big_model), small_model=clean(choice.small_model), tiers=tiers)


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
