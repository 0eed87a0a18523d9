"""What is said, and can be done, where the proxy cannot listen."""

from __future__ import annotations

import asyncio

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop_proxy.core import Core
from desktop_proxy.server.runner import Failed
from desktop_proxy.settings import SettingsError
from desktop_proxy.ui.bridge import CoreBridge
from desktop_proxy.ui.listening import PortFault, listen_now, port_fault
from desktop_proxy.ui.theme import Theme
from desktop_proxy.ui.widgets.setting_row import pinned_sentence
from desktop_proxy.ui.widgets.stacked_message import StackedMessage

PORT = "server.port"


class PortConflict(StackedMessage):
    """Follows the server by itself; gone as soon as it listens. `in_use` is whether another program has the port, as
    far as that was found out. Signals: `explained()` when it was.
    """

    explained = Signal()

    def __init__(self, core: Core, bridge: CoreBridge, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._core, self._bridge = core, bridge
        self._asking: asyncio.Task[None] | None = None
        self.in_use = True
        bridge.state_changed.connect(self.follow)

    def follow(self, _state: object = None) -> None:
        """Show what is wrong now; who has the port is asked in a thread."""
        if self._asking is not None:
            self._asking.cancel()
            self._asking = None
        if isinstance(self._core.server.state, Failed):
            self._asking = self._bridge.run(self._explain(), "who has the port")
        else:
            self.clear()

    async def _explain(self) -> None:
        server = self._core.settings.current.server
        fault = await asyncio.to_thread(port_fault, server.port, server.host)
        state = self._core.server.state
        if not isinstance(state, Failed):
            return
        if fault is None:
            # It has been freed since: no need to wait for the server's own next attempt.
            self.try_again()
            return
        actions = [(self.tr("Try again"), self.try_again)]
        pinned = pinned_sentence(self._core.settings, PORT)
        if fault.free is not None and pinned is None:
            free = fault.free
            actions.insert(0, (self.tr("Use port %1").replace("%1", str(free)), lambda: self.use(free)))
        self.in_use = fault.in_use
        # That it is an error stands above it.
        self.show_message("info", self._sentence(server.port, fault, pinned), *actions)
        self.explained.emit()

    def use(self, port: int) -> None:
        """Move there; the core tells connected clients."""
        try:
            self._core.settings.update({PORT: port})
        except SettingsError as error:
            self.show_message("error", str(error), (self.tr("Try again"), self.try_again))
            return
        self.try_again()

    def try_again(self) -> None:
        """Now, and not in some seconds."""
        self.clear()
        self._bridge.run(listen_now(self._core.server), "listen again")

    def _sentence(self, port: int, fault: PortFault, pinned: str | None) -> str:
        if not fault.in_use:
            sentence = self.tr("This account cannot listen on port %1, so clients do not reach the proxy.")
        elif fault.owner:
            sentence = self.tr("%2 listens there, so clients do not reach the proxy.")
        else:
            sentence = self.tr("Another program listens there, so clients do not reach the proxy.")
        said = sentence.replace("%1", str(port)).replace("%2", fault.owner or "")
        return f"{said} {pinned}" if pinned else said
