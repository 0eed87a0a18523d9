"""A row shows its setting, whoever changed it, and changes it by real clicks and keys."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop_proxy.core import Core
from desktop_proxy.ui.bridge import CoreBridge
from desktop_proxy.ui.general import table
from desktop_proxy.ui.general.table_row import TableRow
from desktop_proxy.ui.theme import Theme
from desktop_proxy.ui.widgets.choice import Choice
from desktop_proxy.ui.widgets.number_field import NumberField
from desktop_proxy.ui.widgets.toggle import Toggle

ROWS = {
    row.dotted: row for row in (*table.START, *table.REQUEST_LOG, *table.NOTIFICATIONS, *table.LOOK, *table.PATIENCE)
}


@pytest.fixture
def make(qtbot: QtBot, core: Core, bridge: CoreBridge, theme: Theme):
    def made(dotted: str) -> TableRow:
        row = TableRow(core.settings, bridge, theme, ROWS[dotted])
        qtbot.addWidget(row)
        row.show()
        return row

    return made


def test_a_switch_acts_at_once_and_undo_puts_it_back(make, core: Core) -> None:
    row = make("app.notify_stopped")
    assert isinstance(row.control, Toggle) and row.control.isChecked()
    QTest.mouseClick(row.control, Qt.MouseButton.LeftButton)
    assert not core.settings.current.app.notify_stopped
    QTest.mouseClick(row.undo, Qt.MouseButton.LeftButton)
    assert core.settings.current.app.notify_stopped and row.control.isChecked()


def test_a_choice_acts_at_once(make, core: Core) -> None:
    row = make("app.appearance")
    assert isinstance(row.control, Choice)
    QTest.keyClick(row.control, Qt.Key.Key_Down)
    assert core.settings.current.app.appearance == "light"


def test_a_number_acts_on_return(make, core: Core) -> None:
    row = make("request_log.retention_days")
    row.control.selectAll()
    QTest.keyClicks(row.control, "30")
    QTest.keyClick(row.control, Qt.Key.Key_Return)
    assert core.settings.current.request_log.retention_days == 30


def test_a_number_beyond_the_limits_is_told_in_words_and_not_stored(make, core: Core) -> None:
    row = make("upstream.max_retries")
    row.control.selectAll()
    QTest.keyClicks(row.control, "9")
    QTest.keyClick(row.control, Qt.Key.Key_Return)
    assert row.remark.text() == "This must be a number from 0 to 5."
    assert row.control.property("invalid") and core.settings.current.upstream.max_retries == 2
    row.control.selectAll()
    QTest.keyClicks(row.control, "3")
    QTest.keyClick(row.control, Qt.Key.Key_Return)
    assert not row.remark.isVisible() and not row.control.property("invalid")


def test_a_change_from_elsewhere_is_shown(make, core: Core) -> None:
    row = make("upstream.connect_timeout_s")
    assert isinstance(row.control, NumberField)
    core.settings.update({"upstream.connect_timeout_s": 2.5})
    assert row.control.number == 2.5 and not row.undo.isVisible()
