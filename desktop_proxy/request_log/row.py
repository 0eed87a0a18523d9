"""One request as the log keeps it. Metadata only: no prompt, no answer, no key."""

from __future__ import annotations

from dataclasses import dataclass, fields

RUNNING = "running"
INTERRUPTED = "interrupted"


@dataclass(slots=True)
class RequestRow:
    """Filled in while the request runs: what is not known yet, or never was, is None.

    Tokens as Anthropic counts them: `input_tokens` without the cached ones. Durations come from a monotonic clock,
    so a clock that is set while a request runs makes none negative; `started_at` alone is wall-clock time.
    """

    id: str
    """The request id the client got, `req_…`."""
    started_at: float
    """Unix seconds."""
    state: str = RUNNING
    """`running`, `done`, `error`, `cancelled` (the client left), or `interrupted` (this program ended first)."""
    asked: str = ""
    """The model name the client sent."""
    answered: str | None = None
    """The model that answered, without its provider."""
    provider: str | None = None
    reason: str | None = None
    """Why that model answers that name, in words."""
    session: str | None = None
    agent: str | None = None
    streaming: bool = False
    input_tokens: int | None = None
    output_tokens: int | None = None
    cached_tokens: int | None = None
    cost_usd: float | None = None
    """None where no price is known."""
    first_token_ms: float | None = None
    duration_ms: float | None = None
    stop_reason: str | None = None
    status: int | None = None
    """The HTTP status the client got."""
    error: str | None = None
    notes: str | None = None
    """JSON: what was dropped, clamped, rewritten or retried."""
    attempts: int | None = None
    """Upstream calls made."""
    client: str | None = None
    tools: str | None = None
    """Names of the tools the answer calls, in the order of their first calls, with blanks between them."""


COLUMNS: tuple[str, ...] = tuple(field.name for field in fields(RequestRow))
