"""The table under keys and pointer."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QSettings, Qt
from PySide6.QtGui import QContextMenuEvent, QGuiApplication, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop_proxy.ui import tokens
from desktop_proxy.ui.plain_text import menu_text
from desktop_proxy.ui.requests.columns import COLUMNS
from desktop_proxy.ui.requests.filter import compile_filter
from desktop_proxy.ui.requests.table_model import RequestTableModel
from desktop_proxy.ui.requests.table_view import RequestTable
from desktop_proxy.ui.theme import Theme

from .rows import a_row

KEYS = [column.key for column in COLUMNS]


@pytest.fixture
def model() -> RequestTableModel:
    made = RequestTableModel()
    made.apply([a_row(f"r{n}", answered="gpt", provider="openai", cost_usd=0.5, session="s 1") for n in range(100)])
    return made


@pytest.fixture
def table(model: RequestTableModel, theme: Theme, qtbot: QtBot, tmp_path: Path) -> RequestTable:
    made = RequestTable(model, theme, QSettings(str(tmp_path / "w.ini"), QSettings.Format.IniFormat))
    qtbot.addWidget(made)
    made.resize(1400, 400)
    with qtbot.waitExposed(made):
        made.show()
    made.setFocus()
    return made


def click(table: RequestTable, row: int, key: str = "state", *, double: bool = False) -> None:
    place = table.visualRect(table.model().index(row, KEYS.index(key))).center()
    act = QTest.mouseDClick if double else QTest.mouseClick
    act(table.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)


def test_every_row_has_the_one_height(table: RequestTable) -> None:
    assert {table.rowHeight(row) for row in (0, 1, 99)} == {tokens.ROW_HEIGHT}


def test_arrow_keys_move_and_return_opens(table: RequestTable) -> None:
    opened: list[str] = []
    current: list[str] = []
    table.opened.connect(lambda: opened.append(table.current_id))
    table.current_changed.connect(current.append)
    table.select("r98")
    QTest.keyClick(table, Qt.Key.Key_Down)
    QTest.keyClick(table, Qt.Key.Key_Down)
    QTest.keyClick(table, Qt.Key.Key_Return)
    assert current == ["r98", "r97", "r96"] and opened == ["r96"]


@pytest.mark.parametrize("double", [False, True])
def test_a_click_opens(table: RequestTable, double: bool) -> None:
    opened: list[str] = []
    table.opened.connect(lambda: opened.append(table.current_id))
    click(table, 3)
    if double:
        opened.clear()
        click(table, 3, double=True)
    assert set(opened) == {"r96"}


def test_escape_is_passed_on_and_tab_leaves_the_table(table: RequestTable, qtbot: QtBot) -> None:
    with qtbot.waitSignal(table.escaped):
        QTest.keyClick(table, Qt.Key.Key_Escape)
    table.select("r50")
    QTest.keyClick(table, Qt.Key.Key_Tab)
    assert table.current_id == "r50"


def test_copying_takes_the_shown_cells_in_their_order(table: RequestTable) -> None:
    header = table.horizontalHeader()
    for number, key in enumerate(KEYS):
        table.columns.choose(number, key in ("state", "model", "cost"))
    header.moveSection(header.visualIndex(KEYS.index("cost")), 0)
    table.select("r7")
    QTest.keySequence(table, QKeySequence(QKeySequence.StandardKey.Copy))
    assert QGuiApplication.clipboard().text() == "$0.50\tDone\tclaude-sonnet-5 → gpt"


def test_copying_without_a_row_leaves_the_clipboard(table: RequestTable) -> None:
    QGuiApplication.clipboard().setText("before")
    table.clearSelection()
    table.setCurrentIndex(table.model().index(-1, -1))
    table.copy_row()
    assert QGuiApplication.clipboard().text() == "before"


def test_the_selection_survives_new_rows_a_filter_and_sorting(
    table: RequestTable, model: RequestTableModel, qtbot: QtBot
) -> None:
    table.select("r42")
    model.apply([a_row("new", provider="openai")])
    assert table.current_id == "r42"
    model.set_filter(compile_filter("provider:openai"))
    table.sortByColumn(KEYS.index("cost"), Qt.SortOrder.AscendingOrder)
    qtbot.waitUntil(lambda: not model.busy)
    assert table.current_id == "r42"
    assert [index.row() for index in table.selectionModel().selectedRows()] == [model.number_of("r42")]


def test_at_the_top_the_newest_rows_stay_in_sight(table: RequestTable, model: RequestTableModel) -> None:
    model.apply([a_row(f"new{n}") for n in range(5)])
    QApplication.processEvents()
    assert table.verticalScrollBar().value() == 0
    assert model.id_at(table.rowAt(1)) == "new4"


@pytest.mark.parametrize("value", [1, 40, None])
def test_elsewhere_what_is_read_stays_where_it_is(
    table: RequestTable, model: RequestTableModel, value: int | None
) -> None:
    bar = table.verticalScrollBar()
    bar.setValue(bar.maximum() if value is None else value)
    read = model.id_at(table.rowAt(1))
    for batch in range(3):
        model.apply([a_row(f"new{batch}-{n}") for n in range(7)])
        QApplication.processEvents()
        assert model.id_at(table.rowAt(1)) == read


def test_a_header_click_sorts(table: RequestTable, model: RequestTableModel, qtbot: QtBot) -> None:
    model.apply([a_row("dear", cost_usd=9.0), a_row("last")])
    header = table.horizontalHeader()
    place = QPoint(header.sectionViewportPosition(KEYS.index("cost")) + 20, 10)
    QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)
    if header.sortIndicatorOrder() == Qt.SortOrder.AscendingOrder:
        QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)
    qtbot.waitUntil(lambda: not model.busy)
    assert model.id_at(0) == "dear"


def test_a_request_that_is_not_here_cannot_be_selected(table: RequestTable) -> None:
    assert not table.select("nobody")


def test_the_menu_of_a_row_copies_and_narrows_the_filter(table: RequestTable) -> None:
    wanted: list[str] = []
    table.wanted.connect(wanted.append)
    table.select("r5")
    actions = {action.text(): action for action in table.row_menu(KEYS.index("provider")).actions()}
    actions["Show only provider:openai"].trigger()
    actions["Leave out provider:openai"].trigger()
    actions["Copy request id"].trigger()
    assert wanted == ["provider:openai", "-provider:openai"]
    assert QGuiApplication.clipboard().text() == "r5"
    spaced = {action.text(): action for action in table.row_menu(KEYS.index("session")).actions()}
    spaced['Show only session:"s 1"'].trigger()
    assert wanted[-1] == 'session:"s 1"'
    assert not [text for text in (a.text() for a in table.row_menu(KEYS.index("cost")).actions()) if "only" in text]


def test_what_a_client_named_is_no_mnemonic_in_the_menu(table: RequestTable, model: RequestTableModel) -> None:
    model.apply([a_row("odd", session="a&b\u202ec")])
    table.select("odd")
    texts = [action.text() for action in table.row_menu(KEYS.index("session")).actions()]
    (only,) = [text for text in texts if text.startswith("Show only")]
    assert only == menu_text("Show only session:a&b⟨202E⟩c")


@pytest.mark.parametrize("reason", [QContextMenuEvent.Reason.Mouse, QContextMenuEvent.Reason.Keyboard])
def test_the_menu_opens_by_pointer_and_by_key(
    table: RequestTable, qtbot: QtBot, reason: QContextMenuEvent.Reason
) -> None:
    table.select("r98")
    place = table.visualRect(table.model().index(1, 1)).center()
    QApplication.sendEvent(table.viewport(), QContextMenuEvent(reason, place, table.viewport().mapToGlobal(place)))
    menu = QApplication.activePopupWidget()
    assert menu is not None and table.current_id == "r98"
    menu.close()


def test_a_larger_font_is_measured_anew(table: RequestTable) -> None:
    before = table.itemDelegate().width(0, "00:00:00")  # type: ignore[attr-defined]
    font = table.font()
    font.setPointSizeF(font.pointSizeF() * 2)
    table.setFont(font)
    assert table.itemDelegate().width(0, "00:00:00") > before * 1.5  # type: ignore[attr-defined]


def test_it_has_a_name_for_screen_readers(table: RequestTable) -> None:
    assert table.accessibleName() == "Requests"
