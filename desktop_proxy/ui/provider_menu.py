"""The submenu that says which provider answers: those that could, and the demo. The choice acts on the next request."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import QObject

from desktop_proxy.core import Core
from desktop_proxy.routing.endpoints import preferred
from desktop_proxy.routing.preference import PREFERRED, switching
from desktop_proxy.ui.bridge import CoreBridge
from desktop_proxy.ui.plain_text import one_line
from desktop_proxy.ui.providers.entries import Entry, entries
from desktop_proxy.ui.providers.key_sources import KeySources
from desktop_proxy.ui.providers.states import HAS_KEY
from desktop_proxy.ui.radio_menu import Choice, RadioMenu
from desktop_proxy.ui.widgets.setting_row import pinned_remark

MAX_LABEL_CHARACTERS = 48


class ProviderMenu(QObject):
    """Its entries follow settings and keys; `write` gets the changes of settings a choice means."""

    def __init__(
        self,
        core: Core,
        bridge: CoreBridge,
        write: Callable[[Mapping[str, Any]], None],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._core, self._write = core, write
        self._keys = KeySources.of(core, bridge)
        self._keys.changed.connect(self.refresh)
        self.entries = RadioMenu(parent=self)
        self.entries.chosen.connect(self._choose)
        bridge.settings_changed.connect(self.refresh)
        self.refresh()

    def look(self) -> None:
        """Find out which providers have a key; they may have been given one elsewhere."""
        # Asking a locked keyring may open its dialog, and nobody who opens a menu expects that.
        if not self._keys.problem:
            self._keys.reload()

    def refresh(self) -> None:
        """Show what is known."""
        settings = self._core.settings.current
        current = preferred(settings)
        choices = [
            Choice(entry.name, one_line(entry.label, MAX_LABEL_CHARACTERS), entry.name == current.name)
            for entry in entries(settings)
            if entry.name == current.name or self._can_answer(entry)
        ]
        title = self.tr("Provider: %1").replace("%1", one_line(current.label, MAX_LABEL_CHARACTERS))
        self.entries.show(title, choices, pinned_remark(self._core.settings, PREFERRED))

    def _can_answer(self, entry: Entry) -> bool:
        if entry.fault:
            return False
        if entry.row.way == "vertex":
            return bool(entry.own.project or entry.own.credentials_file)
        if not entry.takes_key or not entry.row.key_required:
            return True
        info = self._keys.info(entry)
        return info is not None and info.source in HAS_KEY

    def _choose(self, name: str) -> None:
        self._write(switching(name, self._core.settings))
        self.refresh()
