"""Who shows tray icons on this desktop, and when that changes: a panel may start after the program, or again.

Qt decides once for each icon, as it is made, whether it goes to a StatusNotifier host by D-Bus or into an XEmbed tray;
an icon made before the host is never seen by it. So this tells when a new one is needed. Windows and macOS always
have a tray.
"""

from __future__ import annotations

import sys

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QSystemTrayIcon

WATCHER = "org.kde.StatusNotifierWatcher"
SETTLE_MS = 300
"""A host registers its name before it can take icons."""
LOOK_MS = 2000
"""Qt does not say when an XEmbed tray comes or goes."""
MAY_BE_MISSING = sys.platform not in ("win32", "darwin")


class TrayHosts(QObject):
    """`available` is whether an icon can be seen. Signals: `available_changed(bool)`, and `icon_needed()` when the icon
    that there is would not be shown.
    """

    available_changed = Signal(bool)
    icon_needed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.available = QSystemTrayIcon.isSystemTrayAvailable()
        self._notifier = False
        self._settle = QTimer(self, interval=SETTLE_MS, singleShot=True)
        self._settle.timeout.connect(self._settled)
        self._looking = QTimer(self, interval=LOOK_MS)
        self._looking.timeout.connect(self._look)
        if MAY_BE_MISSING:
            self._watch_session_bus()
            self._look_while_it_may_change()

    def _watch_session_bus(self) -> None:
        try:
            from PySide6.QtDBus import QDBusConnection, QDBusServiceWatcher
        except ImportError:
            return
        bus = QDBusConnection.sessionBus()
        if not bus.isConnected():
            return
        self._notifier = bool(bus.interface().isServiceRegistered(WATCHER).value())
        self._watcher = QDBusServiceWatcher(WATCHER, bus, QDBusServiceWatcher.WatchModeFlag.WatchForOwnerChange, self)
        self._watcher.serviceOwnerChanged.connect(self._owner_changed)

    def _owner_changed(self, _name: str, _old: str, new: str) -> None:
        self._notifier = bool(new)
        self._settle.start()

    def _settled(self) -> None:
        self.icon_needed.emit()
        self._look()

    def _look(self) -> None:
        available = self._notifier or QSystemTrayIcon.isSystemTrayAvailable()
        if available != self.available:
            self.available = available
            self.available_changed.emit(available)
        self._look_while_it_may_change()

    def _look_while_it_may_change(self) -> None:
        """A StatusNotifier host says itself when it goes, and asking Qt then costs 10 ms; Wayland has no other kind."""
        if self._notifier or QGuiApplication.platformName().startswith("wayland"):
            self._looking.stop()
        elif not self._looking.isActive():
            self._looking.start()
