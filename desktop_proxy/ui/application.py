"""The tray run mode: QApplication, the shared loop, and an orderly start and end.

The icon is shown before anything slow is imported. Quitting is an event that `_main` waits for; nobody calls
`QApplication.quit`, which would end the loop before the core is closed.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import signal
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import qasync
from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from desktop_proxy.paths import Paths
from desktop_proxy.ui import resources
from desktop_proxy.ui.bindings import import_plainly
from desktop_proxy.ui.single_instance import SingleInstance
from desktop_proxy.ui.theme import Theme
from desktop_proxy.ui.tray import Tray

if TYPE_CHECKING:
    from desktop_proxy.core import Core

_QT_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.DEBUG,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}
_HARMLESS = ("propagateSizeHints", "systemTrayWindowChanged", "QFont::fromString", "XDG_RUNTIME_DIR not set")

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Start:
    """How the app was started."""

    paths: Paths
    open_core: Callable[[], Core]
    """Called once the icon is visible: it imports what takes long."""
    background: bool = False
    """Open no window; set by the start at login."""


def run(start: Start) -> int:
    """The whole life of the app; returns the exit code. A second start raises the first one's window and returns 0."""
    import_plainly()
    qInstallMessageHandler(_report_qt)
    app = _application()
    with contextlib.suppress(OSError):
        start.paths.ensure()
    instance = SingleInstance(start.paths.data_dir)
    if not instance.acquire():
        return 0
    theme = Theme(app)
    tray = Tray(theme)
    tray.show()
    app.processEvents()
    try:
        with asyncio.Runner(loop_factory=lambda: qasync.QEventLoop(app)) as runner:
            return runner.run(_main(app, instance, theme, tray, start))
    except RuntimeError as error:
        # The system ended Qt's loop (the user logs out): the runner has closed the core all the same.
        if "Event loop stopped" not in str(error):
            raise
        return 0
    finally:
        instance.release()


async def _main(app: QApplication, instance: SingleInstance, theme: Theme, tray: Tray, start: Start) -> int:
    from desktop_proxy.ui import translation
    from desktop_proxy.ui.bridge import CoreBridge
    from desktop_proxy.ui.desktop import Desktop

    stop = asyncio.Event()
    core = start.open_core()
    look = core.settings.current.app
    translation.install(app, look.language)
    theme.set_appearance(look.appearance)
    bridge = CoreBridge(core)
    desktop = Desktop(core, bridge, theme, tray, stop.set)
    instance.show_requested.connect(desktop.show_window)
    app.aboutToQuit.connect(core.flush_now)
    _stop_on_signals(stop)
    try:
        await core.start(listen=look.start_proxy)
        desktop.begin(background=start.background)
        await stop.wait()
    finally:
        app.aboutToQuit.disconnect(core.flush_now)
        # Who starts it again while open requests still end gets a new one, and not silence.
        instance.release()
        desktop.show_stopping()
        await core.close()
        desktop.close()
        bridge.close()
    return 0


def _application() -> QApplication:
    app = QApplication(["desktop-proxy"])
    app.setApplicationName("desktop-proxy")
    app.setApplicationDisplayName("Desktop Proxy")
    app.setDesktopFileName("desktop-proxy")
    # Drawn when a window is first shown, so it costs the tray's start nothing.
    app.setWindowIcon(QIcon(str(resources.app_icon_file())))
    app.setQuitOnLastWindowClosed(False)
    return app


def _stop_on_signals(stop: asyncio.Event) -> None:
    """The first SIGINT or SIGTERM ends in order, a second one at once."""
    loop = asyncio.get_running_loop()
    numbers = (signal.SIGINT, signal.SIGTERM)

    def first() -> None:
        stop.set()
        for number in numbers:
            loop.remove_signal_handler(number)

    for number in numbers:
        try:
            loop.add_signal_handler(number, first)
        except NotImplementedError:
            signal.signal(number, lambda *_: loop.call_soon_threadsafe(stop.set))


def _report_qt(kind: QtMsgType, _context: QMessageLogContext, message: str) -> None:
    """Qt's own messages go where all messages go, through the redactor."""
    level = logging.DEBUG if any(word in message for word in _HARMLESS) else _QT_LEVELS.get(kind, logging.WARNING)
    logging.getLogger("desktop_proxy.qt").log(level, "%s", message)
