"""A setting with its control below its name: checked when typing stops, stored when the field is left."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox
from pytestqt.qtbot import QtBot

from desktop_proxy.environment import Environment
from desktop_proxy.settings import SettingsStore
from desktop_proxy.ui.widgets.stacked_setting import StackedSetting, TextSetting

BIG = "routing.big_model"


@pytest.fixture
def store(tmp_path: Path) -> SettingsStore:
    return SettingsStore(tmp_path / "settings.json", Environment())


@pytest.fixture
def row(store: SettingsStore, qtbot: QtBot) -> TextSetting:
    return shown(TextSetting(store, BIG, "Big model", "It answers sonnet."), qtbot)


def shown(row: TextSetting, qtbot: QtBot) -> TextSetting:
    qtbot.addWidget(row)
    row.resize(300, 120)
    row.show()
    return row


def test_name_explanation_control_and_remark_stand_below_each_other(row: TextSetting) -> None:
    row.complain("It cannot be.")
    row.adjustSize()
    row.layout().activate()
    places = [
        part.mapTo(row, part.rect().topLeft()).y() for part in (row.caption, row.explanation, row.field, row.remark)
    ]
    assert places == sorted(set(places))
    assert row.field.width() > 0.9 * row.width()


def test_what_is_typed_is_stored_when_return_is_pressed(row: TextSetting, store: SettingsStore) -> None:
    QTest.keyClicks(row.field, "gpt-4.1")
    assert store.current.routing.big_model is None
    QTest.keyClick(row.field, Qt.Key.Key_Return)
    assert store.current.routing.big_model == "gpt-4.1"
    QTest.mouseClick(row.undo, Qt.MouseButton.LeftButton)
    assert store.current.routing.big_model is None and row.field.text() == ""


def test_when_typing_stops_it_is_checked_and_not_stored(row: TextSetting, store: SettingsStore, qtbot: QtBot) -> None:
    row._typing.setInterval(10)
    QTest.keyClicks(row.field, "two words")
    qtbot.waitUntil(row.remark.isVisible)
    assert row.remark.text() == "Big model must not have blanks in it."
    assert row.field.property("invalid") is True
    QTest.keyClick(row.field, Qt.Key.Key_Return)
    assert store.current.routing.big_model is None and row.field.text() == "two words"


def test_esc_forgets_what_was_typed(row: TextSetting, store: SettingsStore) -> None:
    row.change("gpt-4.1")
    QTest.keyClicks(row.field, " x")
    row.check()
    QTest.keyClick(row.field, Qt.Key.Key_Escape)
    assert row.field.text() == "gpt-4.1" and not row.remark.isVisible()


def test_an_emptied_field_unsets_the_setting(row: TextSetting, store: SettingsStore) -> None:
    row.change("gpt-4.1")
    row.field.clear()
    QTest.keyClick(row.field, Qt.Key.Key_Return)
    assert store.source(BIG) == "default"


def test_leaving_the_field_without_a_change_writes_nothing(
    row: TextSetting, store: SettingsStore, tmp_path: Path
) -> None:
    QTest.keyClick(row.field, Qt.Key.Key_Return)
    assert not (tmp_path / "settings.json").exists()


def test_a_list_is_shown_and_written_with_commas(store: SettingsStore, qtbot: QtBot) -> None:
    row = shown(TextSetting(store, "routing.fallbacks", "Fallbacks"), qtbot)
    row.field.setText("xai/grok-4.6,openai/o1")
    QTest.keyClick(row.field, Qt.Key.Key_Return)
    assert store.current.routing.fallbacks == ("xai/grok-4.6", "openai/o1")
    assert row.field.text() == "xai/grok-4.6, openai/o1"


def test_what_is_set_elsewhere_is_shown_while_nothing_is_typed(row: TextSetting, store: SettingsStore) -> None:
    store.update({BIG: "o1"})
    row.show_value()
    assert row.field.text() == "o1"


def test_what_the_environment_decides_cannot_be_edited(tmp_path: Path, qtbot: QtBot) -> None:
    environment = Environment.read({"BIG_MODEL": "gpt-4.1"}, tmp_path)
    row = shown(TextSetting(SettingsStore(tmp_path / "settings.json", environment), BIG, "Big model"), qtbot)
    assert not row.field.isEnabled() and row.field.text() == "gpt-4.1"
    assert row.remark.text() == "Set by the environment; change it there."


def test_any_control_can_stand_there(store: SettingsStore, qtbot: QtBot) -> None:
    row = StackedSetting(store, BIG, "Big model", "", QComboBox())
    qtbot.addWidget(row)
    assert row.change("o1") and row.control.accessibleName() == "Big model"
