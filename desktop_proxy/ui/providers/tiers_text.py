"""What each tier is answered by, as one line."""

from __future__ import annotations

from desktop_proxy.routing import resolve
from desktop_proxy.settings import Settings
from desktop_proxy.ui.plain_text import visible
from desktop_proxy.ui.providers.tier_names import ASKED_AS, title

TIERS = ("opus", "sonnet", "haiku")


def tiers_text(settings: Settings, name: str) -> str:
    """Such as "Opus gpt-6-astra, Sonnet gpt-6.1-sol, Haiku gpt-6-luna"; with the provider where that is not `name`.

    Raises ApiError where one of them has no answer.
    """
    said = []
    for tier in TIERS:
        target = resolve(ASKED_AS[tier], settings).target
        said.append(f"{title(tier)} {visible(target.model if target.provider == name else str(target))}")
    return ", ".join(said)
