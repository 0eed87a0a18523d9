"""The one bridge from the core to Qt: core signals as Qt signals, coalesced, and coroutines started from slots.

Everything runs in the one thread of loop and window. A Qt signal disconnects itself from a deleted widget; a plain
callback into one would raise, which is why widgets connect here and not to the core.
"""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from typing import Any, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal

from desktop_proxy import tasks
from desktop_proxy.core import Core
from desktop_proxy.request_log import RequestRow
from desktop_proxy.request_log.row import RUNNING
from desktop_proxy.ui.server_switch import ServerSwitch

COALESCE_MS = 100
"""Rows reach the window at most ten times a second."""

T = TypeVar("T")


class CoreBridge(QObject):
    """Signals: `state_changed(State)`, `settings_changed(old, new)`, `rows_changed(list[RequestRow])` with each changed
    row once, `in_flight_changed(int)` when a request begins or ends.
    """

    state_changed = Signal(object)
    settings_changed = Signal(object, object)
    rows_changed = Signal(list)
    in_flight_changed = Signal(int)

    def __init__(self, core: Core, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.server_switch = ServerSwitch(core.server, self)
        self._changed: dict[str, RequestRow] = {}
        self._running: set[str] = set()
        self._timer = QTimer(self, interval=COALESCE_MS, singleShot=True)
        self._timer.timeout.connect(self._flush)
        self._disconnects = [
            core.server.state_changed.connect(self.state_changed.emit),
            core.settings.changed.connect(self.settings_changed.emit),
            core.request_log.added.connect(self._note),
            core.request_log.updated.connect(self._note),
        ]

    @property
    def in_flight(self) -> int:
        """Requests being answered at the moment."""
        return len(self._running)

    def run(self, work: Coroutine[Any, Any, T], name: str) -> asyncio.Task[T]:
        """Start a coroutine from a slot; its failure is logged. Keep the task to be able to stop it."""
        return tasks.spawn(work, name=name)

    def close(self) -> None:
        """Listen no more."""
        for disconnect in self._disconnects:
            disconnect()
        self._timer.stop()

    def _note(self, row: RequestRow) -> None:
        before = len(self._running)
        if row.state == RUNNING:
            self._running.add(row.id)
        else:
            self._running.discard(row.id)
        if len(self._running) != before:
            self.in_flight_changed.emit(len(self._running))
        self._changed[row.id] = row
        if not self._timer.isActive():
            self._timer.start()

    def _flush(self) -> None:
        changed, self._changed = self._changed, {}
        self.rows_changed.emit(list(changed.values()))
