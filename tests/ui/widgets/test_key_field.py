"""A key is masked, taken without the blanks around it, and not to be had from the field afterwards."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QGuiApplication, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from desktop_proxy.ui.theme import Theme
from desktop_proxy.ui.widgets.key_field import MAX_CHARACTERS, KeyField

KEY = "sk-test-0123456789abcdefghijklmnopqrstuv"


@pytest.fixture
def field(theme: Theme, qtbot: QtBot) -> KeyField:
    made = KeyField(theme, "OpenAI key")
    qtbot.addWidget(made)
    made.show()
    made.setFocus()
    return made


def paste(field: KeyField, text: str) -> None:
    QGuiApplication.clipboard().setText(text)
    QTest.keySequence(field, QKeySequence(QKeySequence.StandardKey.Paste))


def shows(field: KeyField) -> QAction:
    [action] = field.actions()
    return action


def test_what_is_typed_is_masked(field: KeyField) -> None:
    QTest.keyClicks(field, KEY)
    assert field.echoMode() is QLineEdit.EchoMode.Password
    assert field.displayText() and not set(field.displayText()) & set(KEY)
    assert field.key == KEY


def test_a_masked_key_cannot_be_copied_out(field: KeyField) -> None:
    paste(field, KEY)
    QGuiApplication.clipboard().setText("before")
    field.selectAll()
    for key in (QKeySequence.StandardKey.Copy, QKeySequence.StandardKey.Cut):
        QTest.keySequence(field, QKeySequence(key))
    assert QGuiApplication.clipboard().text() == "before"


def test_no_input_method_learns_it(field: KeyField) -> None:
    hints = field.inputMethodHints()
    assert hints & Qt.InputMethodHint.ImhSensitiveData and hints & Qt.InputMethodHint.ImhNoPredictiveText


@pytest.mark.parametrize("around", [" {} ", "{}\n", "\t{}\r\n", "\u00a0{}\u00a0"])
def test_blanks_around_a_pasted_key_are_left_out(field: KeyField, around: str) -> None:
    paste(field, around.format(KEY))
    assert field.key == KEY


def test_a_whole_service_account_fits(field: KeyField) -> None:
    paste(field, "x" * (MAX_CHARACTERS - 1))
    assert len(field.key) == MAX_CHARACTERS - 1


def test_taking_the_key_empties_the_field_and_masks_it(field: KeyField) -> None:
    paste(field, f" {KEY} ")
    shows(field).trigger()
    assert field.displayText().strip() == KEY
    assert field.take() == KEY
    assert (field.text(), field.key, field.take()) == ("", "", "")
    assert field.echoMode() is QLineEdit.EchoMode.Password


def test_a_key_that_was_taken_cannot_be_brought_back(field: KeyField) -> None:
    paste(field, KEY)
    field.take()
    shows(field).trigger()
    for _ in range(3):
        QTest.keySequence(field, QKeySequence(QKeySequence.StandardKey.Undo))
        assert field.text() == ""


def test_the_button_shows_and_hides_and_says_so(field: KeyField, theme: Theme) -> None:
    assert shows(field).text() == "Show what was typed"
    masked = shows(field).icon().cacheKey()
    shows(field).trigger()
    assert field.echoMode() is QLineEdit.EchoMode.Normal
    assert shows(field).icon().cacheKey() != masked
    shows(field).trigger()
    assert field.echoMode() is QLineEdit.EchoMode.Password
    assert shows(field).icon().cacheKey() == masked
    theme.set_appearance("dark")
    assert shows(field).icon().cacheKey() != masked


def test_it_is_shown_from_the_keyboard_as_well(field: KeyField, qtbot: QtBot) -> None:
    with qtbot.waitActive(field):
        field.activateWindow()
    QTest.keySequence(field, QKeySequence("Ctrl+Shift+H"))
    assert field.echoMode() is QLineEdit.EchoMode.Normal
    assert "Ctrl+Shift+H" in shows(field).toolTip()


def test_it_has_a_name(field: KeyField) -> None:
    assert field.accessibleName() == "OpenAI key"
