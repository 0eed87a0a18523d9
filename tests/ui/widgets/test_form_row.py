"""A row names its control and says in place what is wrong with it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from desktop_proxy.ui.widgets.form_row import FormRow


def row(qtbot: QtBot, *, stacked: bool = False) -> FormRow:
    made = FormRow("Port", "Where it listens.", QLineEdit(), stacked=stacked)
    qtbot.addWidget(made)
    made.show()
    return made


def test_the_control_has_the_name_and_the_explanation(qtbot: QtBot) -> None:
    made = row(qtbot)
    assert made.control.accessibleName() == "Port"
    assert made.control.accessibleDescription() == "Where it listens."


def test_a_complaint_is_shown_with_what_can_be_done_and_taken_away(qtbot: QtBot) -> None:
    made = row(qtbot)
    done: list[int] = []
    made.complain("Port 1 is taken.", ("Use port 2", lambda: done.append(2)))
    assert made.remark.isVisible() and made.remark.property("tone") == "error"
    QTest.mouseClick(made.offer, Qt.MouseButton.LeftButton)
    assert done == [2]
    made.complain("")
    assert not made.remark.isVisible() and not made.offer.isVisible()


def test_a_remark_is_no_complaint(qtbot: QtBot) -> None:
    made = row(qtbot)
    made.say("Set by the environment.")
    assert made.remark.isVisible() and not made.remark.property("tone")


def test_a_stacked_row_has_its_control_below_the_texts(qtbot: QtBot) -> None:
    made = row(qtbot, stacked=True)
    made.resize(400, 200)
    assert made.control.y() > made.explanation.y()
    assert made.control.width() > 300
