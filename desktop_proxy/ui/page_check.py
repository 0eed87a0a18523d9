"""Opens every page of the window, draws it and says what is wrong with it. For `selftest`, in a process of its own.

Needs no screen where `QT_QPA_PLATFORM` is `offscreen`. Nothing is clicked: what the pages do has its own tests.
"""

from __future__ import annotations

import asyncio
import logging
import sys
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

import qasync
from PySide6.QtCore import QTranslator
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QApplication

from desktop_proxy.ui import resources
from desktop_proxy.ui.pages import PAGES
from desktop_proxy.ui.theme import Theme

if TYPE_CHECKING:
    from desktop_proxy.core import Core
    from desktop_proxy.ui.desktop import Desktop

SETTLE_S = 0.1
"""For what a page looks up once it is shown."""


def faults(open_core: Callable[[], Core]) -> list[str]:
    """A sentence for each fault; none when every page is as it should be."""
    app = QApplication(["desktop-proxy"])
    app.setQuitOnLastWindowClosed(False)
    theme = Theme(app)
    messages = _Messages()
    logging.getLogger().addHandler(messages)
    before, sys.excepthook = sys.excepthook, messages.add
    try:
        with asyncio.Runner(loop_factory=lambda: qasync.QEventLoop(app)) as runner:
            found = runner.run(_look_at_pages(open_core, theme))
    finally:
        sys.excepthook = before
        logging.getLogger().removeHandler(messages)
    return [*found, *_icon_faults(theme), *_translation_faults(), *messages.sentences]


async def _look_at_pages(open_core: Callable[[], Core], theme: Theme) -> list[str]:
    from desktop_proxy.ui.bridge import CoreBridge
    from desktop_proxy.ui.desktop import Desktop
    from desktop_proxy.ui.tray import Tray

    core = open_core()
    bridge = CoreBridge(core)
    desktop = Desktop(core, bridge, theme, Tray(theme), lambda: None)
    try:
        await core.start()
        return [fault for kind in PAGES if (fault := await _fault_of(desktop, kind.name))]
    finally:
        desktop.show_stopping()
        await core.close()
        desktop.close()
        bridge.close()


async def _fault_of(desktop: Desktop, name: str) -> str | None:
    desktop.show_page(name)
    await asyncio.sleep(SETTLE_S)
    page = desktop.window.page
    if page is None or page.name != name:
        return f"The page {name} does not open."
    return f"The page {name} is blank." if is_blank(page.grab()) else None


def is_blank(picture: QPixmap) -> bool:
    """Whether it is all of one colour."""
    image = picture.toImage().convertToFormat(QImage.Format.Format_ARGB32)
    pixels = bytes(image.constBits())
    return pixels == pixels[:4] * (len(pixels) // 4)


def _icon_faults(theme: Theme) -> list[str]:
    files = sorted((resources.folder() / "icons").glob("*.svg"))
    if not files:
        return ["There are no icons."]
    return [f"The icon {file.stem} is not drawn." for file in files if is_blank(theme.pixmap(file.stem))]


def _translation_faults() -> list[str]:
    return [f"{file.name} cannot be read." for file in translation_files() if not QTranslator().load(str(file))]


def translation_files() -> list[Path]:
    """One for each language."""
    return sorted((resources.folder() / "translations").glob("*.qm"))


class _Messages(logging.Handler):
    """What failed in a slot, and what was logged as an error: a task that failed says so there and nowhere else."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.sentences: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.sentences.append(record.getMessage().splitlines()[0])

    def add(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        """As `sys.excepthook`."""
        self.sentences.append(f"{kind.__name__}: {error}")
