"""Every page has its title, a place for actions at its right, and a body that scrolls when it must."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QScrollArea
from pytestqt.qtbot import QtBot

from desktop_proxy.core import Core
from desktop_proxy.ui import tokens
from desktop_proxy.ui.bridge import CoreBridge
from desktop_proxy.ui.theme import Theme
from desktop_proxy.ui.tokens import DARK, LIGHT
from desktop_proxy.ui.widgets.labels import label
from desktop_proxy.ui.widgets.page import Page


class Form(Page):
    name, icon = "form", "general"

    @classmethod
    def title(cls) -> str:
        return "A form"


class Table(Form):
    name, scrolls = "table", False


def made(kind: type[Page], core: Core, bridge: CoreBridge, theme: Theme, qtbot: QtBot) -> Page:
    page = kind(core, bridge, theme)
    qtbot.addWidget(page)
    page.resize(559, 520)
    return page


@pytest.fixture
def form(core: Core, bridge: CoreBridge, theme: Theme, qtbot: QtBot) -> Page:
    return made(Form, core, bridge, theme, qtbot)


def shown(page: Page) -> Page:
    page.show()
    QApplication.processEvents()
    return page


def area_of(page: Page) -> QScrollArea:
    found = page.findChild(QScrollArea, "page")
    assert isinstance(found, QScrollArea)
    return found


def test_its_title_stands_at_the_margin_and_its_actions_at_the_right(form: Page) -> None:
    act = QPushButton("Test")
    form.header.addWidget(act)
    shown(form)
    [title] = [part for part in form.findChildren(QLabel) if part.property("role") == "title"]
    assert title.text() == "A form"
    assert title.mapTo(form, title.rect().topLeft()).x() == tokens.MARGIN
    assert act.mapTo(form, act.rect().topRight()).x() == form.width() - tokens.MARGIN - 1


def test_what_stands_below_begins_at_the_same_place_with_and_without_actions(
    core: Core, bridge: CoreBridge, theme: Theme, qtbot: QtBot
) -> None:
    plain, acting = (made(Form, core, bridge, theme, qtbot) for _ in range(2))
    acting.header.addWidget(QPushButton("Test"))
    begins = []
    for page in (plain, acting):
        first = label("First")
        page.body.addWidget(first)
        page.body.addStretch(1)
        shown(page)
        begins.append(first.mapTo(page, first.rect().topLeft()).y())
    assert begins == [tokens.MARGIN + tokens.CONTROL_HEIGHT + tokens.GROUP] * 2


def test_what_fits_does_not_scroll(form: Page) -> None:
    form.body.addWidget(label("Short"))
    form.body.addStretch(1)
    shown(form)
    assert area_of(form).verticalScrollBar().maximum() == 0
    assert not area_of(form).horizontalScrollBar().isVisible()


def test_what_does_not_fit_scrolls_and_the_focus_stays_in_sight(form: Page, qtbot: QtBot) -> None:
    fields = [QLineEdit() for _ in range(30)]
    for field in fields:
        form.body.addWidget(field)
    shown(form)
    with qtbot.waitActive(form):
        form.activateWindow()
    assert area_of(form).verticalScrollBar().maximum() > 0
    fields[0].setFocus()
    for _ in fields[1:]:
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    assert fields[-1].hasFocus()
    assert not fields[-1].visibleRegion().isEmpty()
    assert fields[0].visibleRegion().isEmpty()


def test_the_scrolling_itself_is_no_stop_of_the_tab_key(form: Page) -> None:
    shown(form)
    assert area_of(form).focusPolicy() is Qt.FocusPolicy.NoFocus


def test_a_page_that_is_one_table_fills_the_window(core: Core, bridge: CoreBridge, theme: Theme, qtbot: QtBot) -> None:
    page = made(Table, core, bridge, theme, qtbot)
    content = QLineEdit()
    content.setMaximumHeight(10_000)
    content.setStyleSheet("QLineEdit { max-height: 10000px; }")
    content.setSizePolicy(content.sizePolicy().Policy.Expanding, content.sizePolicy().Policy.Expanding)
    page.body.addWidget(content)
    shown(page)
    assert page.findChild(QScrollArea, "page") is None
    assert content.mapTo(page, content.rect().bottomRight()).y() == page.height() - tokens.MARGIN - 1


@pytest.mark.parametrize("kind", [Form, Table])
def test_its_ground_is_the_windows_in_both_appearances(
    kind: type[Page], core: Core, bridge: CoreBridge, theme: Theme, qtbot: QtBot
) -> None:
    page = shown(made(kind, core, bridge, theme, qtbot))
    for appearance, colours in (("dark", DARK), ("light", LIGHT)):
        theme.set_appearance(appearance)
        assert page.grab().toImage().pixelColor(4, page.height() - 4) == QColor(colours.window)


def test_it_asks_for_another_page(form: Page, qtbot: QtBot) -> None:
    with qtbot.waitSignal(form.navigate) as asked:
        form.navigate.emit("requests", {"filter": "status:error"})
    assert asked.args == ["requests", {"filter": "status:error"}]


def test_a_page_without_anything_to_open_takes_any_argument(form: Page) -> None:
    form.open_with({"filter": "status:error"})
    form.open_with(None)
