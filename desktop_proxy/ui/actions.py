"""Every action of the tray's menu, which is the window's menu bar as well, in one order.

Texts and check marks change in place, on the same actions, so that an open menu stays open; what is drawn comes from
the core. Only what the menu does itself is done here: everything else opens a page of the window.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QAction, QGuiApplication, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar, QWidget

from desktop_proxy.core import Core
from desktop_proxy.protocol.errors import ApiError
from desktop_proxy.settings import SettingsError
from desktop_proxy.ui.bridge import CoreBridge
from desktop_proxy.ui.client_action import ClientAction
from desktop_proxy.ui.command_line import claude_command
from desktop_proxy.ui.login_action import LoginAction
from desktop_proxy.ui.plain_text import menu_text, one_line
from desktop_proxy.ui.provider_menu import ProviderMenu
from desktop_proxy.ui.radio_menu import RadioMenu
from desktop_proxy.ui.server_actions import ServerActions
from desktop_proxy.ui.theme import Theme
from desktop_proxy.ui.tier_menus import TierMenu

LINE = "─"
ORDER: tuple[str, ...] = (
    *("status", "toggle", LINE),
    *("provider", "opus", "sonnet", "haiku", LINE),
    *("requests", "settings", LINE),
    *("connect", "copy", "last_error", LINE),
    *("login", "quit"),
)
MAX_ERROR_CHARACTERS = 44


class Actions(QObject):
    """Signals: `open_page(name, argument)`; `quit_requested()`; `told(title, text)` of what was done, or could not be,
    and no page shows.
    """

    open_page = Signal(str, object)
    quit_requested = Signal()
    told = Signal(str, str)

    def __init__(self, core: Core, bridge: CoreBridge, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._core, self._bridge = core, bridge
        self._quitting = False
        self._server = ServerActions(core, bridge, self)
        self._server.status_wanted.connect(lambda: self.open_page.emit("overview", None))
        self._provider = ProviderMenu(core, bridge, self._write, self)
        self._submenus: dict[str, RadioMenu] = {
            "provider": self._provider.entries,
            "opus": TierMenu("opus", core, bridge, self._write, self._show_models, self).entries,
            "sonnet": TierMenu("sonnet", core, bridge, self._write, self._show_models, self).entries,
            "haiku": TierMenu("haiku", core, bridge, self._write, self._show_models, self).entries,
        }
        self._client = ClientAction(core, bridge, self)
        self._client.open_page.connect(self.open_page)
        self._client.told.connect(self.told)
        self._login = LoginAction(bridge, self, environ=core.environ)
        self._login.told.connect(self.told)
        self._actions = {name: self._action(text, act, keys) for name, text, act, keys in self._table()}
        self._actions |= {
            "status": self._server.status,
            "toggle": self._server.toggle,
            "connect": self._client.action,
            "login": self._login.action,
        }
        bridge.rows_changed.connect(self._show_error)
        self._show_error()
        QTimer.singleShot(0, self, self._begin)

    def action(self, name: str) -> QAction:
        """One of `ORDER` that is no submenu and no line."""
        return self._actions[name]

    def menu(self, parent: QWidget | None = None) -> QMenu:
        """All of it, for the tray."""
        made = QMenu(parent)
        self._fill(made)
        return made

    def fill_menu_bar(self, bar: QMenuBar, view: QMenu) -> None:
        """All of it beside the window's own menu."""
        made = QMenu(self.tr("&Proxy"), bar)
        self._fill(made)
        bar.addMenu(made)
        bar.addMenu(view)

    def show_quitting(self) -> None:
        """Open requests have some seconds to end, and nothing can be chosen meanwhile."""
        self._quitting = True
        self._server.show_quitting()
        for action in self._actions.values():
            action.setEnabled(False)
        for submenu in self._submenus.values():
            submenu.disable()

    def _table(self) -> tuple[tuple[str, str, Callable[[], object], str], ...]:
        """Name, text, what it does, shortcut."""
        return (
            ("requests", self.tr("Requests…"), lambda: self.open_page.emit("requests", None), ""),
            ("settings", self.tr("Settings…"), lambda: self.open_page.emit("general", None), "Ctrl+,"),
            ("copy", self.tr("Copy command"), self._copy_command, ""),
            ("last_error", "", self._show_last_error, ""),
            ("quit", self.tr("Quit"), self._quit, "Ctrl+Q"),
        )

    def _action(self, text: str, triggered: Callable[[], object], shortcut: str) -> QAction:
        made = QAction(text, self)
        made.triggered.connect(lambda _checked=False: triggered())
        if shortcut:
            made.setShortcut(QKeySequence(shortcut))
            # It acts in the window, and the tray's menu must not promise it everywhere.
            made.setShortcutVisibleInContextMenu(False)
        return made

    def _fill(self, menu: QMenu) -> None:
        for name in ORDER:
            if name == LINE:
                menu.addSeparator()
            elif name in self._submenus:
                menu.addMenu(self._submenus[name].menu(menu))
            else:
                menu.addAction(self._actions[name])
        menu.aboutToShow.connect(self._look)

    def _begin(self) -> None:
        self._bridge.run(self._look_after_the_token(), "first look for the menu")

    async def _look_after_the_token(self) -> None:
        # A locked keyring opens its dialog for the token. Where it stays locked, no other question opens it again.
        with contextlib.suppress(ApiError):
            await self._core.credentials.client_token()
        self._look()

    def _look(self) -> None:
        """What may have changed without a word to us."""
        if not self._quitting:
            self._core.settings.refresh()
            self._provider.look()
            self._client.look()
            self._login.look()

    def _show_error(self) -> None:
        last, error = self._core.notices.last_error, self._actions["last_error"]
        error.setVisible(last is not None)
        if last is not None:
            text = self.tr("Last error: %1").replace("%1", one_line(last.sentence, MAX_ERROR_CHARACTERS))
            error.setText(menu_text(text))

    def _copy_command(self) -> None:
        QGuiApplication.clipboard().setText(claude_command(self._core.environ))

    def _show_last_error(self) -> None:
        if (last := self._core.notices.last_error) is not None:
            self.open_page.emit("requests", {"id": last.id})

    def _show_models(self) -> None:
        self.open_page.emit("models", None)

    def _quit(self) -> None:
        self.show_quitting()
        self.quit_requested.emit()

    def _write(self, changes: Mapping[str, Any]) -> None:
        try:
            self._core.settings.update(changes)
        except SettingsError as error:
            self.told.emit(self.tr("The choice was not kept"), str(error))
