"""The port: checked when typing stops, and taken over at once where the proxy can listen there."""

from __future__ import annotations

import asyncio

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from desktop_proxy.core import Core
from desktop_proxy.server.runner import Running
from desktop_proxy.settings import Settings
from desktop_proxy.ui.bridge import CoreBridge
from desktop_proxy.ui.listening import PortFault, listen_now, port_fault
from desktop_proxy.ui.widgets.number_field import NumberField
from desktop_proxy.ui.widgets.setting_row import SettingRow

LOWEST, HIGHEST = 1, 65535


class PortRow(SettingRow):
    """The server listens anew by itself, and the core tells connected clients."""

    def __init__(self, core: Core, bridge: CoreBridge, parent: QWidget | None = None) -> None:
        caption = QCoreApplication.translate("PortRow", "Port")
        explanation = QCoreApplication.translate(
            "PortRow", "Connected clients follow a change; others need the new address."
        )
        self.field = NumberField(LOWEST, HIGHEST)
        super().__init__(core.settings, "server.port", caption, explanation, self.field, parent)
        self._core, self._bridge = core, bridge
        self._checking: asyncio.Task[None] | None = None
        self.field.entered.connect(self._entered)
        self.applied.connect(self._applied)
        bridge.settings_changed.connect(self._follow)
        bridge.state_changed.connect(self._show)
        self._show()

    def _follow(self, old: Settings, new: Settings) -> None:
        self.refresh()
        if old.server.port != new.server.port:
            self._accept()
            self._show()

    def _show(self, _state: object = None) -> None:
        # 0 takes a free one: then it is of interest which.
        self.field.show_number(self.value or self._served or 0)

    @property
    def _served(self) -> int | None:
        """Where the proxy listens now."""
        state = self._core.server.state
        return int(state.url.rpartition(":")[2]) if isinstance(state, Running) else None

    def _applied(self, _port: object) -> None:
        self._show()
        self._bridge.run(listen_now(self._core.server), "listen at the new port")

    def _entered(self, port: int | float) -> None:
        self._stop_checking()
        if not self.field.fits:
            self._refuse(self.tr("A port is a number from 1 to 65535."))
        elif port == self.value:
            self._accept()
        else:
            self._checking = self._bridge.run(self._check(int(port)), "port check")

    async def _check(self, port: int) -> None:
        host = self._core.settings.current.server.host
        fault = None if port == self._served else await asyncio.to_thread(port_fault, port, host)
        if fault is None:
            self._use(port)
        else:
            self._refuse(self._sentence(port, fault), fault.free)

    def _use(self, port: int) -> None:
        self._accept()
        self.change(port)

    def _accept(self) -> None:
        self.field.mark(invalid=False)
        if not self.pinned:
            self.complain("")

    def _refuse(self, sentence: str, free: int | None = None) -> None:
        self.field.mark(invalid=True)
        caption = self.tr("Use port %1").replace("%1", str(free))
        self.complain(sentence, (caption, lambda: self._use(free)) if free is not None else None)

    def _sentence(self, port: int, fault: PortFault) -> str:
        if not fault.in_use:
            sentence = self.tr("This account cannot listen on port %1.")
        elif fault.owner:
            sentence = self.tr("Port %1 is in use by %2.")
        else:
            sentence = self.tr("Port %1 is in use by another program.")
        return sentence.replace("%1", str(port)).replace("%2", fault.owner or "")

    def _stop_checking(self) -> None:
        if self._checking is not None:
            self._checking.cancel()
            self._checking = None
