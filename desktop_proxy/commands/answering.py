"""Who answers, and whether it can: is there a key for it, and is there a keyring to put one into."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop_proxy.protocol.errors import ApiError
from desktop_proxy.providers import Provider
from desktop_proxy.routing import endpoint, resolve
from desktop_proxy.settings import Settings

if TYPE_CHECKING:
    from desktop_proxy.credentials import Credentials

DEMO = "demo"


@dataclass(frozen=True, slots=True)
class Answering:
    """As one moment found it."""

    line: str
    provider: Provider | None
    """None where nobody answers."""
    key_missing: bool = False
    keyring_problem: str | None = None
    """A sentence; None while the keyring works, and where nothing was looked for in it."""


async def who_answers(settings: Settings, credentials: Credentials) -> Answering:
    """Of the names a client sends by itself. May take as long as the keyring does."""
    try:
        route = resolve("claude-sonnet-5", settings)
        row = endpoint(route.target.provider, settings)
    except ApiError as error:
        return Answering(f"Nobody answers yet: {error.message}", None)
    line = f"Answering: {route.target} ({route.reason})"
    if not row.key_required and row.name != DEMO:
        return Answering(line, row)
    try:
        # The demo needs no key, but whoever tries it will want to keep one.
        missing = await credentials.get("openai" if row.name == DEMO else row.name) is None and row.name != DEMO
    except ApiError as error:
        return Answering(line, row, keyring_problem=error.message)
    return Answering(line + " (no key yet)" * missing, row, missing, credentials.problem)
