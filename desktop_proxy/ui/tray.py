"""The icon in the tray: shown before the core is imported, filled by it later, made anew for a host that comes late.

It draws what the core says and asks for the window; the menu's actions are `actions.py`, the pictures `tray_icon.py`.
"""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QMenu, QSystemTrayIcon

from desktop_proxy.ui import tray_icon
from desktop_proxy.ui.plain_text import one_line, without_markup
from desktop_proxy.ui.theme import Theme
from desktop_proxy.ui.tray_host import TrayHosts
from desktop_proxy.ui.tray_panel import panel_is_dark

if TYPE_CHECKING:
    from desktop_proxy.core import Core
    from desktop_proxy.server.runner import State
    from desktop_proxy.ui.bridge import CoreBridge

FRAME_MS = 200
MESSAGE_MS = 10_000
MAX_TITLE_CHARACTERS = 80
MAX_TEXT_CHARACTERS = 240

# By name, because importing the types would import the server.
_ICONS: dict[str, tray_icon.State] = {
    "Stopped": "stopped",
    "Starting": "starting",
    "Running": "running",
    "Failed": "error",
}
_Reason = QSystemTrayIcon.ActivationReason
_ACTIVATING = {
    "win32": (_Reason.Trigger, _Reason.DoubleClick),
    # There a click opens the menu.
    "darwin": (),
}
_ACTIVATING_ELSEWHERE = (_Reason.Trigger, _Reason.DoubleClick)


class Tray(QObject):
    """Signals: `activated()` when the user asks for the window, `message_clicked(subject)` for the newest notification,
    `available_changed(bool)`, `untold(title, text, subject)` of a notification for which there is no tray.
    """

    activated = Signal()
    message_clicked = Signal(object)
    available_changed = Signal(bool)
    untold = Signal(str, str, object)

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._core: Core | None = None
        self._bridge: CoreBridge | None = None
        self._state: tray_icon.State = "starting"
        self._frame = tray_icon.AT_REST
        self._shown = False
        self._subject: object = None
        self._tooltip = self.tr("Desktop Proxy is starting")
        self._pictures: dict[tuple[object, ...], QIcon] = {}
        self._entries = QMenu()
        self._entries.addAction(self._tooltip).setEnabled(False)
        self._menu = QMenu()
        self._hosts = TrayHosts(self)
        self._hosts.available_changed.connect(self.available_changed)
        self._hosts.icon_needed.connect(self._make_icon)
        self._breath = QTimer(self, interval=FRAME_MS)
        self._breath.timeout.connect(self._breathe)
        self._icon: QSystemTrayIcon | None = None
        self._make_icon()
        theme.changed.connect(self._draw)

    @property
    def available(self) -> bool:
        """Whether there is a tray that shows the icon; nothing else says so reliably."""
        return self._hosts.available

    def show(self) -> None:
        """Show the icon, now or as soon as there is a tray."""
        self._shown = True
        if self._icon is not None:
            self._icon.show()

    def hide(self) -> None:
        """At the end."""
        self._shown = False
        self._breath.stop()
        if self._icon is not None:
            self._icon.hide()

    def attach(self, core: Core, bridge: CoreBridge, menu: QMenu) -> None:
        """Show that core from now on; the entries of `menu` are the icon's menu."""
        from desktop_proxy.ui.tray_tooltip import TrayTooltip

        self._core, self._bridge, self._entries = core, bridge, menu
        self._fill_menu()
        bridge.state_changed.connect(self._state_changed)
        bridge.settings_changed.connect(self._draw)
        bridge.in_flight_changed.connect(self._in_flight_changed)
        tooltip = TrayTooltip(core, bridge, self)
        tooltip.changed.connect(self._tooltip_changed)
        self._tooltip_changed(tooltip.text)
        if self._will_start(core):
            self._draw()
        else:
            self._state_changed(core.server.state)

    def notify(self, title: str, text: str, subject: object = None) -> None:
        """A notification in plain text. A click on it sends `message_clicked(subject)`."""
        if self._icon is None or not self.available:
            self.untold.emit(title, text, subject)
            return
        self._subject = subject
        self._icon.showMessage(
            without_markup(one_line(title, MAX_TITLE_CHARACTERS)),
            without_markup(one_line(text, MAX_TEXT_CHARACTERS)),
            QSystemTrayIcon.MessageIcon.Information,
            MESSAGE_MS,
        )

    def _make_icon(self) -> None:
        former, self._icon = self._icon, QSystemTrayIcon(self)
        self._menu = QMenu()
        self._menu.aboutToShow.connect(self._opening)
        self._fill_menu()
        self._icon.setContextMenu(self._menu)
        self._icon.activated.connect(self._activated)
        self._icon.messageClicked.connect(self._clicked)
        self._icon.setToolTip(self._tooltip)
        self._draw()
        if self._shown:
            self._icon.show()
        if former is not None:
            former.hide()
            former.deleteLater()

    def _fill_menu(self) -> None:
        # A menu of its own for each icon: Qt ties a menu to the first host it was shown by.
        self._menu.clear()
        self._menu.addActions(self._entries.actions())

    @staticmethod
    def _will_start(core: Core) -> bool:
        return type(core.server.state).__name__ == "Stopped" and core.settings.current.app.start_proxy

    def _activated(self, reason: QSystemTrayIcon.ActivationReason) -> None:
        if reason in _ACTIVATING.get(sys.platform, _ACTIVATING_ELSEWHERE):
            self.activated.emit()

    def _opening(self) -> None:
        self._entries.aboutToShow.emit()

    def _clicked(self) -> None:
        self.message_clicked.emit(self._subject)

    def _state_changed(self, state: State) -> None:
        self._state = _ICONS[type(state).__name__]
        self._draw()

    def _tooltip_changed(self, text: str) -> None:
        self._tooltip = text
        if self._icon is not None:
            self._icon.setToolTip(text)

    def _in_flight_changed(self, count: int) -> None:
        if not count:
            self._breath.stop()
            self._frame = tray_icon.AT_REST
        elif not self._wants_motion():
            self._frame = tray_icon.STILL
        elif not self._breath.isActive():
            self._breath.start()
        self._draw()

    def _breathe(self) -> None:
        self._frame += 1
        self._draw()

    def _wants_motion(self) -> bool:
        return self._theme.motion

    def _draw(self) -> None:
        if self._icon is None:
            return
        dark = panel_is_dark(self._theme.dark, os.environ)
        open_to_all = self._core is not None and not self._core.settings.current.server.require_token
        key = (self._state, self._frame % tray_icon.FRAMES, dark, open_to_all)
        if key not in self._pictures:
            self._pictures[key] = tray_icon.icon(self._state, self._frame, dark=dark, open_to_all=open_to_all)
        self._icon.setIcon(self._pictures[key])
