"""Another model than the tried one can be chosen or typed."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop_proxy.ui.first_run.model_row import ModelRow


def offered(qtbot: QtBot) -> ModelRow:
    row = ModelRow()
    qtbot.addWidget(row)
    row.show()
    row.offer(("a", "b"), "b")
    return row


def test_the_tried_model_is_no_other(qtbot: QtBot) -> None:
    row = offered(qtbot)
    assert row.field.currentText() == "b" and row.other is None


def test_one_of_the_list_is_chosen(qtbot: QtBot) -> None:
    row = offered(qtbot)
    row.field.setFocus()
    QTest.keyClick(row.field, Qt.Key.Key_Up)
    assert row.other == "a"


def test_any_name_may_be_typed_and_the_tried_one_may_be_none_of_the_list(qtbot: QtBot) -> None:
    row = offered(qtbot)
    row.offer(("a", "b"), "gone")
    assert row.field.currentText() == "gone" and row.other is None
    row.field.lineEdit().selectAll()
    QTest.keyClicks(row.field.lineEdit(), "mine")
    assert row.other == "mine"


def test_while_it_is_hidden_there_is_no_other(qtbot: QtBot) -> None:
    row = offered(qtbot)
    row.field.setCurrentText("mine")
    row.hide()
    assert row.other is None
