"""A choice shows values by their words and tells what the user chose."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop_proxy.ui.widgets.choice import Choice


def made(qtbot: QtBot) -> tuple[Choice, list[object]]:
    choice = Choice([("system", "As the system"), ("light", "Light"), ("dark", "Dark")])
    qtbot.addWidget(choice)
    told: list[object] = []
    choice.chosen.connect(told.append)
    return choice, told


def test_a_shown_value_is_not_told(qtbot: QtBot) -> None:
    choice, told = made(qtbot)
    choice.show_value("dark")
    assert choice.currentText() == "Dark" and told == []


def test_the_chosen_value_is_told(qtbot: QtBot) -> None:
    choice, told = made(qtbot)
    choice.show()
    QTest.keyClick(choice, Qt.Key.Key_Down)
    assert told == ["light"]


def test_a_screen_reader_is_told_what_is_chosen_and_not_only_the_choice(qtbot: QtBot) -> None:
    choice, _ = made(qtbot)
    choice.set_name("Appearance")
    told = QAccessible.queryAccessibleInterface(choice)
    words = [told.text(kind) for kind in (QAccessible.Text.Name, QAccessible.Text.Description, QAccessible.Text.Value)]
    assert "Appearance" in words and "As the system" in words
