"""What the user should hear of while no window is open: a proxy that stopped, a refused key, a retired model.

It watches the request log and the server, decides, and says each thing once; showing it is somebody else's work.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from desktop_proxy.protocol.errors import ApiError
from desktop_proxy.providers import retirement
from desktop_proxy.request_log import RequestLog, RequestRow
from desktop_proxy.routing import endpoint
from desktop_proxy.server.runner import Failed, ProxyServer, Running, State
from desktop_proxy.settings import SettingsStore
from desktop_proxy.signals import Signal

QUIET_S = 600.0
"""How long the same thing is not said again, unless it was well in between."""

Kind = Literal["stopped", "key_refused", "model_retired"]


@dataclass(frozen=True, slots=True)
class Notice:
    """One thing to tell, in plain text."""

    kind: Kind
    title: str
    sentence: str
    provider: str | None = None
    model: str | None = None


@dataclass(frozen=True, slots=True)
class LastError:
    """The newest request that failed."""

    id: str
    sentence: str
    at: float
    """When it began, in unix seconds."""


class Notices:
    """`raised` sends each notice; a kind whose setting `app.notify_…` is off is not sent."""

    def __init__(
        self,
        request_log: RequestLog,
        server: ProxyServer,
        settings: SettingsStore,
        *,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.raised: Signal[[Notice]] = Signal()
        self.last_error: LastError | None = None
        self._settings = settings
        self._clock = clock
        self._said: dict[tuple[Kind, str], float] = {}
        self._was_running = False
        request_log.updated.connect(self._request_ended)
        server.state_changed.connect(self._state_changed)

    def _request_ended(self, row: RequestRow) -> None:
        provider, model = row.provider or "", row.answered or ""
        if row.state == "done":
            self._well("key_refused", provider)
            self._well("model_retired", f"{provider}/{model}")
        if row.state != "error" or not row.error:
            return
        self.last_error = LastError(row.id, row.error, row.started_at)
        # Without an attempt it was us who refused: there is no key, and the client is told so.
        if not row.attempts or not provider:
            return
        if row.status == 401:
            self._say(self._key_refused(provider), provider)
        elif row.status == 404 and retirement(model):
            self._say(self._retired(provider, model), f"{provider}/{model}")

    def _state_changed(self, state: State) -> None:
        if isinstance(state, Failed):
            title = "The proxy stopped" if self._was_running else "The proxy could not start"
            self._say(Notice("stopped", title, state.reason), "")
        if isinstance(state, Running):
            self._well("stopped", "")
        self._was_running = isinstance(state, Running)

    def _key_refused(self, provider: str) -> Notice:
        label = self._label(provider)
        return Notice(
            "key_refused", f"{label} refused its key", f"Set a new key for {label}, then ask again.", provider
        )

    def _retired(self, provider: str, model: str) -> Notice:
        retired = retirement(model)
        successor = retired.successor if retired else ""
        return Notice(
            "model_retired",
            f"{model} was retired",
            f"{self._label(provider)} no longer has it; its successor is {successor}.",
            provider,
            model,
        )

    def _label(self, provider: str) -> str:
        try:
            return endpoint(provider, self._settings.current).label
        except ApiError:
            return provider

    def _say(self, notice: Notice, subject: str) -> None:
        now = self._clock()
        said_at = self._said.get((notice.kind, subject))
        if said_at is not None and now - said_at < QUIET_S:
            return
        if getattr(self._settings.current.app, f"notify_{notice.kind}"):
            self._said[notice.kind, subject] = now
            self.raised.emit(notice)

    def _well(self, kind: Kind, subject: str) -> None:
        self._said.pop((kind, subject), None)
