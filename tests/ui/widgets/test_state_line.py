"""A state is a shape and a word, and the colour says nothing that these do not."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from desktop_proxy.ui.theme import Theme
from desktop_proxy.ui.widgets.state_line import StateLine


def test_the_word_is_shown_and_told(theme: Theme, qtbot: QtBot) -> None:
    line = StateLine(theme)
    qtbot.addWidget(line)
    line.show_state("check-circle", "Ready", "ok")
    assert (line.word.text(), line.accessibleName(), line.word.property("tone")) == ("Ready", "Ready", "ok")


def test_each_state_has_a_shape_of_its_own(theme: Theme, qtbot: QtBot) -> None:
    line = StateLine(theme)
    qtbot.addWidget(line)
    pictures = []
    for icon in ("check-circle", "circle", "alert-triangle"):
        line.show_state(icon, "A word")
        pictures.append(line._shape.pixmap().toImage())
    assert pictures[0] != pictures[1] != pictures[2]


def test_the_shape_follows_the_appearance(theme: Theme, qtbot: QtBot) -> None:
    line = StateLine(theme)
    qtbot.addWidget(line)
    line.show_state("circle", "No key")
    before = line._shape.pixmap().toImage()
    theme.set_appearance("dark")
    assert line._shape.pixmap().toImage() != before
