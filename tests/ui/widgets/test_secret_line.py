"""However a secret is copied by hand, it is marked as one."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QAction, QGuiApplication, QKeySequence
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop_proxy.ui.widgets.clipboard import MARKS
from desktop_proxy.ui.widgets.secret_line import SecretLine


@pytest.fixture
def line(qtbot: QtBot) -> SecretLine:
    made = SecretLine()
    qtbot.addWidget(made)
    made.setText("dp-0123456789abcdef")
    made.show()
    QGuiApplication.clipboard().setText("before")
    return made


def copied() -> tuple[str, bool]:
    found = QGuiApplication.clipboard().mimeData()
    return found.text(), all(found.hasFormat(name) for name in MARKS)


def test_by_key(line: SecretLine) -> None:
    line.setSelection(3, 6)
    QTest.keySequence(line, QKeySequence.StandardKey.Copy)
    assert copied() == ("012345", True)


def test_by_menu(line: SecretLine) -> None:
    line.selectAll()
    menu = line.menu()
    copy = menu.findChild(QAction, "edit-copy")
    assert copy is not None and copy.isEnabled()
    copy.trigger()
    menu.deleteLater()
    assert copied() == ("dp-0123456789abcdef", True)


def test_nothing_marked_leaves_the_clipboard(line: SecretLine) -> None:
    QTest.keySequence(line, QKeySequence.StandardKey.Copy)
    assert copied() == ("before", False)


def test_it_is_read_and_not_written(line: SecretLine) -> None:
    QTest.keyClicks(line, "x")
    assert line.text() == "dp-0123456789abcdef"
