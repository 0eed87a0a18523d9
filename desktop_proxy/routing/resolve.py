"""From a requested name to its route. The first that applies: a rule of the user, a provider in the name, a tier's
word in the name, a provider's list, and for everything else the big model of the preferred provider.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import lru_cache

from desktop_proxy.protocol.errors import ApiError
from desktop_proxy.providers import provider, retirement
from desktop_proxy.routing.endpoints import ANTHROPIC, endpoint, preferred
from desktop_proxy.routing.targets import (
    Target,
    check_name,
    known,
    listed_alias,
    prefixed,
    unknown_prefix,
    with_prefix,
)
from desktop_proxy.routing.tiers import TIERS, big, tier
from desktop_proxy.settings.model import Settings

# Claude Code marks a name so when it wants the long context; the provider does not know the mark.
_LONG_CONTEXT = re.compile(r"(?i)\[1m\]$")


@dataclass(frozen=True, slots=True)
class Route:
    """Who answers a requested name, why, and who is asked next when that one cannot be reached."""

    requested: str
    target: Target
    reason: str
    fallbacks: tuple[Target, ...] = ()


def resolve(requested: str, settings: Settings) -> Route:
    """The route of `requested`. Raises ApiError: 404 for what can be no model, or names an unknown provider; 400 where
    the only one to ask has an address that cannot be used.

    Remembers its answers per settings object, so that asking again costs less than a microsecond.
    """
    return _resolve(requested, _Same(settings))


class _Same:
    """Settings compared by identity: comparing their values would cost more than routing does."""

    __slots__ = ("settings",)

    def __init__(self, settings: Settings) -> None:
        self.settings = settings

    def __hash__(self) -> int:
        return id(self.settings)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other.settings is self.settings


@lru_cache(maxsize=1024)
def _resolve(requested: str, same: _Same) -> Route:
    settings = same.settings
    name = _LONG_CONTEXT.sub("", requested)
    check_name(name)
    target, reason = _successor(*_choose(name, settings), settings)
    fallbacks = _fallbacks(target, settings)
    if not fallbacks:
        # It says so where the provider's address cannot be used.
        endpoint(target.provider, settings)
    return Route(requested, target, reason, fallbacks)


def _choose(name: str, settings: Settings) -> tuple[Target, str]:
    if by_rule := _by_rule(name, settings):
        return by_rule
    if alias := listed_alias(name, settings):
        return alias, f"the name is listed for {alias}"
    if named := prefixed(name, settings):
        return named, f"the name says its provider, {endpoint(named.provider, settings).label}"
    if "/" in name:
        if target := known(name, settings):
            return target, f"“{name}” is a model of {endpoint(target.provider, settings).label}"
        raise unknown_prefix(name)
    return _by_tier(name, settings) or _by_list(name, settings) or _otherwise(name, settings)


def _by_rule(name: str, settings: Settings) -> tuple[Target, str] | None:
    lowered = name.lower()
    for rule in settings.routing.rules:
        pattern = rule.pattern.lower()
        # A pattern without a slash speaks of bare names: `*haiku*` does not catch groq/my-haiku.
        if ("/" in pattern or "/" not in name) and (lowered == pattern or fnmatchcase(lowered, pattern)):
            return with_prefix(rule.target, preferred(settings), settings), f"rule {rule.pattern} → {rule.target}"
    return None


def _by_tier(name: str, settings: Settings) -> tuple[Target, str] | None:
    lowered = name.lower()
    word = next((word for word in TIERS if word in lowered), None)
    if word is None:
        return None
    choice = tier(word, settings, name)
    return choice.target, f"“{word}” in the name → {choice.what}"


def _by_list(name: str, settings: Settings) -> tuple[Target, str] | None:
    target = known(name, settings)
    return (target, f"“{name}” is a model of {endpoint(target.provider, settings).label}") if target else None


def _otherwise(name: str, settings: Settings) -> tuple[Target, str]:
    choice = big(settings, name)
    if choice.target.provider == ANTHROPIC and name.lower().startswith("claude"):
        return choice.target, "a Claude name → Anthropic itself"
    return choice.target, f"“{name}” is not a known name → {choice.what}"


def _successor(target: Target, reason: str, settings: Settings) -> tuple[Target, str]:
    row = provider(target.provider)
    retired = retirement(target.model) if row and not row.preset else None
    if retired is None or not settings.routing.use_successors:
        return target, reason
    target = Target(target.provider, retired.successor)
    return target, f"{reason}; {retired.id} {retired.when()} → its successor {retired.successor}"


def _fallbacks(target: Target, settings: Settings) -> tuple[Target, ...]:
    found: list[Target] = []
    for name in settings.routing.fallbacks:
        try:
            fallback = with_prefix(name, preferred(settings), settings)
        except ApiError:
            # One that is not set up must not fail the request it was to rescue.
            continue
        if fallback != target and fallback not in found:
            found.append(fallback)
    return tuple(found)
