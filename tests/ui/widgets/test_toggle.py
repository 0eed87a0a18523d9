"""A switch is a check box for keyboard, mouse and screen reader, whatever it looks like."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible, QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop_proxy.ui.theme import Theme
from desktop_proxy.ui.tokens import DARK, LIGHT, Colours
from desktop_proxy.ui.widgets.labels import label
from desktop_proxy.ui.widgets.toggle import Toggle


@pytest.fixture
def toggle(theme: Theme, qtbot: QtBot) -> Toggle:
    made = Toggle(theme, "Start at login")
    qtbot.addWidget(made)
    made.resize(made.sizeHint())
    made.show()
    return made


def colours_of(toggle: Toggle) -> set[str]:
    picture = toggle.grab().toImage()
    places = ((x, y) for x in range(picture.width()) for y in range(picture.height()))
    return {picture.pixelColor(x, y).name().upper() for x, y in places}


def test_space_switches_it(toggle: Toggle) -> None:
    told: list[bool] = []
    toggle.toggled.connect(told.append)
    toggle.setFocus()
    for _ in range(3):
        QTest.keyClick(toggle, Qt.Key.Key_Space)
    assert told == [True, False, True]


def test_it_can_be_reached_by_tab(toggle: Toggle) -> None:
    assert toggle.focusPolicy() & Qt.FocusPolicy.TabFocus


@pytest.mark.parametrize("share", [(0.02, 0.05), (0.5, 0.5), (0.98, 0.95), (0.98, 0.05)])
def test_a_click_anywhere_on_it_switches_it(share: tuple[float, float], toggle: Toggle) -> None:
    toggle.resize(80, 44)
    place = QPoint(round(share[0] * (toggle.width() - 1)), round(share[1] * (toggle.height() - 1)))
    QTest.mouseClick(toggle, Qt.MouseButton.LeftButton, pos=place)
    assert toggle.isChecked()
    QTest.mouseClick(toggle, Qt.MouseButton.LeftButton, pos=place)
    assert not toggle.isChecked()


def test_a_press_that_is_dragged_off_does_nothing(toggle: Toggle) -> None:
    QTest.mousePress(toggle, Qt.MouseButton.LeftButton)
    QTest.mouseRelease(toggle, Qt.MouseButton.LeftButton, pos=QPoint(400, 400))
    assert not toggle.isChecked()


def test_a_screen_reader_knows_its_name_kind_and_state(toggle: Toggle) -> None:
    face = QAccessible.queryAccessibleInterface(toggle)
    assert face.text(QAccessible.Text.Name) == "Start at login"
    assert face.role() is QAccessible.Role.CheckBox
    assert (face.state().checkable, face.state().checked) == (1, 0)
    toggle.setChecked(True)
    assert face.state().checked == 1
    toggle.setEnabled(False)
    assert face.state().disabled == 1


def test_a_label_in_front_of_it_names_it(theme: Theme, qtbot: QtBot) -> None:
    row = QWidget()
    qtbot.addWidget(row)
    name, toggle = label("Start at login", parent=row), Toggle(theme, parent=row)
    name.setBuddy(toggle)
    assert QAccessible.queryAccessibleInterface(toggle).text(QAccessible.Text.Name) == "Start at login"


@pytest.mark.parametrize("appearance, colours", [("light", LIGHT), ("dark", DARK)])
def test_on_and_off_differ_in_place_and_colour(appearance: str, colours: Colours, toggle: Toggle, theme: Theme) -> None:
    theme.set_appearance(appearance)
    toggle.clearFocus()
    off = toggle.grab().toImage()
    assert colours.accent not in colours_of(toggle)
    toggle.setChecked(True)
    on = toggle.grab().toImage()
    middle = on.height() // 2
    assert on.pixelColor(12, middle) == QColor(colours.accent)
    assert on.pixelColor(28, middle) == QColor(colours.on_accent)
    assert off.pixelColor(12, middle) == QColor(colours.secondary)
    assert off.pixelColor(28, middle) == QColor(colours.surface)


def test_the_focus_can_be_seen(toggle: Toggle, qtbot: QtBot) -> None:
    with qtbot.waitActive(toggle):
        toggle.activateWindow()
    toggle.clearFocus()
    before = toggle.grab().toImage()
    toggle.setFocus()
    assert toggle.hasFocus()
    assert toggle.grab().toImage() != before


def test_a_disabled_one_looks_disabled_and_stays_as_it_is(toggle: Toggle) -> None:
    toggle.setChecked(True)
    toggle.setEnabled(False)
    assert LIGHT.accent not in colours_of(toggle)
    QTest.mouseClick(toggle, Qt.MouseButton.LeftButton)
    assert toggle.isChecked()
