"""Start at login: asked from the system each time, and changed there; nothing of it is in the settings."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from desktop_proxy import autostart
from desktop_proxy.ui.bridge import CoreBridge
from desktop_proxy.ui.theme import Theme
from desktop_proxy.ui.widgets.form_row import FormRow
from desktop_proxy.ui.widgets.toggle import Toggle


class AutostartRow(FormRow):
    """`load` asks the system, in a thread."""

    def __init__(
        self,
        bridge: CoreBridge,
        theme: Theme,
        parent: QWidget | None = None,
        *,
        environ: Mapping[str, str] = os.environ,
    ) -> None:
        self.toggle = Toggle(theme)
        caption = QCoreApplication.translate("AutostartRow", "Start at login")
        explanation = QCoreApplication.translate("AutostartRow", "With your session, and without its window.")
        super().__init__(caption, explanation, self.toggle, parent)
        self._bridge, self._environ = bridge, environ
        self.toggle.setEnabled(False)
        self.toggle.clicked.connect(self._clicked)

    def load(self) -> None:
        """Show what the system says now; its own settings may have changed it."""
        self._bridge.run(self._load(), "start at login")

    def _clicked(self, wanted: bool) -> None:
        self.toggle.setEnabled(False)
        self._bridge.run(self._change(wanted), "start at login")

    async def _load(self) -> None:
        try:
            self.toggle.setChecked(await asyncio.to_thread(autostart.is_enabled, self._environ))
        except OSError as error:
            self._explain(self.tr("It cannot be read whether the app starts at login: %1."), error)
            return
        self.toggle.setEnabled(True)

    async def _change(self, wanted: bool) -> None:
        try:
            await asyncio.to_thread(autostart.enable if wanted else autostart.disable, environ=self._environ)
        except OSError as error:
            self.toggle.setChecked(not wanted)
            self.toggle.setEnabled(True)
            self._explain(self.tr("The start at login cannot be changed: %1."), error)
        else:
            self.complain("")
            await self._load()

    def _explain(self, sentence: str, error: OSError) -> None:
        reason = f"{error.strerror or error}" + (f" ({error.filename})" if error.filename else "")
        self.complain(sentence.replace("%1", reason))
