"""What can be said of a client's connection: what would change, what was done, and how it stands."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Plan:
    """What connecting would change. `connect` takes it back, so that nothing else happens than what was shown."""

    path: Path
    url: str
    diff: str
    """A unified diff without secrets; empty where nothing changes."""
    before: bytes | None = field(repr=False)
    """The file it was made of; None where there is none."""
    after: bytes = field(repr=False)
    notes: tuple[str, ...] = ()
    """Sentences that belong beside the diff."""


@dataclass(frozen=True, slots=True)
class Drift:
    """A key of ours that somebody else has changed since."""

    key: str
    """As "env.ANTHROPIC_BASE_URL"."""
    now: str | None
    """What it holds, without secrets; None where it is gone."""


class State(Enum):
    """How a client stands to the proxy."""

    NOT_CONNECTED = "not connected"
    CONNECTED = "connected"
    SUSPENDED = "suspended"
    """Has its own settings while no proxy runs; the next one connects it again."""
    DRIFTED = "drifted"
    """Connected, but somebody else has changed what we wrote."""
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class Status:
    """How it stands now."""

    state: State
    path: Path
    installed: bool
    url: str | None = None
    """The proxy it was connected to."""
    drift: tuple[Drift, ...] = ()
    other_url: str | None = None
    """An address in its settings that is not from us."""
    problem: str | None = None
    """Why it is unreadable, in a sentence."""


class Done(Enum):
    """What was done."""

    NOTHING = "nothing"
    CONNECTED = "connected"
    DISCONNECTED = "disconnected"
    SUSPENDED = "suspended"
    RECONNECTED = "reconnected"
    """After having been suspended."""
    ADOPTED = "adopted"
    """It was still connected from a proxy that did not end as it should, or that leaves clients as they are."""
    FOLLOWED = "followed"
    """It was given another address or token."""
    TAKEN_OVER = "taken over"
    """Somebody else has set its address, and that was left as it is."""
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Outcome:
    """The result of one action on one client."""

    client: str
    done: Done
    sentence: str
    path: Path
    url: str | None = None
    left: tuple[Drift, ...] = ()
    """What somebody else has changed since, and was left as it is."""
    backup: Path | None = None
    remarks: tuple[str, ...] = ()
