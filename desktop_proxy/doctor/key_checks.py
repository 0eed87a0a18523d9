"""The keyring, and the key of every provider that is set up, shown to that provider."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Iterator

from desktop_proxy.credentials import KeyInfo, KeyringFault
from desktop_proxy.doctor.case import Case
from desktop_proxy.doctor.finding import Finding, Level, Remedy
from desktop_proxy.protocol.errors import ApiError
from desktop_proxy.providers import PROVIDERS, Provider
from desktop_proxy.routing import endpoint, resolve
from desktop_proxy.routing.listing import CLAUDE_NAMES
from desktop_proxy.settings import Settings

UNLISTED = frozenset({400, 404})
"""Of a provider that has no list of models: what it thinks of a key is not known."""
NOT_FATAL = frozenset({403, 429})
"""Of one that knows the key and does not give the list."""


async def check_keyring(case: Case) -> list[Finding]:
    """Which keyring there is, and whether it answers."""
    try:
        name = await case.core.credentials.examine_keyring()
    except KeyringFault as fault:
        if fault.missing:
            advice = "Set keys in the environment or in a .env file; others last until the program ends."
            return [Finding("warn", fault.sentence, advice)]
        return [Finding("error", fault.sentence, "Then run this again.")]
    return [Finding("ok", f"The keyring answers ({name}).")]


async def check_keys(case: Case) -> list[Finding]:
    """Each provider that is set up or answers a tier; all at the same time."""
    settings = case.core.settings.current
    used = set(_used(settings))
    names = list(dict.fromkeys((*used, *settings.providers, *_of_the_table())))
    infos = {info.name: info for info in await case.core.credentials.sources(names)}
    found = await asyncio.gather(*(_provider(case, infos[name], used=name in used) for name in names))
    findings = [finding for finding in found if finding is not None]
    if not findings:
        sentence = "No provider is set up: the built-in demo answers."
        advice = "Add a key: `desktop-proxy keys set openai` (or gemini, xai, anthropic)."
        return [Finding("warn", sentence, advice, remedy=Remedy("key"))]
    return findings


def _used(settings: Settings) -> Iterator[str]:
    for name, _ in CLAUDE_NAMES:
        with contextlib.suppress(ApiError):
            route = resolve(name, settings)
            yield from (target.provider for target in (route.target, *route.fallbacks) if target.provider != "demo")


def _of_the_table() -> Iterator[str]:
    return (row.name for row in PROVIDERS if row.key_variables and not row.preset)


async def _provider(case: Case, info: KeyInfo, *, used: bool) -> Finding | None:
    name, settings = info.name, case.core.settings.current
    bad: Level = "error" if used else "warn"
    try:
        row = endpoint(name, settings)
    except ApiError as error:
        return Finding(bad, error.message, subject=name, remedy=Remedy("provider", name))
    if info.masked is None and not used and name not in settings.providers:
        return None
    if info.masked is None and row.key_required:
        return _without_key(row, info, bad)
    return await _asked(case, row, info, bad)


def _without_key(row: Provider, info: KeyInfo, bad: Level) -> Finding:
    if info.source == "unavailable":
        return Finding(bad, f"The key of {row.label} cannot be read: the keyring does not give it.", subject=row.label)
    advice = f"Add it: `desktop-proxy keys set {row.name}`."
    return Finding(bad, f"There is no key for {row.label}.", advice, row.label, Remedy("key", row.name))


async def _asked(case: Case, row: Provider, info: KeyInfo, bad: Level) -> Finding:
    key = f"the key from the {_place(info.source)} ({info.masked})" if info.masked else ""
    try:
        models = await case.models(info.name)
    except ApiError as error:
        return _refused(error, row, key, bad)
    takes = f"takes {key}" if key else "answers"
    offers = "1 model" if len(models) == 1 else f"{len(models)} models"
    return Finding("ok", f"{row.label} {takes} and offers {offers}.", subject=row.label)


def _refused(error: ApiError, row: Provider, key: str, bad: Level) -> Finding:
    if error.status == 401 and key:
        advice = f"Set a new one: `desktop-proxy keys set {row.name}`."
        return Finding(bad, f"{row.label} refuses {key}.", advice, row.label, Remedy("new_key", row.name))
    if error.status in UNLISTED:
        sentence = f"{row.label} gives no list of models, so {key or 'it'} was not tried."
        advice = "If requests fail as well, check its base URL."
        return Finding("skipped", sentence, advice, row.label, Remedy("provider", row.name, advice))
    level = "warn" if error.status in NOT_FATAL else bad
    return Finding(level, error.message, subject=row.label, remedy=Remedy("provider", row.name))


def _place(source: str) -> str:
    return {".env": ".env file", "session": "memory of this program"}.get(source, source)
