"""A setting acts when it is made, can be undone for a while, and says why it cannot be."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from desktop_proxy.environment import Environment
from desktop_proxy.settings import SettingsError, SettingsStore
from desktop_proxy.ui.widgets.setting_row import SettingRow, pinned_remark
from desktop_proxy.variables import Source

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


def test_after_its_time_undo_is_gone_and_the_change_stays(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("desktop_proxy.ui.tokens.UNDO_MS", 30)
    made = row(qtbot, settings := store(tmp_path))
    made.change(4)
    assert made.undo.isVisible()
    qtbot.waitUntil(lambda: not made.undo.isVisible())
    assert settings.current.upstream.max_retries == 4


class Both(SettingRow):
    """Has a second setting that goes with the first."""

    def _changes(self, value: object) -> dict[str, object]:
        return {"server.max_streams": 9, self.dotted: value}


def test_settings_that_belong_together_are_stored_and_undone_together(qtbot: QtBot, tmp_path: Path) -> None:
    made = Both(settings := store(tmp_path), RETRIES, "Retries", "", QLineEdit())
    qtbot.addWidget(made)
    made.show()
    usual = settings.current.server.max_streams
    assert not made.change(-1) and settings.current.server.max_streams == usual
    assert made.change(4) and settings.current.server.max_streams == 9
    QTest.mouseClick(made.undo, Qt.MouseButton.LeftButton)
    assert (settings.current.upstream.max_retries, settings.current.server.max_streams) == (2, usual)


def test_undo_stands_there_for_five_seconds(qtbot: QtBot, tmp_path: Path) -> None:
    made = row(qtbot, store(tmp_path))
    [timer] = made.findChildren(QTimer)
    made.change(4)
    assert timer.isActive() and timer.interval() == 5000
    QTest.mouseClick(made.undo, Qt.MouseButton.LeftButton)
    assert not timer.isActive()


def test_of_two_quick_changes_undo_takes_back_the_last_one(qtbot: QtBot, tmp_path: Path) -> None:
    made = row(qtbot, settings := store(tmp_path))
    made.change(4)
    made.change(5)
    QTest.mouseClick(made.undo, Qt.MouseButton.LeftButton)
    assert settings.current.upstream.max_retries == 4
    assert not made.undo.isVisible()


def test_a_change_to_the_same_value_offers_no_undo(qtbot: QtBot, tmp_path: Path) -> None:
    made = row(qtbot, store(tmp_path))
    assert made.change(2)
    assert not made.undo.isVisible()


def test_what_was_a_default_is_one_again_after_undo(qtbot: QtBot, tmp_path: Path) -> None:
    made = row(qtbot, settings := store(tmp_path))
    made.change(4)
    made.change(5)
    QTest.mouseClick(made.undo, Qt.MouseButton.LeftButton)
    assert settings.source(RETRIES) == "settings"
    settings.update({RETRIES: None})
    made.change(3)
    QTest.mouseClick(made.undo, Qt.MouseButton.LeftButton)
    assert (settings.source(RETRIES), settings.current.upstream.max_retries) == ("default", 2)


def test_undo_by_keyboard_leaves_the_focus_at_the_control(qtbot: QtBot, tmp_path: Path) -> None:
    made = row(qtbot, settings := store(tmp_path))
    with qtbot.waitActive(made):
        made.activateWindow()
    made.change(4)
    made.undo.setFocus()
    QTest.keyClick(made.undo, Qt.Key.Key_Space)
    assert settings.current.upstream.max_retries == 2
    assert made.control.hasFocus()


def test_the_controls_are_named(qtbot: QtBot, tmp_path: Path) -> None:
    made = row(qtbot, store(tmp_path))
    assert QAccessible.queryAccessibleInterface(made.control).text(QAccessible.Text.Name) == "Retries"
    assert QAccessible.queryAccessibleInterface(made.undo).text(QAccessible.Text.Name) == "Undo: Retries"


def test_a_value_that_cannot_be_is_told_and_not_stored(qtbot: QtBot, tmp_path: Path) -> None:
    made = row(qtbot, settings := store(tmp_path))
    assert not made.change(99)
    assert made.remark.isVisible() and made.remark.property("tone") == "error"
    with pytest.raises(SettingsError) as refused:
        settings.check({RETRIES: 99})
    assert made.remark.text() == str(refused.value)
    assert settings.current.upstream.max_retries == 2
    assert made.change(3) and not made.remark.isVisible()


def test_what_the_command_line_decides_is_shown_and_cannot_be_changed(qtbot: QtBot, tmp_path: Path) -> None:
    made = row(qtbot, store(tmp_path, **{RETRIES: 1}))
    assert made.pinned and not made.control.isEnabled()
    assert "command line" in made.remark.text()
    assert not made.remark.property("tone")


@pytest.mark.parametrize("source, said", [("environment", "environment"), (".env", "file .env")])
def test_what_the_environment_decides_cannot_be_changed_until_it_does_not_any_more(
    source: Source, said: str, qtbot: QtBot, tmp_path: Path
) -> None:
    sources: dict[str, Source] = {RETRIES: source}
    settings = SettingsStore(tmp_path / "settings.json", Environment(settings={RETRIES: "1"}, setting_sources=sources))
    made = row(qtbot, settings)
    assert made.value == 1
    assert pinned_remark(settings, RETRIES) == f"Set by the {said}"
    assert not made.control.isEnabled() and said in made.remark.text()
    sources.clear()
    made.refresh()
    assert made.control.isEnabled() and not made.remark.isVisible() and not made.pinned
    assert pinned_remark(settings, RETRIES) == ""


def test_looking_again_does_not_take_a_complaint_away(qtbot: QtBot, tmp_path: Path) -> None:
    made = row(qtbot, store(tmp_path))
    made.change(99)
    made.refresh()
    assert made.remark.isVisible() and made.control.isEnabled()


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
