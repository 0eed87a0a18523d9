"""The one window: a list of pages at the left, the chosen page at the right, and a menu bar with every action.

Pages are made when they are first shown, so that the window opens at once.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QByteArray, QSettings, QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QMainWindow,
    QMenu,
    QStackedWidget,
    QStyle,
    QVBoxLayout,
    QWidget,
)

from desktop_proxy.core import Core
from desktop_proxy.ui import tokens
from desktop_proxy.ui.bridge import CoreBridge
from desktop_proxy.ui.theme import Theme
from desktop_proxy.ui.widgets.message import Message
from desktop_proxy.ui.widgets.page import Page


class MainWindow(QMainWindow):
    """Signals: `closing(QCloseEvent)` before it closes; who listens may refuse by ignoring the event.
    `page_wanted(name, argument)` when a page leads to another one, or to a dialog.
    """

    closing = Signal(object)
    page_wanted = Signal(str, object)

    def __init__(
        self, core: Core, bridge: CoreBridge, theme: Theme, pages: Sequence[type[Page]], geometry: QSettings
    ) -> None:
        super().__init__()
        self._core, self._bridge, self._theme, self._kinds, self._geometry = core, bridge, theme, pages, geometry
        self._pages: dict[str, Page] = {}
        self.setWindowTitle("Desktop Proxy")
        self.menuBar().setAccessibleName(self.windowTitle())
        self.setMinimumSize(*tokens.WINDOW_MIN_SIZE)
        self.sidebar = QListWidget(self)
        self.sidebar.setObjectName("sidebar")
        self.sidebar.setAccessibleName(self.tr("Pages"))
        self.sidebar.setFixedWidth(tokens.SIDEBAR_WIDTH)
        self.sidebar.setIconSize(QSize(tokens.ICON_SIZE, tokens.ICON_SIZE))
        self.sidebar.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.stack = QStackedWidget(self)
        central = QWidget(self)
        row = QHBoxLayout(central)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.sidebar)
        line = QFrame(central)
        line.setObjectName("sidebar-line")
        line.setFixedWidth(1)
        row.addWidget(line)
        self.said = Message(theme, central)
        self.said.setObjectName("said")
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addWidget(self.said)
        column.addWidget(self.stack, 1)
        row.addLayout(column, 1)
        self.setCentralWidget(central)
        self.view_menu = QMenu(self.tr("&View"), self)
        self._fill_sidebar()
        self.sidebar.currentRowChanged.connect(self._chosen)
        theme.changed.connect(self._tint)
        self._restore()

    @property
    def page(self) -> Page | None:
        """The one that is shown."""
        shown = self.stack.currentWidget()
        return shown if isinstance(shown, Page) else None

    def show_page(self, name: str, argument: object = None) -> None:
        """Show the page of that name; `argument` is handed to it."""
        for row, kind in enumerate(self._kinds):
            if kind.name == name:
                self.sidebar.setCurrentRow(row)
                if argument is not None and self.page is not None:
                    self.page.open_with(argument)

    def tell(self, title: str, text: str, *actions: tuple[str, Callable[[], object]], tone: str = "info") -> None:
        """What a tray would have said in a notification, above the page until it is put away."""
        self.said.show_message(tone, f"{title}. {text}", *actions, (self.tr("Close"), self.said.clear))

    def bring_up(self) -> None:
        """Show the window in front, whatever state it is in."""
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Remember where it was; the listener decides whether it closes."""
        self.remember()
        self.closing.emit(event)

    def remember(self) -> None:
        """Keep geometry and page for the next start."""
        self._geometry.setValue("window/geometry", self.saveGeometry())
        if self.page is not None:
            self._geometry.setValue("window/page", self.page.name)
        self._geometry.sync()

    def _fill_sidebar(self) -> None:
        for number, kind in enumerate(self._kinds, 1):
            title = kind.title()
            item = QListWidgetItem(self._theme.icon(kind.icon, "secondary"), title)
            item.setSizeHint(QSize(0, tokens.SIDEBAR_ITEM_HEIGHT + 2))
            self.sidebar.addItem(item)
            self._act(title, f"Ctrl+{number}", partial(self.show_page, kind.name))
        self.view_menu.addSeparator()
        self._act(self.tr("Close window"), "Ctrl+W", self.close)

    def _act(self, text: str, shortcut: str, triggered: Callable[[], object]) -> None:
        action = self.view_menu.addAction(text)
        action.setShortcut(QKeySequence(shortcut))
        action.triggered.connect(lambda _checked=False: triggered())
        # The shortcut is to work in the whole window, whether or not the menu is in its menu bar.
        self.addAction(action)

    def _chosen(self, row: int) -> None:
        if row < 0:
            return
        kind = self._kinds[row]
        if kind.name not in self._pages:
            page = kind(self._core, self._bridge, self._theme)
            page.navigate.connect(self.page_wanted)
            self._pages[kind.name] = page
            self.stack.addWidget(page)
        self.stack.setCurrentWidget(self._pages[kind.name])

    def _tint(self) -> None:
        for row, kind in enumerate(self._kinds):
            self.sidebar.item(row).setIcon(self._theme.icon(kind.icon, "secondary"))

    def _restore(self) -> None:
        self._centre()
        geometry = self._geometry.value("window/geometry")
        # Whatever else stands in the file is no reason to stay closed.
        if isinstance(geometry, QByteArray):
            self.restoreGeometry(geometry)
        names = [kind.name for kind in self._kinds]
        remembered = str(self._geometry.value("window/page", ""))
        if names:
            self.sidebar.setCurrentRow(names.index(remembered) if remembered in names else 0)

    def _centre(self) -> None:
        """Known before it is shown, so that a dialog that opens together with it is placed over it."""
        self.resize(*tokens.WINDOW_SIZE)
        free = self.screen().availableGeometry()
        place = QStyle.alignedRect(Qt.LayoutDirection.LeftToRight, Qt.AlignmentFlag.AlignCenter, self.size(), free)
        self.move(max(place.left(), free.left()), max(place.top(), free.top()))
