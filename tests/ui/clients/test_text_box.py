"""Text to read and copy takes the place its lines need, and the keyboard gets past it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from desktop_proxy.ui.clients.text_box import TextBox
from desktop_proxy.ui.theme import Theme


def shown(qtbot: QtBot, theme: Theme, *, max_lines: int = 14) -> tuple[QWidget, TextBox]:
    window = QWidget()
    qtbot.addWidget(window)
    box = TextBox(theme, "Lines", window, max_lines=max_lines)
    layout = QVBoxLayout(window)
    layout.addWidget(box)
    layout.addWidget(QLineEdit(window))
    layout.addStretch(1)
    window.resize(400, 600)
    window.show()
    return window, box


def test_it_is_as_high_as_its_lines_and_does_not_scroll(qtbot: QtBot, theme: Theme) -> None:
    _, box = shown(qtbot, theme)
    box.show_text("one\ntwo\nthree")
    QApplication.processEvents()
    three = box.height()
    assert box.verticalScrollBar().maximum() == 0 and not box.verticalScrollBar().isVisible()
    assert three >= 3 * box.fontMetrics().lineSpacing()
    box.show_text("one")
    QApplication.processEvents()
    assert box.height() < three


def test_more_lines_than_the_limit_scroll(qtbot: QtBot, theme: Theme) -> None:
    _, box = shown(qtbot, theme, max_lines=3)
    box.show_text("\n".join(str(number) for number in range(40)))
    QApplication.processEvents()
    assert box.height() < 5 * box.fontMetrics().lineSpacing() + 30
    assert box.verticalScrollBar().isVisible()


def test_a_long_line_is_not_broken_and_its_scroll_bar_covers_no_line(qtbot: QtBot, theme: Theme) -> None:
    _, box = shown(qtbot, theme)
    box.show_text("short\n" + "long " * 80)
    QApplication.processEvents()
    assert box.horizontalScrollBar().isVisible()
    assert box.viewport().height() >= 2 * box.fontMetrics().lineSpacing()


def test_tab_leaves_it_and_nothing_can_be_typed(qtbot: QtBot, theme: Theme) -> None:
    window, box = shown(qtbot, theme)
    box.show_text("text")
    window.activateWindow()
    box.setFocus()
    QTest.keyClicks(box, "x")
    QTest.keyClick(box, Qt.Key.Key_Tab)
    assert box.toPlainText() == "text"
    assert window.focusWidget() is not box


def test_the_same_text_again_leaves_the_selection_alone(qtbot: QtBot, theme: Theme) -> None:
    _, box = shown(qtbot, theme)
    box.show_text("text")
    box.selectAll()
    box.show_text("text")
    assert box.textCursor().selectedText() == "text"
