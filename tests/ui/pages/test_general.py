"""The General page: everything is reachable by keyboard, named, and fits a small window."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QDoubleSpinBox, QLineEdit, QPushButton, QScrollArea, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from desktop_proxy.core import Core
from desktop_proxy.ui.bridge import CoreBridge
from desktop_proxy.ui.pages.general import GeneralPage
from desktop_proxy.ui.theme import Theme
from desktop_proxy.ui.widgets.toggle import Toggle
from tests.fakes import eventually

INTERACTIVE = (QPushButton, QToolButton, QLineEdit, QComboBox, QDoubleSpinBox, Toggle)


@pytest.fixture
async def page(running_core: Core, bridge: CoreBridge, theme: Theme, qtbot: QtBot):
    made = GeneralPage(running_core, bridge, theme)
    qtbot.addWidget(made)
    made.resize(560, 520)
    made.show()
    await eventually(lambda: made.token.copy.isEnabled() and made.autostart.toggle.isEnabled())
    return made


def interactive(page: QWidget) -> list[QWidget]:
    found = [made for kind in INTERACTIVE for made in page.findChildren(kind)]
    return [made for made in found if made.isVisible() and not made.objectName().startswith("qt_")]


async def test_everything_interactive_has_a_name(page: GeneralPage) -> None:
    page.advanced.open_up()
    for made in interactive(page):
        assert made.accessibleName() or getattr(made, "text", lambda: "")(), made


async def test_tab_reaches_everything_that_can_be_used(page: GeneralPage) -> None:
    page.advanced.open_up()
    page.activateWindow()
    page.token.show_it.setFocus()
    seen: list[QWidget] = []
    while (focused := page.focusWidget()) not in seen:
        seen.append(focused)
        page.focusNextChild()
    missing = [made for made in interactive(page) if made.isEnabled() and made not in seen]
    assert missing == []


async def test_a_small_window_needs_no_scrolling_to_the_side(page: GeneralPage) -> None:
    page.advanced.open_up()
    area = page.findChild(QScrollArea)
    assert area is not None and area.horizontalScrollBar().maximum() == 0


async def test_deleting_the_log_is_asked_at_the_requests(page: GeneralPage, qtbot: QtBot) -> None:
    asked: list[tuple[str, object]] = []
    page.navigate.connect(lambda name, argument: asked.append((name, argument)))
    QTest.mouseClick(page.delete_all, Qt.MouseButton.LeftButton)
    assert asked == [("requests", {"clear": True})]
    # It only opens the question; the look of danger is for the button that deletes.
    assert page.delete_all.property("role") == ""


async def test_the_port_the_command_line_gave_is_shown_and_pinned(page: GeneralPage, running_core: Core) -> None:
    assert running_core.url is not None
    assert page.port.field.number == int(running_core.url.rpartition(":")[2])
    assert not page.port.field.isEnabled() and "command line" in page.port.remark.text()
