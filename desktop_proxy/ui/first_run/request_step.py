"""The third step: waits for the first request, and shows it as it happens."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from desktop_proxy.core import Core
from desktop_proxy.figures import clock, duration, exact_time, tokens_text
from desktop_proxy.providers import provider
from desktop_proxy.request_log import RequestRow
from desktop_proxy.request_log.row import RUNNING
from desktop_proxy.ui import tokens
from desktop_proxy.ui.bridge import CoreBridge
from desktop_proxy.ui.clients.access import access
from desktop_proxy.ui.clients.command_line import CommandLine
from desktop_proxy.ui.clients.snippet_card import SnippetCard, groups
from desktop_proxy.ui.command_line import claude_command, connected_command
from desktop_proxy.ui.requests.token_counts import tokens_in, tokens_in_text
from desktop_proxy.ui.theme import Theme
from desktop_proxy.ui.widgets.labels import label
from desktop_proxy.ui.widgets.message import Message
from desktop_proxy.ui.widgets.own_tasks import OwnTasks
from desktop_proxy.ui.widgets.state_line import StateLine

CONNECTED, COMMAND, OTHER = "connected", "command", "other"
"""How the first request is made: by Claude Code as it is, by our command, or by another client."""
PROMPT = ' "Say hello"'
DONE = "done"


class RequestStep(QWidget):
    """Signals: `answered()` when a request was answered; `provider_wanted()` when another is to answer."""

    answered = Signal()
    provider_wanted = Signal()

    def __init__(self, core: Core, bridge: CoreBridge, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._core = core
        self._tasks = OwnTasks(self)
        self.row: RequestRow | None = None
        """The request that is shown."""
        self.succeeded = False
        """Whether it was answered."""
        self._waits = False
        self.intro: QLabel = label("", parent=self)
        self.command = CommandLine(theme, self.tr("Command for the first request"), "", self)
        self.lines = SnippetCard(theme, groups()[-1], parent=self)
        self.state = StateLine(theme, parent=self)
        self.facts = _Facts(self)
        self.message = Message(theme, self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.GAP)
        for widget in (self.intro, self.command, self.lines, self.state, self.facts, self.message):
            column.addWidget(widget)
        bridge.rows_changed.connect(self._follow)
        self._explain(CONNECTED)

    def begin(self, how: str) -> None:
        """Say how the first request is made, and wait for it."""
        self.row, self.succeeded, self._waits = None, False, True
        self.message.clear()
        self._explain(how)
        if how == OTHER:
            self._tasks.run(self._show_lines(), "address and token for a client")
        else:
            self.command.copy.setFocus()

    async def _show_lines(self) -> None:
        self.lines.show_access(await access(self._core), revealed=False)
        self.lines.copy.setFocus()

    def _explain(self, how: str) -> None:
        intros = {
            CONNECTED: self.tr("Start Claude Code in a terminal; sessions that are open must be restarted:"),
            COMMAND: self.tr("Start Claude Code through the proxy, in a terminal:"),
            OTHER: self.tr("Send a request from your client, or try this in a terminal:"),
        }
        self.intro.setText(intros[how])
        self.command.setVisible(how != OTHER)
        command = (claude_command if how == COMMAND else connected_command)(self._core.environ)
        self.command.show_command(command + PROMPT)
        self.lines.setVisible(how == OTHER)
        self.state.show_state("clock", self.tr("Waiting for the first request…"))
        self.facts.hide()

    def _follow(self, rows: Sequence[RequestRow]) -> None:
        for row in rows:
            # The first one that was answered stays; until then the newest tells most.
            if self._waits and not self.succeeded:
                self._show(row)

    def _show(self, row: RequestRow) -> None:
        self.row = row
        self.facts.show_row(row)
        self.message.clear()
        if row.state == RUNNING:
            self.state.show_state("clock", self.tr("A request is being answered…"))
        elif row.state == DONE:
            self.succeeded = True
            self.state.show_state("check-circle", self.tr("The first request was answered. Everything works."), "ok")
            self.answered.emit()
        else:
            self.state.show_state("clock", self.tr("Waiting for a request that is answered…"))
            other = (self.tr("Choose who answers"), self.provider_wanted.emit)
            left = self.tr("The client left before the answer was complete.")
            self.message.show_message("error", row.error or left, *([other] if row.error else []))


class _Facts(QWidget):
    """The request as two columns: what, and its value."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._values: list[QLabel] = []
        grid = QGridLayout(self)
        grid.setContentsMargins(tokens.ICON_SIZE + 2, 0, 0, 0)
        grid.setHorizontalSpacing(tokens.GROUP)
        grid.setVerticalSpacing(tokens.UNIT)
        grid.setColumnStretch(1, 1)
        captions = (self.tr("Model"), self.tr("Time"), self.tr("Tokens"))
        for number, caption in enumerate(captions):
            value = label("", parent=self)
            name = self._used = label(caption, "secondary", self, wrap=False)
            grid.addWidget(name, number, 0)
            grid.addWidget(value, number, 1)
            self._values.append(value)
        self.hide()

    def show_row(self, row: RequestRow) -> None:
        """As far as it is known."""
        model, time, used = self._values
        table = provider(row.provider or "")
        by = f" ({table.label if table else row.provider})" if row.provider else ""
        model.setText(f"{row.asked} → {row.answered}{by}" if row.answered else row.asked)
        took = f" · {duration(row.duration_ms)}" if row.duration_ms is not None else ""
        time.setText(f"{clock(row.started_at)}{took}")
        time.setToolTip(exact_time(row.started_at))
        counted = row.state == RUNNING or row.output_tokens is not None
        for part in (self._used, used):
            part.setVisible(counted)
        words = self.tr("%1 in (%3 cached), %2 out") if row.cached_tokens else self.tr("%1 in, %2 out")
        counts = (tokens_text(tokens_in(row)) or "…", tokens_text(row.output_tokens) or "…")
        words = words.replace("%1", counts[0]).replace("%2", counts[1])
        used.setText(words.replace("%3", tokens_text(row.cached_tokens)))
        used.setToolTip(f"{tokens_in_text(row) or 0} / {row.output_tokens or 0:,}")
        self.show()
