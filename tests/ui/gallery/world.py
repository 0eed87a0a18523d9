"""What pictures are made of: a real core with the demo model in a temporary home."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QWidget

from desktop_proxy.core import Core
from desktop_proxy.ui.bridge import CoreBridge
from desktop_proxy.ui.main_window import MainWindow
from desktop_proxy.ui.theme import Theme
from desktop_proxy.ui.widgets.page import Page
from tests.fakes import MemoryKeyring


@dataclass
class World:
    """One run of the gallery; every shot gets a fresh one."""

    core: Core
    bridge: CoreBridge
    theme: Theme
    keyring: MemoryKeyring
    geometry: QSettings

    def window(self, *pages: type[Page], size: tuple[int, int] | None = None) -> MainWindow:
        """The main window with these pages (all of them without any), at the first."""
        from desktop_proxy.ui.pages import PAGES

        window = MainWindow(self.core, self.bridge, self.theme, pages or PAGES, self.geometry)
        if size is not None:
            window.resize(*size)
        return window


Shot = tuple[str, Callable[[World], Coroutine[Any, Any, QWidget]]]


async def settle(seconds: float = 0.4) -> None:
    """Let timers, coalesced rows and layouts come to rest before the picture is taken."""
    await asyncio.sleep(seconds)
