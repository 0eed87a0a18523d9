"""The one action that connects Claude Code, or ends its connection.

Connecting shows first what would change, which is the window's work; disconnecting gives back what was there and is
done at once.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction

from desktop_proxy.clients.claude_code import CLAUDE_CODE
from desktop_proxy.clients.client import ClientError
from desktop_proxy.clients.outcomes import State
from desktop_proxy.core import Core
from desktop_proxy.ui.bridge import CoreBridge

OURS = frozenset({State.CONNECTED, State.DRIFTED, State.SUSPENDED})
"""Where there is something to end."""


class ClientAction(QObject):
    """`action` follows how the client stands. Signals: `open_page(name, argument)`; `told(title, text)`."""

    open_page = Signal(str, object)
    told = Signal(str, str)
    _changed = Signal()

    def __init__(self, core: Core, bridge: CoreBridge, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._core, self._bridge = core, bridge
        self._connected = False
        self.action = QAction(self.tr("Connect Claude Code…"), self)
        self.action.triggered.connect(lambda _checked=False: self._act())
        # By a Qt signal, which ends with this object.
        self._changed.connect(self.look)
        core.clients.changed.connect(lambda _name: self._changed.emit())

    def look(self) -> None:
        """Ask how the client stands, and say so."""
        self._bridge.run(self._look(), "state of Claude Code")

    async def _look(self) -> None:
        status = await self._core.clients.status(CLAUDE_CODE.name)
        self._connected = status.state in OURS
        self.action.setText(self.tr("Disconnect Claude Code") if self._connected else self.tr("Connect Claude Code…"))

    def _act(self) -> None:
        if self._connected:
            self._bridge.run(self._disconnect(), "disconnect Claude Code")
        else:
            self.open_page.emit("clients", CLAUDE_CODE.name)

    async def _disconnect(self) -> None:
        try:
            outcome = await self._core.clients.disconnect(CLAUDE_CODE.name)
        except ClientError as error:
            self.told.emit(self.tr("Claude Code is still connected"), str(error))
        else:
            self.told.emit(CLAUDE_CODE.label, outcome.sentence)
        await self._look()
