from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from desktop_proxy.ui.models.list_row import ListRow
from desktop_proxy.ui.theme import Theme
from tests.ui.providers.hands import click


class Word(ListRow):
    def build(self, theme: Theme) -> None:
        self.word = QLineEdit()
        self.texts = [self.word]
        self.controls = [self.word]
        self.fields.addWidget(self.word)
        self.word.textEdited.connect(lambda _text: self.typed())
        self.word.editingFinished.connect(self.left)

    @property
    def item(self) -> str | None:
        return self.word.text() or None

    def show_item(self, item: Any) -> None:
        self.word.setText(item)

    def show_choices(self, models: Sequence[str]) -> None: ...

    def focus_first(self) -> None:
        self.word.setFocus()


@pytest.fixture
def row(theme: Theme, qtbot: QtBot) -> Word:
    made = Word(theme)
    qtbot.addWidget(made)
    made.show()
    return made


def told(row: Word) -> list[object]:
    events: list[object] = []
    row.edited.connect(lambda: events.append("edited"))
    row.paused.connect(lambda: events.append("paused"))
    row.move_wanted.connect(events.append)
    row.delete_wanted.connect(lambda: events.append("delete"))
    return events


def test_moving_and_deleting_are_wished_for(row: Word):
    events = told(row)
    row.number(1, 3, is_stored=True)
    for button in (row.up, row.down, row.delete):
        click(button)
    assert events == [-1, 1, "delete"]


@pytest.mark.parametrize(("place", "up", "down"), [(0, False, True), (1, True, True), (2, True, False)])
def test_the_ends_of_the_list_cannot_be_passed(row: Word, place: int, up: bool, down: bool):
    row.number(place, 3, is_stored=True)
    assert (row.up.isEnabled(), row.down.isEnabled()) == (up, down)


def test_one_that_is_not_stored_has_no_place(row: Word):
    row.number(3, 3, is_stored=False)
    assert not row.up.isEnabled() and not row.down.isEnabled() and row.delete.isEnabled()


def test_typing_pauses_once_and_ends_with_return(row: Word, qtbot: QtBot):
    events = told(row)
    row._typing.setInterval(10)
    QTest.keyClicks(row.word, "word")
    qtbot.waitUntil(lambda: events == ["paused"])
    QTest.keyClick(row.word, Qt.Key.Key_Return)
    assert events == ["paused", "edited"]


def test_esc_brings_back_what_is_stored_or_gives_a_new_row_up(row: Word):
    events = told(row)
    QTest.keyClicks(row.word, "new")
    QTest.keyClick(row.word, Qt.Key.Key_Escape)
    assert events == ["delete"]
    row.kept = "stored"
    QTest.keyClicks(row.word, "er")
    row.remark_on("It cannot be.", "error")
    QTest.keyClick(row.word, Qt.Key.Key_Escape)
    assert row.word.text() == "stored" and not row.remark.isVisible()


def test_a_remark_has_a_tone(row: Word):
    row.remark_on("Never used.", "warning")
    assert row.remark.isVisible() and row.remark.property("tone") == "warning"
    row.remark_on("")
    assert not row.remark.isVisible()


def test_the_buttons_say_of_which_row_they_are(row: Word):
    row.number(1, 3, is_stored=True)
    assert (row.delete.accessibleName(), row.delete.accessibleDescription()) == ("Delete", "2")
