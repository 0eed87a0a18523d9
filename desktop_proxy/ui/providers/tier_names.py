"""The tiers, as they are shown and as they are asked for. The words are Claude's own and not translated."""

from __future__ import annotations

from desktop_proxy.routing.listing import CLAUDE_NAMES

ASKED_AS: dict[str, str] = {label.rpartition(" ")[2].lower(): name for name, label in CLAUDE_NAMES}
"""The name a client of today asks for, by tier."""
SHOWN: tuple[str, ...] = ("opus", "sonnet", "haiku", "fable")
"""In the order of a page."""


def title(tier: str) -> str:
    """As it is written."""
    return tier.capitalize()
