"""What brings requests into the table's model: the history in pieces, and live rows in batches.

Only while the page is shown and not paused; meanwhile live rows are noted, so that the next look is up to date. A
request that comes after a calm moment is there at once. The longer requests keep coming, the longer the pauses: each
delivery moves and paints the whole table on the loop that serves the streams, and nobody reads ten tables a second.
"""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import Sequence

from PySide6.QtCore import QObject, QTimer, Signal

from desktop_proxy.request_log import RequestLog, RequestLogError, RequestRow
from desktop_proxy.request_log.row import RUNNING
from desktop_proxy.ui.bridge import CoreBridge
from desktop_proxy.ui.requests.table_model import CAPACITY, RequestTableModel

FIRST_ROWS = 200
"""More than a screen, so that the page is of use at once."""
OLDER_ROWS = 500
OLDER_PAUSE_S = 0.01
FLUSH_S = 1.0
BATCH_ROWS = 500
BATCH_PAUSE_MS = 20
FIRST_PAUSE_MS = 100
LONGEST_PAUSE_MS = 1000
CALM_MS = 2000
"""After so long without a request the next one is there at once."""
TICK_MS = 1000


class Feed(QObject):
    """Signals: `changed()` when `waiting`, `loading` or `failure` may differ."""

    changed = Signal()

    def __init__(
        self, log: RequestLog, bridge: CoreBridge, model: RequestTableModel, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._log, self._bridge, self._model = log, bridge, model
        self._active = self._paused = self._begun = False
        self._newest_loaded = False
        self._oldest: str | None = None
        """The oldest request of the history that was loaded; None when there are no older ones."""
        self._noted: dict[str, RequestRow] = {}
        self._task: asyncio.Task[None] | None = None
        self._delivered_at = 0.0
        self._pause_ms = 0.0
        self.waiting = 0
        """New requests that are not shown while paused."""
        self.failure = ""
        """Why the history cannot be shown, in a sentence."""
        self._batches = QTimer(self, singleShot=True)
        self._batches.timeout.connect(self._deliver)
        self._ticks = QTimer(self, interval=TICK_MS)
        self._ticks.timeout.connect(self._tick)
        bridge.rows_changed.connect(self._note)

    @property
    def loading(self) -> bool:
        """Whether more of the history is to come."""
        return self._task is not None

    @property
    def begun(self) -> bool:
        """Whether the newest requests are there, as far as they can be."""
        return self._begun

    @property
    def paused(self) -> bool:
        """Whether live rows wait because the user wants it so."""
        return self._paused

    def set_active(self, active: bool) -> None:
        """Whether anyone looks; needs the running loop."""
        if active == self._active:
            return
        self._active = active
        if active:
            self._model.forget_texts()
            self.load()
            self._schedule()
            self._ticks.start()
        else:
            self._batches.stop()
            self._ticks.stop()
            self._stop_loading()

    def set_paused(self, paused: bool) -> None:
        """Hold live rows back, or show those that waited."""
        self._paused = paused
        self.waiting = sum(not self._model.knows(id) for id in self._noted)
        self._schedule()
        self.changed.emit()

    def load(self) -> None:
        """Go on with the history where it was left, also after a failure."""
        if self.loading or (self._newest_loaded and self._oldest is None):
            return
        self.failure = ""
        self._task = self._bridge.run(self._load(), "history of requests")
        self._task.add_done_callback(self._loaded)
        self.changed.emit()

    async def delete_history(self) -> int:
        """Delete every request that has ended, and say how many. Raises RequestLogError; then nothing is forgotten."""
        count = await self._log.delete_all()
        self._stop_loading()
        self._oldest = None
        self._noted = {id: row for id, row in self._noted.items() if row.state == RUNNING or self._model.knows(id)}
        self._model.keep_running()
        self._schedule()
        self.changed.emit()
        return count

    async def _load(self) -> None:
        try:
            if not self._newest_loaded:
                await self._load_newest()
            while self._oldest is not None:
                older = await asyncio.to_thread(self._log.recent, OLDER_ROWS, self._oldest)
                self._model.add_older(older)
                full = len(older) < OLDER_ROWS or self._model.total >= CAPACITY
                self._oldest = None if full else older[-1].id
                await asyncio.sleep(OLDER_PAUSE_S)
        except RequestLogError as error:
            # Live rows are shown all the same.
            self._begun, self.failure = True, str(error)
            self._schedule()

    async def _load_newest(self) -> None:
        # What began lately may not be stored yet; a log that cannot be written at the moment is not waited for.
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._log.flush(), FLUSH_S)
        newest = await asyncio.to_thread(self._log.recent, FIRST_ROWS)
        self._model.add_older(newest)
        self._model.apply(self._log.running)
        self._oldest = newest[-1].id if len(newest) == FIRST_ROWS else None
        self._newest_loaded = self._begun = True
        self._schedule()
        self.changed.emit()

    def _stop_loading(self) -> None:
        task, self._task = self._task, None
        if task is not None:
            task.cancel()

    def _loaded(self, task: asyncio.Task[None]) -> None:
        if task is self._task:
            self._task = None
            self.changed.emit()

    def _note(self, rows: Sequence[RequestRow]) -> None:
        for row in rows:
            if row.id not in self._noted and not self._model.knows(row.id):
                self.waiting += 1
            self._noted[row.id] = row
        while len(self._noted) > CAPACITY:
            del self._noted[next(iter(self._noted))]
        self._schedule()
        if self._paused:
            self.changed.emit()

    def _schedule(self) -> None:
        if not self._noted or not self._active or self._paused or not self._begun or self._batches.isActive():
            return
        passed = (time.monotonic() - self._delivered_at) * 1000
        if passed < self._pause_ms:
            self._batches.start(int(self._pause_ms - passed))
        else:
            self._deliver()

    def _deliver(self) -> None:
        ids = list(self._noted)[:BATCH_ROWS]
        self._model.apply([self._noted.pop(id) for id in ids])
        self.waiting = 0
        now = time.monotonic()
        calm = (now - self._delivered_at) * 1000 >= CALM_MS
        self._pause_ms = FIRST_PAUSE_MS if calm else min(LONGEST_PAUSE_MS, 2 * self._pause_ms)
        self._delivered_at = now
        if self._noted:
            self._batches.start(BATCH_PAUSE_MS)

    def _tick(self) -> None:
        if self._model.running:
            self._model.tick()
