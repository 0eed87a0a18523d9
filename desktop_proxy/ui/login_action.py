"""The check mark "Start at login": asked from the system each time and changed there, in a thread."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Mapping

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction

from desktop_proxy import autostart
from desktop_proxy.ui.bridge import CoreBridge


class LoginAction(QObject):
    """Signals: `told(title, text)` when the system refuses."""

    told = Signal(str, str)

    def __init__(
        self, bridge: CoreBridge, parent: QObject | None = None, *, environ: Mapping[str, str] = os.environ
    ) -> None:
        super().__init__(parent)
        self._environ = environ
        self._bridge = bridge
        self.action = QAction(self.tr("Start at login"), self, checkable=True)
        self.action.triggered.connect(self._change)

    def look(self) -> None:
        """Show what the system says now."""
        self._bridge.run(self._look(), "start at login")

    async def _look(self) -> None:
        try:
            self.action.setChecked(await asyncio.to_thread(autostart.is_enabled, self._environ))
        except OSError:
            # Choosing it tells why.
            self.action.setChecked(False)

    def _change(self, wanted: bool) -> None:
        self._bridge.run(self._set(wanted), "start at login")

    async def _set(self, wanted: bool) -> None:
        try:
            await asyncio.to_thread(autostart.enable if wanted else autostart.disable, environ=self._environ)
        except OSError as error:
            what = error.strerror or str(error)
            self.told.emit(
                self.tr("The start at login cannot be changed"), f"{what}: {error.filename}" if error.filename else what
            )
        await self._look()
