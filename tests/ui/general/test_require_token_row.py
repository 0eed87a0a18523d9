"""Letting in every program has to be confirmed; asking for the token again does not."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from desktop_proxy.core import Core
from desktop_proxy.ui.bridge import CoreBridge
from desktop_proxy.ui.general.require_token_row import RequireTokenRow
from desktop_proxy.ui.theme import Theme


@pytest.fixture
def row(core: Core, bridge: CoreBridge, theme: Theme, qtbot: QtBot) -> RequireTokenRow:
    made = RequireTokenRow(core, bridge, theme)
    qtbot.addWidget(made)
    made.show()
    return made


def answer(row: RequireTokenRow, caption: str) -> None:
    QTest.mouseClick(row.toggle, Qt.MouseButton.LeftButton)
    buttons = {made.text(): made for made in row.warning.findChildren(QPushButton)}
    QTest.mouseClick(buttons[caption], Qt.MouseButton.LeftButton)


def test_nothing_changes_before_the_warning_is_answered(row: RequireTokenRow, core: Core) -> None:
    QTest.mouseClick(row.toggle, Qt.MouseButton.LeftButton)
    assert row.toggle.isChecked() and core.settings.current.server.require_token
    assert "use your keys" in row.warning.text.text() and row.warning.isVisible()


def test_cancel_leaves_it_on(row: RequireTokenRow, core: Core) -> None:
    answer(row, "Cancel")
    assert core.settings.current.server.require_token and not row.warning.isVisible()


def test_confirmed_it_is_off_and_the_page_goes_on_saying_so(row: RequireTokenRow, core: Core) -> None:
    answer(row, "Let every program in")
    assert not core.settings.current.server.require_token and not row.toggle.isChecked()
    assert not row.warning.isVisible() and "every program" in row.remark.text()


def test_on_again_needs_no_question(row: RequireTokenRow, core: Core) -> None:
    answer(row, "Let every program in")
    QTest.mouseClick(row.toggle, Qt.MouseButton.LeftButton)
    assert core.settings.current.server.require_token and not row.warning.isVisible()
    assert not row.remark.isVisible()
