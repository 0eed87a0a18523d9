"""A field is emptied by the button in it and by Esc."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QToolButton
from pytestqt.qtbot import QtBot

from desktop_proxy.ui.theme import Theme
from desktop_proxy.ui.widgets.clearable_field import ClearableField


def made(theme: Theme, qtbot: QtBot) -> tuple[ClearableField, QToolButton]:
    field = ClearableField(theme, "Search")
    qtbot.addWidget(field)
    field.show()
    [clear] = field.findChildren(QToolButton)
    return field, clear


def test_the_button_is_there_while_there_is_something_to_clear(theme: Theme, qtbot: QtBot) -> None:
    field, clear = made(theme, qtbot)
    assert not field.actions()[0].isVisible()
    QTest.keyClicks(field, "gpt")
    assert field.actions()[0].isVisible()
    QTest.mouseClick(clear, Qt.MouseButton.LeftButton)
    assert field.text() == "" and not field.actions()[0].isVisible()


def test_esc_clears_and_in_an_empty_field_is_left_to_others(theme: Theme, qtbot: QtBot) -> None:
    field, _ = made(theme, qtbot)
    field.setText("gpt")
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert field.text() == ""
    assert field.accessibleName() == "Search"
