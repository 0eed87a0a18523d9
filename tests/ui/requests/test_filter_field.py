"""The filter field: filters at each letter, complains when typing stops."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from desktop_proxy.ui.requests.filter_field import FilterField
from desktop_proxy.ui.theme import Theme


@pytest.fixture
def field(theme: Theme, qtbot: QtBot) -> FilterField:
    made = FilterField(theme)
    qtbot.addWidget(made)
    made.resize(600, 32)
    made.show()
    made.setFocus()
    return made


def test_each_letter_is_a_filter(field: FilterField) -> None:
    chosen: list[str] = []
    field.chosen.connect(lambda filter: chosen.append(filter.text))
    QTest.keyClicks(field, "gpt")
    assert chosen == ["g", "gp", "gpt"]


def test_half_a_filter_is_no_mistake_until_typing_stops(field: FilterField, qtbot: QtBot) -> None:
    said: list[str] = []
    chosen: list[str] = []
    field.complained.connect(said.append)
    field.chosen.connect(lambda filter: chosen.append(filter.text))
    QTest.keyClicks(field, "cost:>")
    assert not said and chosen[-1] == "cost"
    QTest.keyClicks(field, "1")
    assert not said and chosen[-1] == "cost:>1"
    QTest.keyClicks(field, "x")
    qtbot.waitUntil(lambda: bool(said))
    assert said == ["“cost:” needs a number, such as cost:>0.1."] and field.property("invalid") is True
    QTest.keyClick(field, Qt.Key.Key_Backspace)
    assert said[-1] == field.complaint == "" and field.property("invalid") is False


def test_escape_clears_and_then_leaves(field: FilterField, qtbot: QtBot) -> None:
    QTest.keyClicks(field, "gpt")
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert field.text() == ""
    with qtbot.waitSignal(field.left):
        QTest.keyClick(field, Qt.Key.Key_Escape)


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Down])
def test_return_and_down_go_on_in_the_table(field: FilterField, qtbot: QtBot, key: Qt.Key) -> None:
    with qtbot.waitSignal(field.left):
        QTest.keyClick(field, key)


def test_a_term_is_put_behind_what_is_there_once(field: FilterField) -> None:
    field.add("provider:xai")
    field.setText("gpt ")
    field.add("status:error")
    field.add("status:error")
    assert field.text() == "gpt status:error"


def test_a_question_mark_shows_the_language_and_an_example_can_be_picked(field: FilterField, qtbot: QtBot) -> None:
    QTest.keyClicks(field, "?")
    popup = QApplication.activePopupWidget()
    assert popup is not None and field.text() == ""
    (example,) = [made for made in popup.findChildren(QPushButton) if made.text() == "status:error"]
    example.click()
    qtbot.waitUntil(lambda: QApplication.activePopupWidget() is None)
    assert field.text() == "status:error"
    QTest.keyClicks(field, " a?")
    assert field.text() == "status:error a?"


def test_it_has_a_name_and_a_bound(field: FilterField) -> None:
    assert field.accessibleName() == "Filter requests"
    field.setText("x" * 5000)
    assert len(field.text()) == 1000
