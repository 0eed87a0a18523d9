"""What the handlers work with, passed to each of them instead of globals. No behaviour of its own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop_proxy.redaction import Redactor
from desktop_proxy.server.recording import Recorder
from desktop_proxy.server.sse import LiveStreams
from desktop_proxy.settings import SettingsStore

if TYPE_CHECKING:
    from desktop_proxy.credentials import Credentials
    from desktop_proxy.upstream.upstream import Upstream


@dataclass(frozen=True, slots=True)
class Services:
    """One for the server."""

    settings: SettingsStore
    credentials: Credentials
    upstream: Upstream
    recorder: Recorder
    streams: LiveStreams
    redactor: Redactor
