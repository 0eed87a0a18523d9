"""The card of Claude Code: how it stands, and connecting and disconnecting it.

What connecting means for its file is known in `desktop_proxy.clients` alone.
"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton

from desktop_proxy.clients.client import ClientError
from desktop_proxy.clients.outcomes import Drift, Outcome, State, Status
from desktop_proxy.core import Core
from desktop_proxy.server.runner import Failed, Running, Starting
from desktop_proxy.ui.bridge import CoreBridge
from desktop_proxy.ui.clients.command_line import CommandLine
from desktop_proxy.ui.clients.connect_panel import ConnectPanel
from desktop_proxy.ui.clients.standing_message import StandingMessage
from desktop_proxy.ui.clients.states import ClientState, drift_in_words, state_of
from desktop_proxy.ui.theme import Theme
from desktop_proxy.ui.widgets.buttons import button
from desktop_proxy.ui.widgets.card import Card
from desktop_proxy.ui.widgets.labels import label, selectable
from desktop_proxy.ui.widgets.message import Message
from desktop_proxy.ui.widgets.own_tasks import OwnTasks
from desktop_proxy.ui.widgets.state_line import StateLine

CLAUDE_CODE = "claude-code"
INSTALLATION = "npm install -g @anthropic-ai/claude-code"


class ClaudeCard(Card):
    """`refresh` looks again; it looks by itself when the proxy or the connection changes."""

    def __init__(self, core: Core, bridge: CoreBridge, theme: Theme) -> None:
        super().__init__("Claude Code")
        self._core, self._bridge = core, bridge
        self._tasks = OwnTasks(self)
        self._left_alone: tuple[Drift, ...] = ()
        self.status: Status | None = None
        self.state = StateLine(theme, parent=self)
        self.path: QLabel = selectable(label("", "caption", self))
        self.remark = StandingMessage(theme, self)
        self.installation = CommandLine(theme, self.tr("Installation of Claude Code"), INSTALLATION, self)
        self.stopped = StandingMessage(theme, self)
        self.result = Message(theme, self)
        self.panel = ConnectPanel(core, theme, CLAUDE_CODE, self.tr("Cancel"), self)
        self.connect_button: QPushButton = button(self.tr("Connect…"), self.show_change, "primary", self)
        self.disconnect_button: QPushButton = button(self.tr("Disconnect"), self.disconnect_client, parent=self)
        self._lay_out()
        self.panel.connected.connect(self._connected)
        self.panel.cancelled.connect(self._put_away)
        bridge.state_changed.connect(self.refresh)
        bridge.settings_changed.connect(self.refresh)
        unsubscribe = core.clients.changed.connect(self.refresh)
        self.destroyed.connect(lambda *_: unsubscribe())

    def refresh(self, *_: object) -> None:
        """Ask how it stands."""
        self._tasks.run(self._look(), "state of Claude Code")

    def show_change(self) -> None:
        """What connecting would write, with the button that does it."""
        self.result.clear()
        self.panel.begin()
        self.connect_button.hide()

    def disconnect_client(self) -> None:
        """Give it its own settings back."""
        self.disconnect_button.setEnabled(False)
        self._tasks.run(self._disconnect(), "disconnecting Claude Code")

    async def _look(self) -> None:
        self.status = await self._core.clients.status(CLAUDE_CODE)
        self._show(self.status)

    async def _disconnect(self) -> None:
        self.panel.hide()
        try:
            outcome = await self._core.clients.disconnect(CLAUDE_CODE)
        except ClientError as error:
            self.result.show_message("error", str(error))
        else:
            self._tell(outcome, self.tr("Running sessions keep using the proxy until they are restarted."))
        await self._look()
        # The button that was pressed is gone, and its keys must not go to a switch.
        if self.connect_button.isVisible():
            self.connect_button.setFocus()

    def _show(self, status: Status) -> None:
        state = state_of(status, self._core.url)
        self.state.show_state(state.icon, state.word, state.tone)
        self.path.setText(str(status.path))
        self._show_remark(status, state)
        self.installation.setVisible(status.state is State.NOT_CONNECTED and not status.installed)
        self._show_server(status, state)
        changes = self.panel.isHidden()
        self.connect_button.setVisible(state.can_connect and changes)
        self.connect_button.setEnabled(self._core.url is not None)
        again = status.state is State.DRIFTED
        self.connect_button.setText(self.tr("Connect again…") if again else self.tr("Connect…"))
        self.disconnect_button.setVisible(state.can_disconnect)
        self.disconnect_button.setEnabled(True)

    def _show_remark(self, status: Status, state: ClientState) -> None:
        if not state.remark or (status.drift and status.drift == self._left_alone):
            self.remark.clear()
            return
        tone = state.tone or "info"
        if status.state is State.UNREADABLE:
            self.remark.show_message(tone, state.remark, (self.tr("Look again"), self.refresh))
        elif status.state is State.DRIFTED:
            self.remark.show_message(tone, state.remark, (self.tr("Leave it"), self._leave))
        else:
            self.remark.show_message(tone, state.remark)

    def _show_server(self, status: Status, state: ClientState) -> None:
        server = self._core.server.state
        if isinstance(server, Running | Starting):
            self.stopped.clear()
            return
        sentence = self.tr("The proxy is stopped. Start it before you connect a client to it.")
        if isinstance(server, Failed):
            sentence = server.reason
        elif status.state in (State.CONNECTED, State.DRIFTED):
            sentence = self.tr("The proxy is stopped, and Claude Code finds nobody while it is connected.")
        elif status.state is State.SUSPENDED:
            sentence = self.tr("The proxy is stopped. Claude Code is connected again as soon as it runs.")
        start = (self.tr("Start the proxy"), lambda: self._bridge.run(self._core.server.start(), "start"))
        actions = () if isinstance(server, Failed) else (start,)
        self.stopped.show_message("warning", sentence, *actions)

    def _connected(self, outcome: Outcome) -> None:
        self._left_alone = ()
        self._tell(outcome, self.tr("Start claude in a terminal; running sessions must be restarted."))
        self.refresh()
        self.disconnect_button.setFocus()

    def _tell(self, outcome: Outcome, further: str) -> None:
        sentences = [outcome.sentence, further, *outcome.remarks]
        if outcome.left:
            left = self.tr("Left as another program changed it: %1.")
            sentences.append(left.replace("%1", drift_in_words(outcome.left)))
        if outcome.backup is not None:
            kept = self.tr("The file as it was is kept as %1.")
            sentences.append(kept.replace("%1", str(outcome.backup)))
        self.result.show_message("ok", " ".join(sentences))

    def _leave(self) -> None:
        """It stays as another program changed it; the state goes on saying so."""
        if self.status is not None:
            self._left_alone = self.status.drift
            self._show(self.status)

    def _put_away(self) -> None:
        if self.status is not None:
            self._show(self.status)
        self.connect_button.setFocus()

    def _lay_out(self) -> None:
        self.heading.addWidget(self.disconnect_button)
        self.heading.addWidget(self.connect_button)
        for made in (self.connect_button, self.disconnect_button, self.installation):
            made.hide()
        self.body.addWidget(self.state)
        self.body.addWidget(self.path)
        for widget in (self.stopped, self.remark, self.installation, self.result, self.panel):
            self.body.addWidget(widget)
        self.body.setAlignment(Qt.AlignmentFlag.AlignTop)
