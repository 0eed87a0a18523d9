"""Whether the proxy runs and where, starting and stopping it, and who answers."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from desktop_proxy.core import Core
from desktop_proxy.server.runner import Failed, Running, Starting, Stopped
from desktop_proxy.ui import tokens
from desktop_proxy.ui.bridge import CoreBridge
from desktop_proxy.ui.overview.answers_view import AnswersView
from desktop_proxy.ui.overview.port_conflict import PortConflict
from desktop_proxy.ui.theme import Theme
from desktop_proxy.ui.widgets.buttons import CopyButton, button
from desktop_proxy.ui.widgets.card import Card
from desktop_proxy.ui.widgets.labels import label, line, restyle, selectable
from desktop_proxy.ui.widgets.state_line import StateLine


class StatusCard(Card):
    """Follows the server by itself; `answers` is filled by the page."""

    def __init__(self, core: Core, bridge: CoreBridge, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self._core, self._bridge = core, bridge
        self.state = StateLine(theme, "section", self)
        self.state.word.setWordWrap(False)
        self.address: QLabel = selectable(label("", parent=self, wrap=False))
        self.address.setFont(theme.fixed_font())
        self.address.setAccessibleName(self.tr("Address"))
        self.copy = CopyButton(lambda: core.url or "", parent=self)
        self.copy.setAccessibleName(self.tr("Copy address"))
        self.toggle: QPushButton = button("", bridge.server_switch.toggle, parent=self)
        self.about: QLabel = label("", "caption", self)
        self.conflict = PortConflict(core, bridge, theme, self)
        self.answers = AnswersView(theme, self)
        self._lay_out()
        bridge.state_changed.connect(self._show)
        bridge.in_flight_changed.connect(self._show)
        bridge.server_switch.changed.connect(self._show)
        self.conflict.explained.connect(self._show)
        self._show()
        self.conflict.follow()

    def _lay_out(self) -> None:
        where = QHBoxLayout()
        where.setSpacing(tokens.GROUP)
        where.addWidget(self.state, 0, Qt.AlignmentFlag.AlignVCenter)
        where.addWidget(self.address, 1, Qt.AlignmentFlag.AlignVCenter)
        what = QVBoxLayout()
        what.setSpacing(2)
        what.addLayout(where)
        below_the_word = QHBoxLayout()
        below_the_word.setContentsMargins(tokens.SMALL_ICON_SIZE + tokens.UNIT + 2, 0, 0, 0)
        below_the_word.addWidget(self.about)
        what.addLayout(below_the_word)
        self.heading.insertLayout(0, what, 1000)
        self.heading.addWidget(self.copy)
        self.heading.addWidget(self.toggle)
        for below in (self.conflict, line(self), self.answers):
            self.body.addWidget(below)

    def _show(self, _changed: object = None) -> None:
        state, url = self._core.server.state, self._core.url
        self.state.show_state(*self._look())
        self.address.setText(url or "")
        self.address.setVisible(url is not None)
        self.copy.setVisible(url is not None)
        self.toggle.setText(self.tr("Start") if isinstance(state, Stopped) else self.tr("Stop"))
        self.toggle.setEnabled(not self._bridge.server_switch.stopping and not isinstance(state, Starting))
        restyle(self.toggle, "role", "primary" if isinstance(state, Stopped) else "")
        self.about.setText(self._about())

    def _look(self) -> tuple[str, str, str]:
        """Shape, word and tone."""
        state = self._core.server.state
        if self._bridge.server_switch.stopping:
            return "clock", self.tr("Stopping"), "warning"
        if isinstance(state, Running):
            return "dot", self.tr("Running"), "ok"
        if isinstance(state, Failed):
            said = self.tr("Port %1 is in use") if self.conflict.in_use else self.tr("Port %1 cannot be used")
            return "alert-circle", said.replace("%1", str(self._core.settings.current.server.port)), "error"
        return ("clock", self.tr("Starting"), "") if isinstance(state, Starting) else ("circle", self.tr("Stopped"), "")

    def _about(self) -> str:
        state, count = self._core.server.state, self._bridge.in_flight
        if self._bridge.server_switch.stopping:
            return self.tr("Open requests have some seconds to end.")
        if isinstance(state, Stopped):
            return self.tr("Clients get no answer until it is started.")
        if isinstance(state, Failed):
            return self.tr("Trying again every few seconds.")
        return self.tr("%n requests in flight", "", count) if count else self.tr("No request in flight")
