"""Names of models: reading `provider/model`, adding a provider's prefix, and refusing what can be no name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from desktop_proxy.protocol.errors import ApiError
from desktop_proxy.providers import PROVIDERS, Provider, preferred_provider
from desktop_proxy.routing.endpoints import ANTHROPIC, endpoint, exists
from desktop_proxy.settings.model import Settings

MAX_NAME_CHARACTERS = 256

# A name becomes part of an upstream path and of a log line.
_NO_NAME = re.compile(r"\s|://|\.\.|//|^/|/$|[\\?#%<>\"'`{}|^]")


@dataclass(frozen=True, slots=True)
class Target:
    """Who answers: a provider's name and the model id that provider knows."""

    provider: str
    model: str

    def __str__(self) -> str:
        return f"{self.provider}/{self.model}"


def check_name(name: str) -> None:
    """Raise ApiError (404) for an empty name, and for what looks like an address, a path or worse."""
    if not name:
        raise ApiError(404, "The request names no model; give one in the field “model”.")
    if len(name) > MAX_NAME_CHARACTERS or not name.isprintable() or _NO_NAME.search(name):
        shown = "".join(character for character in name[:60] if character.isprintable())
        raise ApiError(404, f"“{shown}” is not the name of a model; use a model's id, or provider/model.")


def prefixed(name: str, settings: Settings) -> Target | None:
    """The target `provider/model` names; None where what stands before the slash is no provider.

    Raises ApiError (404) for a provider that is known but not set up.
    """
    head, _, model = name.partition("/")
    head = head.lower()
    if not model or not exists(head, settings):
        return None
    return Target(endpoint(head, settings).name, model)


def listed_alias(name: str, settings: Settings) -> Target | None:
    """The target of `anthropic/provider/model`, the form in which clients that want such ids are given ours."""
    head, _, rest = name.partition("/")
    if head.lower() != ANTHROPIC or rest.lower().startswith("claude"):
        return None
    return prefixed(rest, settings) or known(rest, settings)


def with_prefix(name: str, provider: Provider, settings: Settings) -> Target:
    """`name` as it is where it says its provider, else as a model of `provider`. Raises ApiError (404)."""
    check_name(name)
    return prefixed(name, settings) or Target(provider.name, name)


def known(name: str, settings: Settings) -> Target | None:
    """The target of a bare name that stands in a provider's list.

    In several lists, the preferred provider decides, then the user's own lists, then the order of the table.
    """
    choice = settings.routing.preferred_provider
    found = [target for target in _lists(settings) if target.model.lower() == name.lower()]
    return next((target for target in found if target.provider == choice), found[0] if found else None)


def models_of(provider: Provider, settings: Settings) -> tuple[str, ...]:
    """Every model the provider is known for: the user's list, then the table's."""
    own = settings.providers.get(provider.name)
    recommended = provider.recommended
    tiers = (recommended.sonnet, recommended.haiku, recommended.opus, recommended.fable) if recommended else ()
    return tuple(dict.fromkeys((*(own.models if own else ()), *filter(None, tiers), *provider.known_models)))


def unknown_prefix(name: str) -> ApiError:
    """The refusal of `something/model`."""
    head = name.partition("/")[0]
    row = preferred_provider(head)
    hint = f"write {row.name}/…" if row else "`desktop-proxy providers list` shows all."
    return ApiError(404, f"There is no provider “{head}” for the model “{name}”; {hint}")


def _lists(settings: Settings) -> Iterator[Target]:
    for name, own in settings.providers.items():
        yield from (Target(name, model) for model in own.models)
    # Before any provider is chosen the demo answers: sending the name to a provider without a key helps nobody.
    if settings.routing.preferred_provider not in (None, "demo"):
        for row in PROVIDERS:
            yield from (Target(row.name, model) for model in models_of(row, settings) if not row.preset)
