"""Cells as they are painted: looked at as pixels, light and dark."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtGui import QColor, QFont
from PySide6.QtWidgets import QStyleOptionViewItem
from pytestqt.qtbot import QtBot

from desktop_proxy.ui import tokens
from desktop_proxy.ui.requests.cell_delegate import CellDelegate
from desktop_proxy.ui.requests.columns import COLUMNS
from desktop_proxy.ui.requests.table_model import RequestTableModel
from desktop_proxy.ui.requests.table_view import RequestTable
from desktop_proxy.ui.theme import Theme

from .rows import a_row

KEYS = [column.key for column in COLUMNS]


@pytest.fixture
def table(theme: Theme, qtbot: QtBot, tmp_path: Path) -> RequestTable:
    model = RequestTableModel()
    made = RequestTable(model, theme, QSettings(str(tmp_path / "w.ini"), QSettings.Format.IniFormat))
    qtbot.addWidget(made)
    made.model_ = model  # type: ignore[attr-defined]
    made.resize(1400, 300)
    model.apply([a_row(f"r{n}", state=state, cost_usd=1.0) for n, state in enumerate(("done", "error", "done"))])
    with qtbot.waitExposed(made):
        made.show()
    return made


def colours(table: RequestTable, row: int, key: str) -> set[str]:
    cell = table.visualRect(table.model().index(row, KEYS.index(key)))
    image = table.viewport().grab(cell).toImage()
    return {image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())}


def name(theme: Theme, role: str) -> str:
    return theme.colour(role).name()


def test_a_state_is_drawn_as_a_shape_in_its_colour_and_a_word(table: RequestTable, theme: Theme) -> None:
    assert QColor(theme.colours.error).name() in colours(table, 1, "state")
    assert QColor(theme.colours.ok).name() in colours(table, 0, "state")
    assert name(theme, "text") in colours(table, 0, "state")


def test_the_colours_follow_the_theme(table: RequestTable, theme: Theme) -> None:
    theme.set_appearance("dark")
    seen = colours(table, 1, "state")
    assert {QColor(theme.colours.error).name(), name(theme, "text")} <= seen


def test_the_current_row_is_marked_and_shows_whether_it_has_the_keys(table: RequestTable, theme: Theme) -> None:
    table.selectRow(1)
    assert name(theme, "selection") in colours(table, 1, "cost")
    assert name(theme, "selection") not in colours(table, 0, "cost")
    table.clearFocus()
    assert name(theme, "accent") not in colours(table, 1, "time")
    table.setFocus()
    assert table.hasFocus()
    assert name(theme, "accent") in colours(table, 1, "time")


def test_numbers_stand_at_the_right_in_figures_of_one_width(table: RequestTable) -> None:
    cell = table.visualRect(table.model().index(0, KEYS.index("cost")))
    image = table.viewport().grab(cell).toImage()
    paper = image.pixelColor(1, 1)
    inked = [x for x in range(image.width()) if any(image.pixelColor(x, y) != paper for y in range(image.height()))]
    assert image.width() - tokens.GAP - 3 <= inked[-1] + 1 <= image.width() - tokens.GAP
    delegate = table.itemDelegate()
    assert isinstance(delegate, CellDelegate)
    assert delegate._fonts[KEYS.index("cost")].isFeatureSet(QFont.Tag("tnum"))


def test_a_text_that_is_too_long_is_cut_and_a_text_that_just_fits_is_not(table: RequestTable) -> None:
    delegate = table.itemDelegate()
    assert isinstance(delegate, CellDelegate)
    column = KEYS.index("provider")
    fitting = delegate.width(column, "unpriced") - 2 * tokens.GAP
    assert delegate._cut("unpriced", column, fitting)[0] == "unpriced"
    assert delegate._cut("unpriced", column, fitting - 6)[0].endswith("…")


@pytest.mark.parametrize("lacking", [8, 30, 60])
def test_where_both_models_do_not_fit_the_one_that_answers_stays_whole(table: RequestTable, lacking: int) -> None:
    delegate = table.itemDelegate()
    assert isinstance(delegate, CellDelegate)
    column, text = KEYS.index("model"), "claude-haiku-4-5-20251001 → gpt-6-luna"
    whole = delegate.width(column, text) - 2 * tokens.GAP
    assert delegate._cut(text, column, whole)[0] == text
    cut, advance = delegate._cut(text, column, whole - lacking)
    assert cut.startswith("claude-haiku-") and cut.endswith("… → gpt-6-luna") and advance <= whole - lacking


def test_where_not_even_the_model_that_answers_fits_it_has_the_room(table: RequestTable) -> None:
    delegate = table.itemDelegate()
    assert isinstance(delegate, CellDelegate)
    cut, advance = delegate._cut("claude-sonnet-5 → gemini-3.8-flash", KEYS.index("model"), 90)
    assert cut.startswith("… → gemini") and cut.endswith("…") and advance <= 90
    alone, _ = delegate._cut("claude-haiku-4-5-20251001", KEYS.index("model"), 90)
    assert alone.startswith("claude-") and alone.endswith("…")


def test_what_is_remembered_of_texts_is_bounded(table: RequestTable) -> None:
    delegate = table.itemDelegate()
    assert isinstance(delegate, CellDelegate)
    for number in range(4100):
        delegate._cut(str(number), 0, 50)
    assert len(delegate._cuts) <= 4000


def test_a_cell_says_how_much_room_it_wants(table: RequestTable) -> None:
    index = table.model().index(0, KEYS.index("state"))
    hint = table.itemDelegate().sizeHint(QStyleOptionViewItem(), index)
    assert hint.height() == tokens.ROW_HEIGHT
    assert hint.width() > tokens.SMALL_ICON_SIZE + 2 * tokens.GAP
