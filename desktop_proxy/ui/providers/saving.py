"""Storing a key, and what follows from it: where it is kept, who answers now, what stands in its way.

Knows no widget; the words are the card's.
"""

from __future__ import annotations

from dataclasses import dataclass

from desktop_proxy.core import Core
from desktop_proxy.protocol.errors import ApiError
from desktop_proxy.providers import provider
from desktop_proxy.routing import Route
from desktop_proxy.routing.preference import prefer_first
from desktop_proxy.settings import SettingsError, SettingsStore


@dataclass(frozen=True, slots=True)
class Saved:
    """What came of it."""

    where: str = ""
    """`keyring`, `session`, or empty where it was refused."""
    problem: str | None = None
    """Why it was refused, or why it is not in the keyring, in a sentence."""
    route: Route | None = None
    """Where this first key has chosen who answers: what answers sonnet now."""
    modelless: bool = False
    """It would have been chosen, but has no model yet."""
    shadowed_by: str | None = None
    """A key from there is used instead as long as it is there: `environment` or `.env`."""


def set_up(name: str, store: SettingsStore) -> str | None:
    """Add the provider where it is a preset that is not set up, so that a key has its place; None, or why not."""
    row = provider(name)
    if row is None or not row.preset or name in store.current.providers:
        return None
    try:
        store.update({f"providers.{name}": {"preset": name}})
    except SettingsError as error:
        return str(error)
    return None


async def save_key(core: Core, name: str, key: str) -> Saved:
    """Store the key of that provider. Never fails: what goes wrong is in the result."""
    try:
        where = await core.credentials.set(name, key)
    except ApiError as error:
        return Saved(problem=error.message)
    problem = core.credentials.problem if where == "session" else None
    given = core.environment.key(name)
    route, modelless = None, False
    try:
        route = prefer_first(name, core.settings)
    except ApiError:
        modelless = True
    except SettingsError as error:
        problem = problem or str(error)
    return Saved(where, problem, route, modelless, given[1] if given else None)


async def save_again(core: Core, name: str) -> Saved:
    """Try the keyring once more with a key that is kept for the session."""
    try:
        key = await core.credentials.get(name)
    except ApiError as error:
        return Saved(problem=error.message)
    return await save_key(core, name, key.reveal()) if key else Saved(problem=core.credentials.problem)


async def delete_key(core: Core, name: str) -> str | None:
    """Remove the key; None, or why it could not be removed."""
    try:
        await core.credentials.delete(name)
    except ApiError as error:
        return error.message
    return None
