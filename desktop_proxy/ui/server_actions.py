"""The two actions that show the listening server and start or stop it."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction

from desktop_proxy.core import Core
from desktop_proxy.server.runner import Failed, Running, Starting, Stopped
from desktop_proxy.ui.bridge import CoreBridge
from desktop_proxy.ui.plain_text import menu_text, one_line

MAX_STATUS_CHARACTERS = 64


class ServerActions(QObject):
    """`status` says where it listens, or why not; `toggle` starts and stops. Signals: `status_wanted()`."""

    status_wanted = Signal()

    def __init__(self, core: Core, bridge: CoreBridge, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._core, self._bridge = core, bridge
        self._quitting = False
        self.status = QAction(self)
        self.status.triggered.connect(lambda _checked=False: self.status_wanted.emit())
        self.toggle = QAction(self)
        self.toggle.triggered.connect(lambda _checked=False: bridge.server_switch.toggle())
        bridge.state_changed.connect(self.refresh)
        bridge.in_flight_changed.connect(self.refresh)
        bridge.server_switch.changed.connect(self.refresh)
        self.refresh()

    def show_quitting(self) -> None:
        """Everything ends, as soon as open requests have ended."""
        self._quitting = True
        self.refresh()

    def refresh(self) -> None:
        """Show the server as it is."""
        ending = self._bridge.server_switch.stopping or self._quitting
        self.status.setText(menu_text(one_line(self._status_text(), MAX_STATUS_CHARACTERS)))
        self.status.setEnabled(not self._quitting)
        self.toggle.setText(self._ending_text() if ending else self._toggle_text())
        self.toggle.setEnabled(not (ending or isinstance(self._core.server.state, Starting)))

    def _status_text(self) -> str:
        state = self._core.server.state
        if isinstance(state, Running):
            return self.tr("Running at %1").replace("%1", state.url.removeprefix("http://"))
        if isinstance(state, Failed):
            return self.tr("Not running: %1").replace("%1", state.reason)
        return self.tr("Starting…") if isinstance(state, Starting) else self.tr("Stopped")

    def _toggle_text(self) -> str:
        # One that cannot listen goes on trying until it is stopped.
        return self.tr("Start") if isinstance(self._core.server.state, Stopped) else self.tr("Stop")

    def _ending_text(self) -> str:
        count = self._bridge.in_flight
        return self.tr("Stopping… %n requests", "", count) if count else self.tr("Stopping…")
