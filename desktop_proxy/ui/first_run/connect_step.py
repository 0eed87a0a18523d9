"""The second step: Claude Code is connected, or told how it is installed, or passed over."""

from __future__ import annotations

import sys

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop_proxy.clients.outcomes import State, Status
from desktop_proxy.core import Core
from desktop_proxy.server.runner import Failed, Running
from desktop_proxy.ui import tokens
from desktop_proxy.ui.bridge import CoreBridge
from desktop_proxy.ui.clients.access import access
from desktop_proxy.ui.clients.claude_card import CLAUDE_CODE, INSTALLATION
from desktop_proxy.ui.clients.command_line import CommandLine
from desktop_proxy.ui.clients.connect_panel import ConnectPanel
from desktop_proxy.ui.clients.snippet_card import SnippetCard, groups, usual_shell
from desktop_proxy.ui.clients.standing_message import StandingMessage
from desktop_proxy.ui.theme import Theme
from desktop_proxy.ui.widgets.buttons import button
from desktop_proxy.ui.widgets.labels import label
from desktop_proxy.ui.widgets.own_tasks import OwnTasks


class ConnectStep(QWidget):
    """Signals: `connected(Outcome)`, `skipped()`."""

    connected = Signal(object)
    skipped = Signal()

    def __init__(self, core: Core, bridge: CoreBridge, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._core, self._bridge = core, bridge
        self._tasks = OwnTasks(self)
        self.installed = True
        """Whether Claude Code is there; true until it was looked for."""
        self.message = StandingMessage(theme, self)
        self.panel = ConnectPanel(core, theme, CLAUDE_CODE, self.tr("Skip"), self)
        self.missing = self._missing(theme)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.GAP)
        for widget in (self.message, self.missing, self.panel):
            column.addWidget(widget)
        self.panel.connected.connect(self.connected.emit)
        self.panel.cancelled.connect(self.skipped.emit)
        bridge.state_changed.connect(self._server_changed)

    def begin(self) -> None:
        """Look whether it is there, and show the change that connects it."""
        self.panel.clear()
        self._tasks.run(self._look(), "looking for Claude Code")

    def go_on(self) -> None:
        """What Return does."""
        if self.panel.isVisible():
            self.panel.confirm()
        elif self.missing.isVisible():
            self.begin()

    async def status(self) -> Status:
        """How Claude Code stands."""
        return await self._core.clients.status(CLAUDE_CODE)

    async def _look(self) -> None:
        if not isinstance(self._core.server.state, Running):
            self._explain_server()
            return
        self.message.clear()
        status = await self.status()
        self.installed = status.installed or status.state is not State.NOT_CONNECTED
        if self.installed:
            self.missing.hide()
            self.panel.begin()
        else:
            self.lines.show_access(await access(self._core), revealed=False)
            self.missing.show()
            self.look_again.setFocus()

    def _explain_server(self) -> None:
        state = self._core.server.state
        if isinstance(state, Failed):
            self.message.show_message("error", state.reason, (self.tr("Try again"), self.begin))
            return
        words = self.tr("The proxy is stopped. Start it before you connect a client to it.")
        start = (self.tr("Start the proxy"), lambda: self._bridge.run(self._core.server.start(), "start"))
        self.message.show_message("warning", words, start)

    def _server_changed(self, state: object) -> None:
        if self.isVisible() and isinstance(state, Running):
            self.begin()

    def _missing(self, theme: Theme) -> QWidget:
        """What is shown where Claude Code is not installed."""
        made = QWidget(self)
        self.lines = SnippetCard(theme, groups()[0], usual_shell(self._core.environ, sys.platform), made)
        self.look_again = button(self.tr("Look again"), self.begin, "primary", made)
        anyway = button(self.tr("Connect anyway"), self._anyway, parent=made)
        skip = button(self.tr("Skip"), self.skipped.emit, parent=made)
        buttons = QHBoxLayout()
        buttons.setSpacing(tokens.GAP)
        for one in (self.look_again, anyway, skip):
            buttons.addWidget(one)
        buttons.addStretch(1)
        column = QVBoxLayout(made)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.GAP)
        column.addWidget(label(self.tr("Claude Code is not installed. Install it in a terminal:"), parent=made))
        column.addWidget(CommandLine(theme, self.tr("Installation of Claude Code"), INSTALLATION, made))
        column.addLayout(buttons)
        column.addWidget(label(self.tr("Or lead another Anthropic client here:"), "secondary", made))
        column.addWidget(self.lines)
        made.hide()
        return made

    def _anyway(self) -> None:
        self.missing.hide()
        self.panel.begin()
