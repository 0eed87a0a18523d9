"""The models behind opus, sonnet, haiku and fable, and the big and the small model of the preferred provider."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from desktop_proxy.protocol.errors import ApiError
from desktop_proxy.providers import Provider
from desktop_proxy.routing.endpoints import ANTHROPIC, DEMO, preferred
from desktop_proxy.routing.targets import Target, with_prefix
from desktop_proxy.settings.model import Settings

Tier = Literal["haiku", "sonnet", "opus", "fable"]
TIERS: tuple[Tier, ...] = ("haiku", "sonnet", "opus", "fable")
"""In the order in which a name is searched for them."""

DEMO_TARGET = Target(DEMO, "desktop-proxy")


@dataclass(frozen=True, slots=True)
class Choice:
    """A model, and in words what it is: "OpenAI's big model"."""

    target: Target
    what: str


def tier(name: Tier, settings: Settings, requested: str) -> Choice:
    """The model of a tier. `requested` is what Anthropic is asked for where it is the preferred provider."""
    routing, provider = settings.routing, preferred(settings)
    if own := getattr(routing.tiers, name):
        return Choice(with_prefix(own, provider, settings), f"the model set for {name}")
    if name == "haiku":
        return small(settings, requested)
    if name == "sonnet":
        return big(settings, requested)
    recommended = provider.recommended if routing.naming == "recommended" else None
    model: str | None = getattr(recommended, name, None)
    if model and not routing.tiers.sonnet and not routing.big_model:
        return Choice(Target(provider.name, model), f"{provider.label}'s {name} model")
    choice = tier("sonnet", settings, requested)
    return Choice(choice.target, f"the same as sonnet: {choice.what}")


def big(settings: Settings, requested: str) -> Choice:
    """The big model. Raises ApiError (404) where the preferred endpoint has none."""
    return _set_model(0, "big", settings.routing.big_model, settings, requested)


def small(settings: Settings, requested: str) -> Choice:
    """The small model, as `big`; the big one where an endpoint was given no other."""
    routing, provider = settings.routing, preferred(settings)
    if routing.big_model and not routing.small_model and not _has_models(provider, settings):
        return big(settings, requested)
    return _set_model(1, "small", routing.small_model, settings, requested)


def _set_model(index: int, word: str, own: str | None, settings: Settings, requested: str) -> Choice:
    provider = preferred(settings)
    if own:
        target = with_prefix(own, provider, settings)
        # The demo has one model; a bare name needs a provider to mean anything.
        if target.provider != DEMO:
            return Choice(target, f"the {word} model, set to {own}")
    if provider.name == DEMO:
        chosen = settings.routing.preferred_provider == DEMO
        return Choice(
            DEMO_TARGET, "the built-in demo" if chosen else "the built-in demo, because no provider is set up"
        )
    if provider.name == ANTHROPIC:
        return Choice(Target(ANTHROPIC, requested), "Anthropic itself")
    model = _models(provider, settings)[index]
    return Choice(Target(provider.name, model), f"{provider.label}'s {word} model")


def _models(provider: Provider, settings: Settings) -> tuple[str, str]:
    recommended = provider.recommended
    if provider.classic and (settings.routing.naming == "classic" or recommended is None):
        return provider.classic
    if recommended and recommended.sonnet and recommended.haiku:
        return recommended.sonnet, recommended.haiku
    own = settings.providers.get(provider.name)
    if own and own.models:
        return own.models[0], own.models[1] if len(own.models) > 1 else own.models[0]
    raise ApiError(
        404,
        f"{provider.label} has no model chosen; run `desktop-proxy use {provider.name} --big MODEL --small MODEL`. "
        f"`desktop-proxy models --fetch {provider.name}` shows what it has.",
    )


def _has_models(provider: Provider, settings: Settings) -> bool:
    try:
        return provider.name in (DEMO, ANTHROPIC) or bool(_models(provider, settings))
    except ApiError:
        return False
