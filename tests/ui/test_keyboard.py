"""Every page by the keyboard alone: the Tab key reaches everything in reading order, both ways, and is never caught."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from itertools import pairwise
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from desktop_proxy.core import Core
from desktop_proxy.request_log import RequestRow
from desktop_proxy.ui.bridge import CoreBridge
from desktop_proxy.ui.main_window import MainWindow
from desktop_proxy.ui.pages import PAGES
from desktop_proxy.ui.pages.clients import ClientsPage
from desktop_proxy.ui.pages.general import GeneralPage
from desktop_proxy.ui.pages.models import ModelsPage
from desktop_proxy.ui.pages.requests import RequestsPage
from desktop_proxy.ui.theme import Theme
from desktop_proxy.ui.widgets.disclosure import Disclosure
from tests.fakes import eventually

EVERY_PAGE = pytest.mark.parametrize("name", [kind.name for kind in PAGES])
DIALOGS = (
    ("overview", "Check everything"),
    ("requests", "Delete all…"),
    ("providers", "Add provider…"),
    ("providers", "Paste a key…"),
)
"""By their page and what opens them."""
POLL_S = 0.05
CALM_POLLS = 4
MOST_STOPS = 120


@pytest.fixture
async def window(
    core: Core, bridge: CoreBridge, theme: Theme, qtbot: QtBot, tmp_path: Path
) -> AsyncIterator[MainWindow]:
    """In which every page has something to show."""
    core.settings.update(
        {
            "providers.team": {"base_url": "http://127.0.0.1:9/v1", "models": ["coder", "small"]},
            "routing.rules": [{"pattern": "a*", "target": "team/coder"}, {"pattern": "b*", "target": "team/small"}],
            "routing.preferred_provider": "team",
        }
    )
    await core.start()
    made = MainWindow(core, bridge, theme, PAGES, QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat))
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    await eventually(made.isActiveWindow)
    for number in range(3):
        core.request_log.begin(RequestRow(f"req_{number}", 1_700_000_000 + number, asked="claude-sonnet-5"))
        core.request_log.finish(f"req_{number}", state="error", error="The key was refused.", status=401)
    yield made
    await core.close()


async def open_page(window: MainWindow, name: str) -> None:
    """That page with everything of it unfolded, once it has come to rest."""
    window.show_page(name)
    page = window.page
    assert page is not None
    for folded in page.findChildren(Disclosure):
        folded.open_up()
    if isinstance(page, RequestsPage):
        await eventually(lambda: page.model.rowCount() == 3)
        page.table.select("req_1")
        page.table.opened.emit()
    if isinstance(page, ClientsPage):
        await eventually(lambda: page.claude.connect_button.isVisible())
        page.claude.show_change()
        await eventually(lambda: page.claude.panel.ready)
    if isinstance(page, GeneralPage):
        await eventually(lambda: page.token.rotate.isEnabled())
        page.token.rotate.click()
    if isinstance(page, ModelsPage):
        page.rules.rows.add_button.click()
    await come_to_rest(window)
    assert window.isActiveWindow(), "something else opened a window for a moment"


async def come_to_rest(window: QWidget) -> None:
    """Until what can be reached stays the same."""
    calm, before = 0, stops(window)
    for _ in range(100):
        await asyncio.sleep(POLL_S)
        calm, before = (calm + 1 if stops(window) == before else 0), stops(window)
        if calm >= CALM_POLLS:
            return
    raise AssertionError("it does not come to rest")


def stops(window: QWidget) -> set[QWidget]:
    """Everything the Tab key has to reach."""
    return {part for part in window.findChildren(QWidget) if is_stop(part)}


def is_stop(part: QWidget) -> bool:
    by_tab = part.focusPolicy() & Qt.FocusPolicy.TabFocus
    return bool(by_tab) and part.isVisible() and part.isEnabled() and part.focusProxy() is None and not part.isWindow()


def go_round(window: QWidget, start: QWidget, *, back: bool = False) -> list[QWidget]:
    """From there until it is reached again."""
    start.setFocus()
    reached = [start]
    while True:
        now = press(Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier) if back else press(Qt.Key.Key_Tab)
        assert now is not None, f"lost behind {described(reached[-1], window)}"
        if now is start:
            return reached
        assert now not in reached, f"caught between {[described(part, window) for part in reached[-4:]]}"
        reached.append(now)
        assert len(reached) < MOST_STOPS


def press(key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> QWidget | None:
    """What has the focus afterwards."""
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClick(focused, key, modifier)
    return QApplication.focusWidget()


def place(part: QWidget, window: QWidget) -> QRect:
    return QRect(part.mapTo(window, QPoint(0, 0)), part.size())


def described(part: QWidget, window: QWidget) -> str:
    text = getattr(part, "text", str)
    at = place(part, window)
    return f"{type(part).__name__} “{part.accessibleName() or text()}” at {at.x()}, {at.y()}"


def is_read_before(one: QRect, other: QRect) -> bool:
    """Above it, or in the same row and left of it."""
    return one.bottom() <= other.top() or one.right() <= other.left()


def not_reached(window: QWidget, reached: list[QWidget]) -> list[str]:
    return [described(part, window) for part in stops(window) - set(reached)]


def out_of_order(window: QWidget, reached: list[QWidget]) -> list[str]:
    return [
        f"{described(one, window)} → {described(other, window)}"
        for one, other in pairwise(reached)
        # What holds the other is read before it, wherever that stands in it.
        if not one.isAncestorOf(other) and not is_read_before(place(one, window), place(other, window))
    ]


@EVERY_PAGE
async def test_the_tab_key_reaches_everything_and_comes_round(window: MainWindow, name: str) -> None:
    await open_page(window, name)
    assert not_reached(window, go_round(window, window.sidebar)) == []


@EVERY_PAGE
async def test_it_goes_in_reading_order(window: MainWindow, name: str) -> None:
    await open_page(window, name)
    # As high as the page, so that nothing scrolls away meanwhile.
    window.resize(window.width(), 3000)
    assert out_of_order(window, go_round(window, window.sidebar)) == []


@EVERY_PAGE
async def test_shift_and_tab_go_the_same_way_back(window: MainWindow, name: str) -> None:
    await open_page(window, name)
    there = go_round(window, window.sidebar)
    back = go_round(window, window.sidebar, back=True)
    assert back == [there[0], *reversed(there[1:])]


@EVERY_PAGE
async def test_what_has_the_focus_is_in_sight(window: MainWindow, name: str) -> None:
    await open_page(window, name)
    window.resize(window.minimumSize())
    window.sidebar.setFocus()
    for _ in go_round(window, window.sidebar):
        focused = press(Qt.Key.Key_Tab)
        assert focused is not None
        # Scrolling follows with the next turn of the loop.
        await asyncio.sleep(0)
        await eventually(lambda focused=focused: not focused.visibleRegion().isEmpty())  # type: ignore[misc]


@pytest.mark.parametrize(("name", "caption"), DIALOGS, ids=[caption for _, caption in DIALOGS])
async def test_so_it_is_in_a_dialog_and_esc_closes_it(window: MainWindow, name: str, caption: str) -> None:
    await open_page(window, name)
    page = window.page
    assert page is not None
    [opener] = [made for made in page.findChildren(QAbstractButton) if made.text() == caption and made.isVisible()]
    opener.click()
    dialog = next(made for made in page.findChildren(QDialog) if made.isVisible())
    await eventually(dialog.isActiveWindow)
    await come_to_rest(dialog)
    first = QApplication.focusWidget()
    assert first is not None and dialog.isAncestorOf(first), "the dialog opens with the keys in it"
    reached = go_round(dialog, first)
    assert not_reached(dialog, reached) == []
    top = min(range(len(reached)), key=lambda number: place(reached[number], dialog).top())
    assert out_of_order(dialog, reached[top:] + reached[:top]) == []
    press(Qt.Key.Key_Escape)
    await eventually(lambda: not isValid(dialog) or not dialog.isVisible())
