"""Today in numbers, and the newest requests. Asked from the log in a thread, at most every two seconds, while shown."""

from __future__ import annotations

import asyncio

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from desktop_proxy import figures
from desktop_proxy.core import Core
from desktop_proxy.ui import tokens
from desktop_proxy.ui.bridge import CoreBridge
from desktop_proxy.ui.overview.figure import Figure
from desktop_proxy.ui.overview.recent_row import RecentRow
from desktop_proxy.ui.overview.today_log import RECENT, Today, read_today
from desktop_proxy.ui.theme import Theme
from desktop_proxy.ui.widgets.buttons import button
from desktop_proxy.ui.widgets.card import Card
from desktop_proxy.ui.widgets.labels import label, line, set_tone
from desktop_proxy.ui.widgets.message import Message

EVERY_MS = 2000
FLUSH_LIMIT_S = 1.0


class TodayCard(Card):
    """Signals: `navigate(page, argument)`."""

    navigate = Signal(str, object)

    def __init__(self, core: Core, bridge: CoreBridge, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.title.setText(self.tr("Today"))
        self.title.show()
        self._core, self._bridge = core, bridge
        self._task: asyncio.Task[None] | None = None
        self._wanted = False
        self._pause = QTimer(self, interval=EVERY_MS, singleShot=True)
        self._pause.timeout.connect(self._after_pause)
        self.all = button(self.tr("All requests"), lambda: self.navigate.emit("requests", None), "flat", self)
        self.heading.addWidget(self.all)
        self.requests = Figure(self.tr("Requests"), self)
        self.failed = Figure(self.tr("Failed"), self)
        self.tokens_in = Figure(self.tr("Tokens in"), self)
        self.tokens_out = Figure(self.tr("Tokens out"), self)
        self.cost = Figure(self.tr("Cost"), self)
        self.problem = Message(theme, self)
        self.empty: QLabel = label(self.tr("Requests appear here as soon as a client asks."), "secondary", self)
        self.rows = [RecentRow(theme, self) for _ in range(RECENT)]
        self._lay_out()
        bridge.rows_changed.connect(self.refresh)

    def _lay_out(self) -> None:
        numbers = QHBoxLayout()
        numbers.setSpacing(tokens.GAP)
        for figure in (self.requests, self.failed, self.tokens_in, self.tokens_out, self.cost):
            numbers.addWidget(figure, 1)
        self.body.addLayout(numbers)
        for below in (line(self), self.problem, self.empty):
            self.body.addWidget(below)
        lines = QVBoxLayout()
        lines.setSpacing(0)
        for row in self.rows:
            row.opened.connect(lambda id: self.navigate.emit("requests", {"id": id}))
            row.hide()
            lines.addWidget(row)
        outer = self.layout()
        assert outer is not None
        outer.addItem(lines)
        # A line's margin is part of it, as room for its hover: the texts stand below each other all the same. The
        # heading is as high as its button, which has room above its text already.
        outer.setContentsMargins(tokens.GAP, tokens.GAP, tokens.GAP, tokens.GROUP)
        for part in (self.heading, self.body):
            part.setContentsMargins(tokens.GAP, 0, tokens.GAP, 0)

    def showEvent(self, event: QShowEvent) -> None:
        """It may be another day by now."""
        super().showEvent(event)
        self.refresh()

    def refresh(self, _rows: object = None) -> None:
        """Ask the log, now or as soon as two seconds are over."""
        if not self.isVisible():
            return
        if self._pause.isActive() or self._is_asking:
            self._wanted = True
            return
        self._wanted = False
        self._pause.start()
        self._task = self._bridge.run(self._ask(), "requests of today")

    @property
    def _is_asking(self) -> bool:
        return self._task is not None and not self._task.done()

    def _after_pause(self) -> None:
        if self._wanted:
            self.refresh()

    async def _ask(self) -> None:
        # What has just ended is to be in it; a log that cannot be written must not keep us.
        await asyncio.wait({self._bridge.run(self._core.request_log.flush(), "flush")}, timeout=FLUSH_LIMIT_S)
        self.show_today(await asyncio.to_thread(read_today, self._core.paths.database))

    def show_today(self, today: Today) -> None:
        """Numbers and lines."""
        sums = today.totals
        all_in = sums.input_tokens + sums.cached_tokens
        cached = self.tr("%1 cached").replace("%1", figures.tokens_text(sums.cached_tokens))
        unpriced = self.tr("%n unpriced", "", sums.unpriced)
        self.requests.show_figure(figures.tokens_text(sums.requests), f"{sums.requests:,}")
        self.failed.show_figure(figures.tokens_text(sums.errors), f"{sums.errors:,}")
        set_tone(self.failed.number, "error" if sums.errors else "")
        self.tokens_in.show_figure(figures.tokens_text(all_in), f"{all_in:,}", cached if sums.cached_tokens else "")
        self.tokens_out.show_figure(figures.tokens_text(sums.output_tokens), f"{sums.output_tokens:,}")
        self.cost.show_figure(figures.money(sums.cost_usd), f"${sums.cost_usd:,.6f}", unpriced if sums.unpriced else "")
        for place, row in enumerate(self.rows):
            row.setVisible(place < len(today.recent))
            if place < len(today.recent):
                row.show_row(today.recent[place])
        self._say(today)

    def _say(self, today: Today) -> None:
        if today.problem:
            self.problem.show_message("error", today.problem, (self.tr("Try again"), self.refresh))
        elif not self._core.settings.current.request_log.enabled:
            sentence = self.tr("No request log is kept, so new requests are not counted.")
            self.problem.show_message(
                "info", sentence, (self.tr("General"), lambda: self.navigate.emit("general", None))
            )
        else:
            self.problem.clear()
        self.empty.setVisible(not today.recent and self.problem.isHidden())
