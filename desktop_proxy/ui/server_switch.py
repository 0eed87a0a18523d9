"""Start and stop of the proxy as everything on the screen sees it: who pressed it does not matter.

Stopping takes as long as open requests need, and until then the server's own state is that it runs.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from desktop_proxy import tasks
from desktop_proxy.server.runner import ProxyServer, Stopped


class ServerSwitch(QObject):
    """One for the app, at the bridge. Signals: `changed()` when stopping begins or has ended."""

    changed = Signal()

    def __init__(self, server: ProxyServer, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._server = server
        self.stopping = False

    def toggle(self) -> None:
        """Start what is stopped; stop everything else, also what cannot listen and goes on trying."""
        if self.stopping:
            return
        if isinstance(self._server.state, Stopped):
            tasks.spawn(self._server.start(), name="start the proxy")
        else:
            self._set_stopping(True)
            tasks.spawn(self._stop(), name="stop the proxy")

    async def _stop(self) -> None:
        try:
            await self._server.stop()
        finally:
            self._set_stopping(False)

    def _set_stopping(self, stopping: bool) -> None:
        self.stopping = stopping
        self.changed.emit()
