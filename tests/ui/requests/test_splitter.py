"""Details stand below the table or beside it, in remembered sizes."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop_proxy.ui.requests.splitter import SIDE_BY_SIDE_WIDTH, DetailsSplitter


@pytest.fixture
def settings(tmp_path: Path) -> QSettings:
    return QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)


def make(qtbot: QtBot, settings: QSettings, width: int = 800) -> DetailsSplitter:
    made = DetailsSplitter(settings)
    made.hold(QWidget(made), QWidget(made))
    qtbot.addWidget(made)
    made.resize(width, 600)
    made.show()
    return made


def test_below_in_a_narrow_place_and_beside_in_a_wide_one(qtbot: QtBot, settings: QSettings) -> None:
    splitter = make(qtbot, settings)
    assert splitter.orientation() == Qt.Orientation.Vertical
    splitter.resize(SIDE_BY_SIDE_WIDTH, 600)
    assert splitter.orientation() == Qt.Orientation.Horizontal
    splitter.resize(SIDE_BY_SIDE_WIDTH - 1, 600)
    assert splitter.orientation() == Qt.Orientation.Vertical


def test_neither_can_be_pushed_away(qtbot: QtBot, settings: QSettings) -> None:
    splitter = make(qtbot, settings)
    splitter.moveSplitter(0, 1)
    assert min(splitter.sizes()) > 100


def test_sizes_are_there_again_at_the_next_start(qtbot: QtBot, settings: QSettings) -> None:
    splitter = make(qtbot, settings)
    splitter.moveSplitter(200, 1)
    again = make(qtbot, settings)
    assert abs(again.sizes()[0] - 200) <= 2
    assert make(qtbot, settings, 1400).sizes()[0] > 700


@pytest.mark.parametrize(
    "written", ["no json", "[]", '{"Vertical": [1]}', '{"Vertical": ["a", 2], "Horizontal": [1, 2]}']
)
def test_what_cannot_be_read_is_as_the_first_start(qtbot: QtBot, settings: QSettings, written: str) -> None:
    first = make(qtbot, settings).sizes()
    settings.setValue("requests/splitter", written)
    assert make(qtbot, settings).sizes() == first
