"""What the Overview has to ask for: who answers, whether there is a key, and which first steps are open.

No Qt. It asks the owners of these things and decides nothing about them.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

from desktop_proxy.clients.claude_code import CLAUDE_CODE
from desktop_proxy.clients.outcomes import State
from desktop_proxy.core import Core
from desktop_proxy.protocol.errors import ApiError
from desktop_proxy.request_log import RequestLog, RequestLogError
from desktop_proxy.routing import endpoint, resolve
from desktop_proxy.routing.listing import CLAUDE_NAMES
from desktop_proxy.settings import Settings

DEMO = "demo"
SHOWN_TIERS = ("Claude Opus", "Claude Sonnet", "Claude Haiku")
_CONNECTED = frozenset({State.CONNECTED, State.DRIFTED, State.SUSPENDED})


@dataclass(frozen=True, slots=True)
class Answer:
    """Who answers for one tier."""

    tier: str
    """As it is called: Opus, Sonnet or Haiku."""
    target: str = ""
    """provider/model; empty where nobody answers."""
    reason: str = ""
    provider: str = ""
    needs_key: bool = False
    problem: str | None = None
    """Why nobody answers, in a sentence."""


@dataclass(frozen=True, slots=True)
class View:
    """As one moment found it."""

    answers: tuple[Answer, ...]
    without_key: frozenset[str]
    """Providers that need a key and have none."""
    unknown_key: frozenset[str]
    """Providers whose key cannot be looked for, as the keyring does not answer."""
    provider_answers: bool
    client_connected: bool
    request_seen: bool

    @property
    def steps_done(self) -> bool:
        """Whether nothing is left of the first steps."""
        return self.provider_answers and self.request_seen

    @property
    def client_done(self) -> bool:
        """Who was asked by a client needs no connecting: it may be one that is set up by hand."""
        return self.client_connected or self.request_seen


def who_answers(settings: Settings) -> tuple[Answer, ...]:
    """A line for each tier that is shown."""
    labels = {label: name for name, label in CLAUDE_NAMES}
    return tuple(_answer(label.removeprefix("Claude "), labels[label], settings) for label in SHOWN_TIERS)


async def look(core: Core) -> View:
    """Ask all of it. Waits for the keyring and for files, never on the loop."""
    answers = who_answers(core.settings.current)
    needed = tuple(dict.fromkeys(answer.provider for answer in answers if answer.needs_key))
    sources = {info.name: info.source for info in await core.credentials.sources(needed)}
    without = frozenset(name for name, source in sources.items() if source == "none")
    unknown = frozenset(name for name, source in sources.items() if source == "unavailable")
    status = await core.clients.status(CLAUDE_CODE.name)
    seen = await asyncio.to_thread(_has_requests, core.request_log)
    real = [answer.provider for answer in answers if answer.target and answer.provider != DEMO]
    return View(
        answers=answers,
        without_key=without,
        unknown_key=unknown,
        provider_answers=any(name not in without and name not in unknown for name in real),
        client_connected=status.state in _CONNECTED,
        request_seen=seen,
    )


def _answer(tier: str, name: str, settings: Settings) -> Answer:
    try:
        route = resolve(name, settings)
        row = endpoint(route.target.provider, settings)
    except ApiError as error:
        return Answer(tier, problem=error.message)
    return Answer(tier, str(route.target), route.reason, row.name, row.key_required and row.name != DEMO)


def _has_requests(log: RequestLog) -> bool:
    try:
        return bool(log.running or log.recent(1))
    except RequestLogError:
        return False
