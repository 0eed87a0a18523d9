"""A number is told once, when typing stops, and shown numbers are not told at all."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop_proxy.ui.widgets.number_field import NumberField


@pytest.fixture
def field(qtbot: QtBot) -> NumberField:
    made = NumberField(1, 3600, "s", 1)
    qtbot.addWidget(made)
    made.show_number(10)
    made.told = []  # type: ignore[attr-defined]
    made.entered.connect(made.told.append)  # type: ignore[attr-defined]
    made.show()
    return made


def type_in(field: NumberField, text: str) -> None:
    field.selectAll()
    QTest.keyClicks(field, text)


def test_it_shows_the_unit_and_no_zeros_behind_the_point(field: NumberField) -> None:
    assert field.text() == "10 s"
    field.show_number(2.5)
    assert field.text().replace(",", ".") == "2.5 s"


def test_typing_is_told_once_when_it_stops(field: NumberField, qtbot: QtBot) -> None:
    with qtbot.waitSignal(field.entered) as told:
        type_in(field, "125")
    assert told.args == [125] and isinstance(told.args[0], int)
    assert field.told == [125]  # type: ignore[attr-defined]


def test_return_tells_at_once(field: NumberField) -> None:
    type_in(field, "30")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert field.told == [30]  # type: ignore[attr-defined]


def test_a_shown_number_is_not_told(field: NumberField) -> None:
    field.show_number(99)
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert field.told == []  # type: ignore[attr-defined]


def test_more_than_fits_can_be_typed_and_is_known_not_to_fit(field: NumberField) -> None:
    type_in(field, "9999")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert field.told == [9999] and not field.fits  # type: ignore[attr-defined]


def test_what_is_being_typed_is_not_overwritten(field: NumberField) -> None:
    type_in(field, "45")
    field.show_number(10)
    assert field.number == 45


def test_the_wheel_over_a_field_without_focus_changes_nothing(field: NumberField) -> None:
    field.clearFocus()
    event = QWheelEvent(
        QPointF(5, 5),
        QPointF(5, 5),
        QPoint(),
        QPoint(0, 120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(field, event)
    assert field.number == 10 and not event.isAccepted()


def test_the_text_keeps_away_from_the_border(field: NumberField) -> None:
    assert field.lineEdit().textMargins().left() > 0
