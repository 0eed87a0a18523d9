"""A setting acts when it is made, can be undone for a while, and says why it cannot be."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from desktop_proxy.environment import Environment
from desktop_proxy.settings import SettingsStore
from desktop_proxy.ui.widgets.setting_row import SettingRow

RETRIES = "upstream.max_retries"


def row(qtbot: QtBot, store: SettingsStore, dotted: str = RETRIES) -> SettingRow:
    made = SettingRow(store, dotted, "Retries", "Further attempts.", QLineEdit())
    qtbot.addWidget(made)
    made.show()
    return made


def store(tmp_path: Path, **overrides: object) -> SettingsStore:
    return SettingsStore(tmp_path / "settings.json", Environment(), overrides)


def test_a_change_is_stored_at_once_and_undo_takes_it_back(qtbot: QtBot, tmp_path: Path) -> None:
    made = row(qtbot, settings := store(tmp_path))
    told: list[object] = []
    made.applied.connect(told.append)
    assert not made.undo.isVisible()
    assert made.change(4) and settings.current.upstream.max_retries == 4
    QTest.mouseClick(made.undo, Qt.MouseButton.LeftButton)
    assert settings.current.upstream.max_retries == 2
    assert told == [4, 2] and not made.undo.isVisible()


def test_a_value_that_cannot_be_is_told_and_not_stored(qtbot: QtBot, tmp_path: Path) -> None:
    made = row(qtbot, settings := store(tmp_path))
    assert not made.change(99)
    assert made.remark.isVisible() and made.remark.property("tone") == "error"
    assert settings.current.upstream.max_retries == 2
    assert made.change(3) and not made.remark.isVisible()


def test_what_the_command_line_decides_is_shown_and_cannot_be_changed(qtbot: QtBot, tmp_path: Path) -> None:
    made = row(qtbot, store(tmp_path, **{RETRIES: 1}))
    assert made.pinned and not made.control.isEnabled()
    assert "command line" in made.remark.text()
    assert not made.remark.property("tone")


def test_undo_keeps_its_place_while_it_is_hidden(qtbot: QtBot, tmp_path: Path) -> None:
    made = row(qtbot, store(tmp_path))
    made.resize(500, 60)
    before = made.control.geometry()
    made.change(4)
    assert made.control.geometry() == before


def test_a_file_that_cannot_be_written_is_told_by_undo_as_well(qtbot: QtBot, tmp_path: Path) -> None:
    made = row(qtbot, store(tmp_path))
    made.change(4)
    (tmp_path / "settings.json").unlink()
    (tmp_path / "settings.json").mkdir()
    QTest.mouseClick(made.undo, Qt.MouseButton.LeftButton)
    assert made.remark.isVisible()
