"""A command is copied as it is shown."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop_proxy.ui.clients.command_line import CommandLine
from desktop_proxy.ui.theme import Theme


def test_the_command_that_is_shown_is_copied(qtbot: QtBot, theme: Theme) -> None:
    line = CommandLine(theme, "Start", "one")
    qtbot.addWidget(line)
    line.show_command("two three")
    QTest.mouseClick(line.copy, Qt.MouseButton.LeftButton)
    assert line.box.toPlainText() == QGuiApplication.clipboard().text() == "two three"


def test_box_and_button_are_named(qtbot: QtBot, theme: Theme) -> None:
    line = CommandLine(theme, "Start", "one")
    qtbot.addWidget(line)
    assert line.box.accessibleName() == "Start"
    assert line.copy.accessibleName() == "Copy: Start"
