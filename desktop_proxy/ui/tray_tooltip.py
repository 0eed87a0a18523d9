"""What the tray says when it is pointed at: the address, who answered last, and today in figures.

The figures are read from the request log in a thread, at most every few seconds and only after something changed.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from desktop_proxy.core import Core
from desktop_proxy.figures import money, tokens_text
from desktop_proxy.request_log import RequestRow
from desktop_proxy.request_log.reader import Reader, RequestLogError, Totals
from desktop_proxy.server.runner import Failed, Running, Starting, State
from desktop_proxy.ui.bridge import CoreBridge
from desktop_proxy.ui.plain_text import one_line, without_markup

READ_MS = 3000
"""Not more often; the log itself stores a row within 250 ms."""
MAX_LINE_CHARACTERS = 60


class TrayTooltip(QObject):
    """`text` is what it says now. Signals: `changed(text)`."""

    changed = Signal(str)

    def __init__(self, core: Core, bridge: CoreBridge, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._core, self._bridge = core, bridge
        self._last: RequestRow | None = None
        self._totals = Totals()
        self.text = ""
        self._soon = QTimer(self, interval=READ_MS, singleShot=True)
        self._soon.timeout.connect(self._start_reading)
        self._midnight = QTimer(self, singleShot=True, timerType=Qt.TimerType.VeryCoarseTimer)
        self._midnight.timeout.connect(self._start_reading)
        bridge.state_changed.connect(self._compose)
        bridge.settings_changed.connect(self._compose)
        bridge.rows_changed.connect(self._rows_changed)
        self._compose()
        QTimer.singleShot(0, self, self._start_reading)

    def _rows_changed(self, rows: list[RequestRow]) -> None:
        answered = [row for row in rows if row.answered]
        if answered:
            self._last = max(answered, key=lambda row: row.started_at)
            self._compose()
        if not self._soon.isActive():
            self._soon.start()

    def _start_reading(self) -> None:
        self._bridge.run(self._read(), "figures of the tray")

    async def _read(self) -> None:
        import asyncio

        now = datetime.now().astimezone()
        today = now.replace(hour=0, minute=0, second=0, microsecond=0)
        try:
            self._totals = await asyncio.to_thread(self._read_totals, today.timestamp())
        except RequestLogError:
            # The window's pages say so; here the figures of before are better than none.
            return
        self._midnight.start(int((today + timedelta(days=1) - now).total_seconds() * 1000) + 1000)
        self._compose()

    def _read_totals(self, since: float) -> Totals:
        reader = Reader(self._core.paths.database)
        try:
            return reader.totals(since)
        finally:
            reader.close()

    def _compose(self) -> None:
        lines = [self._state_line(self._core.server.state), *self._open_line(), *self._last_line(), self._today()]
        text = "\n".join(without_markup(one_line(line, MAX_LINE_CHARACTERS)) for line in lines)
        if text != self.text:
            self.text = text
            self.changed.emit(text)

    def _state_line(self, state: State) -> str:
        if isinstance(state, Running):
            return self.tr("Desktop Proxy at %1").replace("%1", state.url)
        if isinstance(state, Starting):
            return self.tr("Desktop Proxy is starting")
        if isinstance(state, Failed):
            return self.tr("Desktop Proxy cannot start")
        return self.tr("Desktop Proxy is stopped")

    def _open_line(self) -> list[str]:
        if self._core.settings.current.server.require_token:
            return []
        return [self.tr("Open to every program of this machine")]

    def _last_line(self) -> list[str]:
        return [f"{self._last.asked} → {self._last.answered}"] if self._last else []

    def _today(self) -> str:
        totals = self._totals
        if not totals.requests:
            return self.tr("No requests today")
        count = totals.input_tokens + totals.cached_tokens + totals.output_tokens
        parts = [
            self.tr("%n requests today", "", totals.requests),
            self.tr("%1 tokens").replace("%1", tokens_text(count)),
        ]
        if totals.cost_usd or not totals.unpriced:
            parts.append(money(totals.cost_usd))
        return ", ".join(parts)
