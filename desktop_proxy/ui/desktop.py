"""What is on the screen: tray, window and first-run dialog, and how they lead to each other.

It makes the window when it is first wanted and decides what closing it means. Everything it shows lives elsewhere.
"""

from __future__ import annotations

import logging
from collections.abc import Callable

from PySide6.QtCore import QObject, QSettings
from PySide6.QtGui import QCloseEvent, QIcon
from PySide6.QtWidgets import QMessageBox

from desktop_proxy.core import Core
from desktop_proxy.core.notices import Kind, Notice
from desktop_proxy.settings import SettingsError
from desktop_proxy.ui.actions import Actions
from desktop_proxy.ui.bridge import CoreBridge
from desktop_proxy.ui.first_run import FirstRunDialog
from desktop_proxy.ui.main_window import MainWindow
from desktop_proxy.ui.notifications import Notifications
from desktop_proxy.ui.pages import PAGES
from desktop_proxy.ui.theme import Theme
from desktop_proxy.ui.tray import Tray

FIRST_RUN = "first_run"
WINDOW_FILE = "window.ini"
_TONES: dict[Kind, str] = {"stopped": "error", "key_refused": "warning", "model_retired": "warning"}
"""Of a notice that the window tells."""
logger = logging.getLogger(__name__)


class Desktop(QObject):
    """One for the app; `quit_app` asks for the end."""

    def __init__(
        self, core: Core, bridge: CoreBridge, theme: Theme, tray: Tray, quit_app: Callable[[], object]
    ) -> None:
        super().__init__()
        self._core, self._bridge, self._theme, self._tray, self._quit = core, bridge, theme, tray, quit_app
        self._window: MainWindow | None = None
        self._first_run: FirstRunDialog | None = None
        self._geometry = QSettings(str(core.paths.config_dir / WINDOW_FILE), QSettings.Format.IniFormat)
        self.actions = Actions(core, bridge, theme, self)
        self.actions.open_page.connect(self.show_page)
        self.actions.quit_requested.connect(quit_app)
        self.actions.told.connect(tray.notify)
        self._notifications = Notifications(core, tray, self)
        self._notifications.open_page.connect(self.show_page)
        tray.attach(core, bridge, self.actions.menu())
        tray.activated.connect(self.show_window)
        tray.untold.connect(self._tell_in_window)
        tray.available_changed.connect(self._tray_changed)
        bridge.settings_changed.connect(self._settings_changed)

    @property
    def window(self) -> MainWindow:
        """Made when it is first wanted."""
        if self._window is None:
            window = MainWindow(self._core, self._bridge, self._theme, PAGES, self._geometry)
            window.page_wanted.connect(self.show_page)
            window.closing.connect(self._closing)
            self.actions.fill_menu_bar(window.menuBar(), window.view_menu)
            self._window = window
        return self._window

    def begin(self, *, background: bool) -> None:
        """After the start: the first steps for who is new, the window where there is no tray."""
        if not self._core.settings.current.app.first_run_done and not background:
            self.show_window()
            self.show_first_run()
        elif not self._tray.available and not background:
            self.show_window()

    def show_window(self) -> None:
        """In front, at the page it was at."""
        self.window.bring_up()

    def show_page(self, name: str, argument: object = None) -> None:
        """A page of the window, or the first steps."""
        self.show_window()
        if name == FIRST_RUN:
            self.show_first_run()
        else:
            self.window.show_page(name, argument)

    def show_first_run(self) -> None:
        """The first steps over the window; one dialog at a time."""
        if self._first_run is None:
            self._first_run = FirstRunDialog(self._core, self._bridge, self._theme, self.window)
            self._first_run.finished.connect(self._first_run_finished)
            self._first_run.navigate.connect(self.show_page)
            self._first_run.open()
            self._first_run.start()
        self._first_run.raise_()

    def show_stopping(self) -> None:
        """Open requests have some seconds to end; nothing can be done meanwhile."""
        self.actions.show_quitting()
        if self._window is not None:
            self._window.remember()
            self._window.hide()

    def close(self) -> None:
        """Take everything from the screen."""
        if self._window is not None:
            self._window.deleteLater()
        self._tray.hide()

    def _first_run_finished(self) -> None:
        if self._first_run is not None:
            self._first_run.deleteLater()
            self._first_run = None

    def _tell_in_window(self, title: str, text: str, subject: object) -> None:
        """Without a tray the window says it, and leads where a click on the notification would have led."""
        kind = subject.kind if isinstance(subject, Notice) else None
        captions = {"key_refused": self.tr("Set key"), "model_retired": self.tr("Choose a model")}
        caption = captions.get(kind or "", self.tr("Show"))
        more = [(caption, lambda: self._tray.message_clicked.emit(subject))] if subject is not None else []
        self.window.tell(title, text, *more, tone=_TONES[kind] if kind else "info")

    def _tray_changed(self, available: bool) -> None:
        if not available and (self._window is None or not self._window.isVisible()):
            self.show_window()

    def _settings_changed(self, old: object, new: object) -> None:
        self._theme.set_appearance(self._core.settings.current.app.appearance)

    def _closing(self, event: QCloseEvent) -> None:
        """With a tray the program goes on in it. Without one the user decides, once."""
        if self._tray.available:
            return
        choice = self._core.settings.current.app.when_closed
        if choice == "quit":
            self._quit()
        elif choice == "ask":
            event.ignore()
            self._ask_what_closing_means()

    def _ask_what_closing_means(self) -> None:
        box = QMessageBox(self.window)
        box.setWindowTitle(self.tr("Close the window"))
        box.setText(self.tr("Keep the proxy running in the background?"))
        box.setInformativeText(
            self.tr("There is no tray on this desktop. Starting Desktop Proxy again brings the window back.")
        )
        keep = box.addButton(self.tr("Keep running"), QMessageBox.ButtonRole.AcceptRole)
        leave = box.addButton(self.tr("Quit"), QMessageBox.ButtonRole.DestructiveRole)
        # As all other buttons here, it is a word alone.
        box.addButton(QMessageBox.StandardButton.Cancel).setIcon(QIcon())
        box.setDefaultButton(keep)

        def decided() -> None:
            clicked = box.clickedButton()
            box.deleteLater()
            if clicked is keep:
                self._keep_in_mind("background")
                self.window.hide()
            elif clicked is leave:
                self._keep_in_mind("quit")
                self._quit()

        box.finished.connect(lambda _result: decided())
        box.open()

    def _keep_in_mind(self, choice: str) -> None:
        """Where it cannot be stored it holds all the same, this once."""
        try:
            self._core.settings.update({"app.when_closed": choice})
        except SettingsError as error:
            logger.warning("%s", error)
