"""Facts stand in as many columns as there is room for."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QFontDatabase
from pytestqt.qtbot import QtBot

from desktop_proxy.ui.requests.facts_grid import FactsGrid

FIXED = QFontDatabase.SystemFont.FixedFont


@pytest.fixture
def grid(qtbot: QtBot) -> FactsGrid:
    made = FactsGrid(
        ["One", "Two", "Three", "Id"],
        [False, False, False, True],
        QFontDatabase.systemFont(FIXED),
        [False, False, False, True],
    )
    qtbot.addWidget(made)
    made.resize(1000, 300)
    made.show()
    return made


def places(grid: FactsGrid) -> list[tuple[int, int]]:
    return [(cell.x(), cell.y()) for cell in grid._cells if not cell.isHidden()]


def test_it_shows_titles_with_their_texts_and_leaves_empty_ones_out(grid: FactsGrid) -> None:
    grid.show_texts(["1", "", "3", "req_1"])
    assert grid.texts() == {"One": "1", "Three": "3", "Id": "req_1"}
    grid.show_texts(["1", "2", "", "req_2"])
    assert grid.texts() == {"One": "1", "Two": "2", "Id": "req_2"}


def test_a_narrow_one_has_one_column_and_a_wide_one_several(grid: FactsGrid, qtbot: QtBot) -> None:
    grid.show_texts(["1", "2", "3", "4"])
    qtbot.waitUntil(lambda: len({y for _, y in places(grid)[:3]}) == 1 and len({x for x, _ in places(grid)}) > 2)
    grid.resize(150, 600)
    qtbot.waitUntil(lambda: len({x for x, _ in places(grid)}) == 1)
    assert [y for _, y in places(grid)] == sorted(y for _, y in places(grid))


def test_a_long_word_does_not_make_it_wider(grid: FactsGrid) -> None:
    grid.show_texts(["x" * 5000, "2", "3", "y" * 5000])
    assert grid.minimumSizeHint().width() < 1000


def test_each_value_is_named_by_its_title_and_can_be_marked(grid: FactsGrid) -> None:
    for value, title in zip(grid._values, ("One", "Two", "Three", "Id"), strict=True):
        assert value.accessibleName() == title
        assert value.textInteractionFlags()
    assert grid._values[3].font().family() == QFontDatabase.systemFont(FIXED).family()
