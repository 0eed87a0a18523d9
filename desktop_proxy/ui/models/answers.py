"""Who answers a name, as the page says it: target, reason, and whether that model was retired. No widgets."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from desktop_proxy.protocol.errors import ApiError
from desktop_proxy.providers import Retirement, provider, retirement
from desktop_proxy.routing import Target, resolve
from desktop_proxy.routing.tiers import Choice, big, small
from desktop_proxy.settings import Settings
from desktop_proxy.ui.providers.tier_names import ASKED_AS


@dataclass(frozen=True, slots=True)
class Answer:
    """What a row of the page shows."""

    target: Target | None = None
    reason: str = ""
    """Why, or why nobody answers."""
    retired: Retirement | None = None
    """Of the model that is set, whether its successor answers or not."""
    succeeded: bool = False
    """The successor answers."""
    fallbacks: tuple[Target, ...] = ()


def of_name(name: str, settings: Settings) -> Answer:
    """What would answer a request for `name`."""
    try:
        route = resolve(name, settings)
        meant = resolve(name, without_successors(settings)).target
    except ApiError as error:
        return Answer(reason=error.message)
    return Answer(route.target, route.reason, _retired(meant), meant != route.target, route.fallbacks)


def of_tier(tier: str) -> Callable[[Settings], Answer]:
    """As a client of today asks for that tier."""
    return lambda settings: _of_tier(tier, settings)


def _of_tier(tier: str, settings: Settings) -> Answer:
    answer = of_name(ASKED_AS[tier], settings)
    before, _, what = answer.reason.partition(" → ")
    # On a tier's own row its word in the name is no news.
    return replace(answer, reason=what) if before == f"“{tier}” in the name" else answer


def of_big(settings: Settings) -> Answer:
    """The big model."""
    return _of_set(big, settings)


def of_small(settings: Settings) -> Answer:
    """The small model."""
    return _of_set(small, settings)


def without_successors(settings: Settings) -> Settings:
    """As if a retired model were asked all the same."""
    if not settings.routing.use_successors:
        return settings
    return settings.model_copy(update={"routing": settings.routing.model_copy(update={"use_successors": False})})


def _of_set(choose: Callable[[Settings, str], Choice], settings: Settings) -> Answer:
    try:
        choice = choose(settings, ASKED_AS["sonnet"])
    except ApiError as error:
        return Answer(reason=error.message)
    retired = _retired(choice.target)
    return Answer(choice.target, choice.what, retired, retired is not None and settings.routing.use_successors)


def _retired(target: Target) -> Retirement | None:
    # Of another provider, a model of the same name may well live on.
    row = provider(target.provider)
    return retirement(target.model) if row is not None and not row.preset else None
