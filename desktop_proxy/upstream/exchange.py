"""What one request learned on its way upstream, for the request log and the response headers.

Filled in by `upstream/` as it goes and read by `server/recording.py`; it decides nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from desktop_proxy.protocol.profile import Note
from desktop_proxy.routing import Target


@dataclass(frozen=True, slots=True)
class RelayRequest:
    """What the client sent, its credentials included: never logged. `path_query` begins with a slash."""

    path_query: str
    headers: Mapping[str, str] = field(repr=False)
    body: bytes = field(repr=False)


@dataclass(slots=True)
class Exchange:
    """One client request and the upstream calls made for it."""

    asked: RelayRequest | None = None
    """The client's own bytes, for a provider that understands them; None where there was no client."""
    notes: list[Note] = field(default_factory=list)
    """Every field that was dropped, clamped or rewritten, and other remarks worth a row (retries, fallbacks)."""
    attempts: int = 0
    """Upstream calls begun; 0 when none was needed."""
    answered_by: Target | None = None
    """The target that answered; differs from the route's after a fallback."""
    status: int | None = None
    """HTTP status of the last upstream answer; None when none arrived."""
    provider_request_id: str | None = None
    sent_url: str | None = None
    """Where the last call went; never carries a key."""
    sent_body: bytes | None = None
