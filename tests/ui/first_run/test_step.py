"""A step is a title, then what is to be done, then what came of it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from desktop_proxy.ui.first_run.step import CURRENT, DONE, WAITING, Step
from desktop_proxy.ui.theme import Theme


def made(qtbot: QtBot, theme: Theme, changed: list[bool]) -> Step:
    step = Step(theme, 1, "Who answers", lambda: changed.append(True))
    qtbot.addWidget(step)
    step.content.addWidget(QLabel("work"))
    step.show()
    return step


def test_its_content_is_there_only_while_it_is_the_current_one(qtbot: QtBot, theme: Theme) -> None:
    step = made(qtbot, theme, [])
    seen = {}
    for state in (WAITING, CURRENT, DONE):
        step.show_as(state)
        seen[state] = (step.inside.isVisible(), step.change.isVisible(), step.accessibleName())
    assert seen == {
        WAITING: (False, False, "Who answers: not yet"),
        CURRENT: (True, False, "Who answers: now"),
        DONE: (False, True, "Who answers: done"),
    }


def test_what_came_of_it_can_be_changed(qtbot: QtBot, theme: Theme) -> None:
    changed: list[bool] = []
    step = made(qtbot, theme, changed)
    step.show_as(DONE, "OpenAI answers.", "warning")
    assert step.summary.text() == "OpenAI answers." and step.summary.property("tone") == "warning"
    QTest.mouseClick(step.change, Qt.MouseButton.LeftButton)
    assert changed == [True]
    assert step.change.accessibleName() == "Change: Who answers"


def test_number_ring_and_tick_differ_in_shape(qtbot: QtBot, theme: Theme) -> None:
    step = made(qtbot, theme, [])
    pictures = []
    for state in (WAITING, CURRENT, DONE):
        step.show_as(state)
        pictures.append(step.mark.grab().toImage())
    assert pictures[0] != pictures[1] != pictures[2] != pictures[0]


def test_the_last_step_keeps_what_it_shows(qtbot: QtBot, theme: Theme) -> None:
    step = made(qtbot, theme, [])
    step.show_as(CURRENT)
    before = step.mark.grab().toImage()
    step.tick()
    assert step.inside.isVisible() and step.mark.grab().toImage() != before


def test_its_height_does_not_change_with_the_button(qtbot: QtBot, theme: Theme) -> None:
    step = made(qtbot, theme, [])
    step.show_as(WAITING)
    waiting = step.sizeHint().height()
    step.show_as(DONE)
    assert step.sizeHint().height() == waiting
