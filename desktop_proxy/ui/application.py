"""The tray run mode up to the visible icon: nothing slow is imported before that, not even a loop."""

from __future__ import annotations

import contextlib
import logging

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from desktop_proxy.ui import resources
from desktop_proxy.ui.bindings import import_plainly
from desktop_proxy.ui.single_instance import SingleInstance
from desktop_proxy.ui.start import Start
from desktop_proxy.ui.theme import Theme
from desktop_proxy.ui.tray import Tray

_QT_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.DEBUG,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}
_HARMLESS = ("propagateSizeHints", "systemTrayWindowChanged", "QFont::fromString", "XDG_RUNTIME_DIR not set")


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
    from desktop_proxy.ui import lifetime

    return lifetime.run(app, instance, theme, tray, start)


def _application() -> QApplication:
    app = QApplication(["desktop-proxy"])
    app.setApplicationName("desktop-proxy")
    app.setApplicationDisplayName("Desktop Proxy")
    app.setDesktopFileName("desktop-proxy")
    # Drawn when a window is first shown, so it costs the tray's start nothing.
    app.setWindowIcon(QIcon(str(resources.app_icon_file())))
    app.setQuitOnLastWindowClosed(False)
    return app


def _report_qt(kind: QtMsgType, _context: QMessageLogContext, message: str) -> None:
    """Qt's own messages go where all messages go, through the redactor."""
    level = logging.DEBUG if any(word in message for word in _HARMLESS) else _QT_LEVELS.get(kind, logging.WARNING)
    logging.getLogger("desktop_proxy.qt").log(level, "%s", message)
