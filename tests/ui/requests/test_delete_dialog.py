"""The request log is deleted only by a button that says so."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop_proxy.ui.requests.delete_dialog import DeleteDialog


@pytest.fixture
def dialog(qtbot: QtBot) -> DeleteDialog:
    made = DeleteDialog(312)
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.open()
    return made


def test_the_button_says_what_it_does(dialog: DeleteDialog, qtbot: QtBot) -> None:
    assert dialog.windowTitle() == "Delete the request log"
    assert dialog.delete.text() == "Delete 312 requests" and dialog.delete.property("role") == "danger"
    with qtbot.waitSignal(dialog.accepted):
        QTest.mouseClick(dialog.delete, Qt.MouseButton.LeftButton)


@pytest.mark.parametrize("key", [Qt.Key.Key_Escape, Qt.Key.Key_Return])
def test_keys_that_are_pressed_without_looking_delete_nothing(dialog: DeleteDialog, qtbot: QtBot, key: Qt.Key) -> None:
    accepted: list[int] = []
    dialog.accepted.connect(lambda: accepted.append(1))
    with qtbot.waitSignal(dialog.finished):
        QTest.keyClick(dialog, key)
    assert not accepted
