from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop_proxy.ui.models.model_combo import ModelCombo
from desktop_proxy.ui.theme import Theme
from tests.ui.providers.hands import retype

MODELS = ["openai/gpt-4.1", "openai/gpt-6-luna", "xai/grok-4.6"]


@pytest.fixture
def combo(theme: Theme, qtbot: QtBot) -> ModelCombo:
    made = ModelCombo(theme, "Opus")
    qtbot.addWidget(made)
    made.show_choices(MODELS)
    made.show()
    return made


@pytest.fixture
def entered(combo: ModelCombo) -> list[str]:
    told: list[str] = []
    combo.entered.connect(told.append)
    return told


def test_any_text_can_be_typed_and_return_ends_it(combo: ModelCombo, entered: list[str]):
    retype(combo, "something/new")
    assert entered == ["something/new"] and combo.text == "something/new"


def test_offering_models_changes_nothing_that_stands_there(combo: ModelCombo, entered: list[str]):
    combo.show_text("my/own")
    combo.show_choices([*MODELS, "xai/grok-9"])
    assert combo.text == "my/own" and entered == [] and combo.count() == 4
    combo.show_text("")
    combo.show_choices(MODELS)
    assert combo.text == ""


def test_one_of_the_list_is_chosen(combo: ModelCombo, entered: list[str]):
    combo.setCurrentIndex(1)
    combo.activated.emit(1)
    assert entered == ["openai/gpt-6-luna"]


@pytest.mark.parametrize("key", [Qt.Key.Key_Down, Qt.Key.Key_Up])
def test_an_arrow_key_opens_the_list_and_enters_nothing(combo: ModelCombo, entered: list[str], key: Qt.Key):
    combo.field.setFocus()
    QTest.keyClick(combo, key)
    assert combo.view().isVisible() and entered == []
    combo.hidePopup()


def test_the_wheel_is_left_to_the_page(combo: ModelCombo, entered: list[str]):
    middle = QPointF(combo.rect().center())
    wheel = QWheelEvent(
        middle,
        combo.mapToGlobal(middle),
        QPoint(0, -120),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(combo, wheel)
    assert not wheel.isAccepted() and entered == [] and combo.text == ""


def test_the_list_narrows_by_any_part_of_the_name(combo: ModelCombo, entered: list[str], qtbot: QtBot):
    combo.activateWindow()
    combo.setFocus()
    qtbot.waitUntil(combo.field.hasFocus)
    QTest.keyClicks(combo, "GROK")
    completer = combo.completer()
    assert completer is not None and completer.completionCount() == 1
    completer.activated[str].emit("xai/grok-4.6")
    assert entered == ["xai/grok-4.6"]


def test_what_is_being_typed_stays(combo: ModelCombo, qtbot: QtBot):
    combo.activateWindow()
    combo.setFocus()
    qtbot.waitUntil(combo.field.hasFocus)
    QTest.keyClicks(combo, "half")
    combo.show_text("openai/gpt-4.1")
    assert combo.text == "half" and combo.is_being_typed


def test_names_stand_in_the_fixed_font_in_both_appearances(combo: ModelCombo, theme: Theme):
    fixed = theme.fixed_font().family()
    assert combo.field.font().family() == fixed
    theme.set_appearance("dark")
    QApplication.sendPostedEvents()
    assert combo.field.font().family() == fixed


def test_it_is_named_for_screen_readers(combo: ModelCombo):
    assert combo.accessibleName() == combo.field.accessibleName() == "Opus"
