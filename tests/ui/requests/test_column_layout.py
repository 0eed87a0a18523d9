"""Columns fit the window until the user chooses, and then stay as chosen, also at the next start."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QTableView
from pytestqt.qtbot import QtBot

from desktop_proxy.ui.requests.column_layout import ColumnLayout
from desktop_proxy.ui.requests.columns import COLUMNS, WAITS
from desktop_proxy.ui.requests.table_model import RequestTableModel

KEYS = [column.key for column in COLUMNS]
ALWAYS = {column.key for column in COLUMNS if column.gives_way == 0}


@pytest.fixture
def settings(tmp_path: Path) -> QSettings:
    return QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)


@pytest.fixture
def layout(qtbot: QtBot, settings: QSettings) -> ColumnLayout:
    return make(qtbot, settings)


def make(qtbot: QtBot, settings: QSettings) -> ColumnLayout:
    view = QTableView()
    qtbot.addWidget(view)
    view.setModel(RequestTableModel())
    view.horizontalHeader().setSectionsMovable(True)
    view.horizontalHeader().setStretchLastSection(True)
    layout = ColumnLayout(view.horizontalHeader(), settings, lambda _, text: 8 * len(text) + 16)
    layout.view = view  # type: ignore[attr-defined]
    return layout


def shown(layout: ColumnLayout) -> list[str]:
    header = layout._header
    order = [header.logicalIndex(place) for place in range(len(KEYS))]
    return [KEYS[number] for number in order if not header.isSectionHidden(number)]


def test_a_wide_window_shows_every_column_and_a_narrow_one_the_most_important(layout: ColumnLayout) -> None:
    layout.fit(3000)
    assert shown(layout) == KEYS
    layout.fit(100)
    assert set(shown(layout)) == ALWAYS
    layout.fit(3000)
    assert shown(layout) == KEYS


def test_the_less_important_a_column_is_the_sooner_it_gives_way(layout: ColumnLayout) -> None:
    seen = []
    for width in range(3000, 100, -20):
        layout.fit(width)
        seen.append(set(shown(layout)))
    assert all(later <= earlier for earlier, later in itertools.pairwise(seen))
    gone = [key for earlier, later in itertools.pairwise(seen) for key in earlier - later]
    by_weight = sorted((c for c in COLUMNS if c.gives_way), key=lambda column: -column.gives_way)
    assert gone == [column.key for column in by_weight]


def test_what_is_shown_fits_and_the_texts_in_it_shrink_first(layout: ColumnLayout) -> None:
    for width in range(700, 2000, 70):
        layout.fit(width)
        needed = sum(layout._header.sectionSize(KEYS.index(key)) for key in shown(layout)[:-1])
        assert needed < width


def test_model_and_result_are_as_wide_as_they_want_before_a_lesser_column_is_shown(layout: ColumnLayout) -> None:
    lesser = {column.key for column in COLUMNS if column.gives_way >= WAITS}
    number, last = KEYS.index("model"), KEYS.index("result")
    for width in range(700, 3000, 10):
        layout.fit(width)
        sizes = {key: layout._header.sectionSize(KEYS.index(key)) for key in shown(layout)}
        # The last one has what is left.
        result = width - sum(size for key, size in sizes.items() if key != "result")
        if lesser & set(sizes):
            assert sizes["model"] == layout._standard[number] and result >= layout._standard[last], width


def test_once_the_user_has_chosen_the_window_decides_no_more(layout: ColumnLayout) -> None:
    layout.fit(3000)
    layout.choose(KEYS.index("cached"), False)
    layout.fit(100)
    assert shown(layout) == [key for key in KEYS if key != "cached"]


def test_the_layout_is_there_again_at_the_next_start(qtbot: QtBot, settings: QSettings, layout: ColumnLayout) -> None:
    layout.choose(KEYS.index("session"), False)
    layout._header.moveSection(layout._header.visualIndex(KEYS.index("cost")), 0)
    layout._header.resizeSection(KEYS.index("provider"), 222)
    layout.remember()
    again = make(qtbot, settings)
    assert shown(again)[0] == "cost" and "session" not in shown(again)
    assert again._header.sectionSize(KEYS.index("provider")) == 222


def test_it_is_written_by_itself_a_moment_after_a_change(
    qtbot: QtBot, settings: QSettings, layout: ColumnLayout
) -> None:
    layout._header.resizeSection(KEYS.index("provider"), 222)
    qtbot.waitUntil(lambda: settings.value("requests/columns") is not None)


@pytest.mark.parametrize("written", ["no json", "[]", '{"widths": {"time": "x"}}', '{"order": 5}', '{"hidden": null}'])
def test_what_cannot_be_read_is_as_the_first_start(qtbot: QtBot, settings: QSettings, written: str) -> None:
    settings.setValue("requests/columns", written)
    layout = make(qtbot, settings)
    layout.fit(3000)
    assert shown(layout) == KEYS


def test_a_layout_that_hides_everything_is_not_taken(qtbot: QtBot, settings: QSettings, layout: ColumnLayout) -> None:
    for number in range(len(KEYS)):
        layout.choose(number, False)
    layout.remember()
    again = make(qtbot, settings)
    again.fit(3000)
    assert shown(again) == KEYS


def test_the_menu_shows_and_hides_columns_and_leaves_one(layout: ColumnLayout) -> None:
    layout.fit(3000)
    actions = {action.text(): action for action in layout.menu().actions()}
    actions["Provider"].trigger()
    assert "provider" not in shown(layout)
    actions["Provider"].trigger()
    assert "provider" in shown(layout)
    for number in range(1, len(KEYS)):
        layout.choose(number, False)
    last = layout.menu().actions()[0]
    assert last.isChecked() and not last.isEnabled()


def test_the_standard_columns_come_back(layout: ColumnLayout) -> None:
    layout.fit(3000)
    layout.choose(0, False)
    layout._header.moveSection(5, 0)
    layout.view.resize(3000, 200)  # type: ignore[attr-defined]
    {action.text(): action for action in layout.menu().actions()}["Standard columns"].trigger()
    layout.fit(3000)
    assert shown(layout) == KEYS
