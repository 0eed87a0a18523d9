"""The window: pages made when they are first shown, the keyboard's way to them, and what is remembered."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, QSettings, QSize, Qt
from PySide6.QtGui import QAccessible, QCloseEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop_proxy.core import Core
from desktop_proxy.ui import tokens
from desktop_proxy.ui.bridge import CoreBridge
from desktop_proxy.ui.main_window import MainWindow
from desktop_proxy.ui.theme import Theme
from desktop_proxy.ui.widgets.labels import label
from desktop_proxy.ui.widgets.page import Page

Open = Callable[[], MainWindow]


class First(Page):
    name, icon = "first", "overview"

    def __init__(self, core: Core, bridge: CoreBridge, theme: Theme) -> None:
        super().__init__(core, bridge, theme)
        self.opened_with: list[object] = []

    @classmethod
    def title(cls) -> str:
        return cls.__name__

    def open_with(self, argument: object) -> None:
        self.opened_with.append(argument)


class Second(First):
    name, icon = "second", "requests"


class Wide(First):
    """Wants more room than the smallest window has."""

    name, icon = "wide", "models"

    def __init__(self, core: Core, bridge: CoreBridge, theme: Theme) -> None:
        super().__init__(core, bridge, theme)
        self.body.addWidget(label("wide " * 400, wrap=False))


KINDS = (First, Second, Wide)


@pytest.fixture
def settings_file(tmp_path: Path) -> Path:
    return tmp_path / "window.ini"


@pytest.fixture
def open_window(core: Core, bridge: CoreBridge, theme: Theme, qtbot: QtBot, settings_file: Path) -> Open:
    """A window as the program opens it: with what the last one left behind."""

    def made() -> MainWindow:
        remembered = QSettings(str(settings_file), QSettings.Format.IniFormat)
        window = MainWindow(core, bridge, theme, KINDS, remembered)
        qtbot.addWidget(window)
        return window

    return made


@pytest.fixture
def window(open_window: Open) -> MainWindow:
    made = open_window()
    made.bring_up()
    QApplication.processEvents()
    return made


def pages_of(window: MainWindow) -> list[str]:
    """Those that were made."""
    made = (window.stack.widget(place) for place in range(window.stack.count()))
    return [page.name for page in made if isinstance(page, Page)]


def name_of_page(window: MainWindow) -> str:
    assert window.page is not None
    return window.page.name


def press(window: MainWindow, keys: str) -> None:
    QTest.keySequence(window, QKeySequence(keys))


def test_pages_are_made_when_they_are_first_shown_and_kept(window: MainWindow) -> None:
    assert pages_of(window) == ["first"]
    first = window.page
    window.show_page("second")
    assert pages_of(window) == ["first", "second"]
    window.show_page("first")
    assert window.page is first
    assert pages_of(window) == ["first", "second"]


def test_the_list_at_the_left_has_every_page_with_its_title(window: MainWindow) -> None:
    rows = [window.sidebar.item(row) for row in range(window.sidebar.count())]
    assert [row.text() for row in rows] == ["First", "Second", "Wide"]
    assert not any(row.icon().isNull() for row in rows)
    assert window.sidebar.width() == tokens.SIDEBAR_WIDTH
    assert QAccessible.queryAccessibleInterface(window.sidebar).text(QAccessible.Text.Name) == "Pages"


def test_a_click_and_the_arrow_keys_choose_a_page(window: MainWindow) -> None:
    second = window.sidebar.visualItemRect(window.sidebar.item(1)).center()
    QTest.mouseClick(window.sidebar.viewport(), Qt.MouseButton.LeftButton, pos=second)
    assert name_of_page(window) == "second"
    QTest.keyClick(window.sidebar, Qt.Key.Key_Up)
    assert name_of_page(window) == "first"


def test_ctrl_and_a_number_choose_a_page_wherever_the_focus_is(window: MainWindow) -> None:
    for number, name in ((2, "second"), (3, "wide"), (1, "first")):
        press(window, f"Ctrl+{number}")
        assert name_of_page(window) == name
    press(window, "Ctrl+9")
    assert name_of_page(window) == "first"


def test_with_the_menu_in_its_bar_the_shortcuts_work_once(window: MainWindow) -> None:
    window.menuBar().addMenu(window.view_menu)
    closings: list[QCloseEvent] = []
    window.closing.connect(closings.append)
    press(window, "Ctrl+2")
    assert name_of_page(window) == "second"
    press(window, "Ctrl+W")
    assert len(closings) == 1


def test_the_menu_lists_pages_and_shortcuts(window: MainWindow) -> None:
    listed = [(act.text(), act.shortcut().toString()) for act in window.view_menu.actions() if not act.isSeparator()]
    assert listed == [("First", "Ctrl+1"), ("Second", "Ctrl+2"), ("Wide", "Ctrl+3"), ("Close window", "Ctrl+W")]


def test_ctrl_w_closes(window: MainWindow) -> None:
    press(window, "Ctrl+W")
    assert not window.isVisible()


def test_who_listens_may_keep_it_open(window: MainWindow) -> None:
    window.closing.connect(lambda event: event.ignore())
    press(window, "Ctrl+W")
    assert window.isVisible()


def test_it_is_never_smaller_than_its_smallest_size_whatever_a_page_wants(window: MainWindow) -> None:
    window.show_page("wide")
    window.resize(100, 100)
    QApplication.processEvents()
    assert window.size() == QSize(*tokens.WINDOW_MIN_SIZE)


def test_it_begins_in_its_usual_size_at_the_first_page(window: MainWindow) -> None:
    assert window.size() == QSize(*tokens.WINDOW_SIZE)
    assert name_of_page(window) == "first"


def test_it_begins_where_a_dialog_over_it_is_on_the_screen_too(window: MainWindow) -> None:
    screen = window.screen().availableGeometry()
    room = screen.size() - window.size()
    assert window.pos() == QPoint(max(0, room.width() // 2), max(0, room.height() // 2))


def test_size_place_and_page_are_remembered(window: MainWindow, open_window: Open) -> None:
    window.setGeometry(QRect(20, 30, 777, 555))
    window.show_page("second")
    window.close()
    again = open_window()
    assert (again.size(), name_of_page(again)) == (QSize(777, 555), "second")
    assert pages_of(again) == ["second"]


@pytest.mark.parametrize(
    "left_behind",
    [
        "[window]\ngeometry=nonsense\npage=no-such-page\n",
        "[window]\ngeometry=@ByteArray(\\x1\\xd9)\npage=\n",
        "[window]\ngeometry=7, 8\npage=1, 2\n",
        "\x00\xff not an ini file",
    ],
)
def test_nonsense_left_behind_is_no_reason_to_stay_closed(
    left_behind: str, settings_file: Path, open_window: Open
) -> None:
    settings_file.write_text(left_behind, "utf-8")
    window = open_window()
    assert window.size() == QSize(*tokens.WINDOW_SIZE)
    assert name_of_page(window) == "first"


def test_a_page_that_leads_elsewhere_is_forwarded(window: MainWindow, qtbot: QtBot) -> None:
    assert window.page is not None
    with qtbot.waitSignal(window.page_wanted) as wanted:
        window.page.navigate.emit("second", {"filter": "status:error"})
    assert wanted.args == ["second", {"filter": "status:error"}]


def test_an_argument_is_handed_to_the_page_that_is_shown(window: MainWindow) -> None:
    window.show_page("second", "req_1")
    window.show_page("second")
    window.show_page("second", "req_2")
    assert isinstance(window.page, Second)
    assert window.page.opened_with == ["req_1", "req_2"]


def test_an_unknown_page_changes_nothing(window: MainWindow) -> None:
    window.show_page("no-such-page", "argument")
    assert name_of_page(window) == "first"
    assert isinstance(window.page, First) and window.page.opened_with == []


def test_a_minimised_window_is_brought_up(window: MainWindow) -> None:
    window.showMinimized()
    window.bring_up()
    assert not window.isMinimized() and window.isVisible()


def test_its_icons_follow_the_appearance(window: MainWindow, theme: Theme) -> None:
    before = window.sidebar.item(0).icon().cacheKey()
    theme.set_appearance("dark")
    assert window.sidebar.item(0).icon().cacheKey() != before


def test_a_row_of_the_list_has_its_height_and_shows_its_whole_title(window: MainWindow) -> None:
    row = window.sidebar.visualItemRect(window.sidebar.item(0))
    assert row.height() == tokens.SIDEBAR_ITEM_HEIGHT + 2
    assert window.sidebar.horizontalScrollBar().maximum() == 0
