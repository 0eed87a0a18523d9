"""The Requests page as a person uses it, on a real core."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from desktop_proxy.core import Core
from desktop_proxy.request_log import RequestRow
from desktop_proxy.request_log.database import open_for_writing, store
from desktop_proxy.ui.bridge import CoreBridge
from desktop_proxy.ui.pages.requests import RequestsPage
from desktop_proxy.ui.requests.delete_dialog import DeleteDialog
from desktop_proxy.ui.theme import Theme
from tests.fakes import eventually
from tests.ui.requests.rows import a_row


def write(core: Core, *rows: RequestRow) -> None:
    with contextlib.closing(open_for_writing(core.paths.database)) as database:
        store(database, rows)


@pytest.fixture
async def page(core: Core, bridge: CoreBridge, theme: Theme, qtbot: QtBot) -> AsyncIterator[RequestsPage]:
    write(
        core,
        *(a_row(f"req_{n}", answered="gpt-6.1-sol", provider="openai", cost_usd=0.1) for n in range(20)),
        a_row("req_failed", state="error", error="Rate limit reached.", status=429, provider="xai"),
    )
    await core.request_log.start()
    made = RequestsPage(core, bridge, theme)
    qtbot.addWidget(made)
    made.resize(900, 700)
    made.show()
    made.activateWindow()
    await eventually(lambda: made.feed.begun and not made.feed.loading)
    yield made
    await core.request_log.close()


@pytest.fixture
async def empty_page(core: Core, bridge: CoreBridge, theme: Theme, qtbot: QtBot) -> AsyncIterator[RequestsPage]:
    made = RequestsPage(core, bridge, theme)
    qtbot.addWidget(made)
    made.show()
    await eventually(lambda: made.feed.begun and not made.feed.loading)
    yield made


def shown(page: RequestsPage) -> list[str]:
    return [page.model.id_at(number) for number in range(page.model.rowCount())]


def live(core: Core, id: str) -> RequestRow:
    row = a_row(id, state="running", asked="claude-opus-4-8")
    core.request_log.begin(row)
    return row


async def test_a_request_appears_when_it_starts_and_fills_in(core: Core, page: RequestsPage) -> None:
    live(core, "req_live")
    await eventually(lambda: shown(page)[0] == "req_live")
    assert page.model.state_at(0) == "running"
    core.request_log.finish("req_live", state="done", answered="gpt", output_tokens=7, stop_reason="end_turn")
    await eventually(lambda: page.model.state_at(0) == "done")
    assert "claude-opus-4-8 → gpt" in page.model.texts_at(0) and "Answered" in page.model.texts_at(0)
    assert page.remarks.count.text() == "22 requests"


async def test_find_goes_to_the_filter_and_escape_clears_it(page: RequestsPage) -> None:
    page.table.setFocus()
    QTest.keySequence(page.table, QKeySequence(QKeySequence.StandardKey.Find))
    assert page.filter.hasFocus()
    QTest.keyClicks(page.filter, "status:error")
    await eventually(lambda: shown(page) == ["req_failed"])
    assert page.remarks.count.text() == "1 of 21"
    QTest.keyClick(page.filter, Qt.Key.Key_Escape)
    await eventually(lambda: len(shown(page)) == 21)


async def test_by_keys_alone_from_the_filter_to_the_details_and_back(page: RequestsPage) -> None:
    page.filter.setFocus()
    QTest.keyClicks(page.filter, "rate")
    QTest.keyClick(page.filter, Qt.Key.Key_Down)
    assert page.table.hasFocus()
    QTest.keyClick(page.table, Qt.Key.Key_Down)
    QTest.keyClick(page.table, Qt.Key.Key_Return)
    assert page.details.isVisible() and page.details.error.text.text() == "Rate limit reached."
    QTest.keyClick(page.table, Qt.Key.Key_Escape)
    assert not page.details.isVisible() and page.filter.text() == "rate"
    QTest.keyClick(page.table, Qt.Key.Key_Escape)
    assert page.filter.text() == ""


async def test_details_follow_the_current_row_and_its_changes(core: Core, page: RequestsPage) -> None:
    live(core, "req_live")
    await eventually(lambda: shown(page)[0] == "req_live")
    page.table.select("req_live")
    page.table.opened.emit()
    assert page.details.facts.texts()["State"] == "Running"
    core.request_log.finish("req_live", state="error", error="Slow down.", status=429)
    await eventually(lambda: page.details.facts.texts()["State"] == "Error, HTTP 429")
    assert page.details.error.text.text() == "Slow down."
    QTest.keyClick(page.table, Qt.Key.Key_Down)
    assert page.details.id == "req_failed"


async def test_closing_the_details_gives_the_keys_back_to_the_table(page: RequestsPage) -> None:
    page.table.select("req_3")
    page.table.opened.emit()
    page.details.close_button.setFocus()
    page.details.close_button.click()
    assert not page.details.isVisible() and page.table.hasFocus()


async def test_details_of_a_row_the_filter_hides_stay(page: RequestsPage) -> None:
    page.table.select("req_3")
    page.table.opened.emit()
    page.filter.setText("status:error")
    await eventually(lambda: shown(page) == ["req_failed"])
    assert page.details.isVisible() and page.details.id == "req_3"


async def test_what_is_wrong_with_the_filter_stands_below_it_and_the_table_stays(page: RequestsPage) -> None:
    QTest.keyClicks(page.filter, "modle:gpt")
    await eventually(lambda: "Did you mean “model”?" in page.remarks.remark.text())
    assert len(shown(page)) == 0 or len(shown(page)) == 21
    page.filter.clear()
    assert page.remarks.remark.text() == ""


async def test_pausing_counts_and_resuming_shows(core: Core, page: RequestsPage) -> None:
    page.pause.click()
    assert page.pause.text() == "Resume" and page.remarks.remark.text() == "Paused."
    for number in range(12):
        live(core, f"req_live{number}")
    await eventually(lambda: page.remarks.remark.text() == "Paused. 12 new requests")
    assert len(shown(page)) == 21
    page.pause.click()
    assert len(shown(page)) == 33 and page.remarks.remark.text() == "" and page.pause.text() == "Pause"


async def test_the_request_log_is_deleted_after_a_question(core: Core, page: RequestsPage) -> None:
    live(core, "req_live")
    await eventually(lambda: shown(page)[0] == "req_live")
    page.table.select("req_3")
    page.table.opened.emit()
    page.delete_all.click()
    (dialog,) = page.findChildren(DeleteDialog)
    assert dialog.delete.text() == "Delete 21 requests"
    dialog.delete.click()
    assert page.remarks.remark.text() == "Deleting…" and not page.delete_all.isEnabled()
    await eventually(lambda: shown(page) == ["req_live"])
    assert page.message.text.text() == "21 requests were deleted."
    assert not page.details.isVisible()
    assert [row.id for row in core.request_log.recent(10)] == ["req_live"]


async def test_another_page_can_have_it_ask_whether_all_is_deleted(
    core: Core, bridge: CoreBridge, theme: Theme, qtbot: QtBot
) -> None:
    write(core, *(a_row(f"req_{n}") for n in range(900)))
    page = RequestsPage(core, bridge, theme)
    qtbot.addWidget(page)
    page.open_with({"clear": True})
    assert not page.findChildren(DeleteDialog)
    page.show()
    await eventually(lambda: bool(page.findChildren(DeleteDialog)))
    (dialog,) = page.findChildren(DeleteDialog)
    assert page.delete_all.text() == "Delete all…" and dialog.delete.text() == "Delete 900 requests"
    dialog.cancel.click()
    page.hide()


async def test_where_there_is_nothing_to_delete_nothing_is_asked(empty_page: RequestsPage) -> None:
    empty_page.open_with({"clear": True})
    live(empty_page.core, "req_live")
    await eventually(lambda: empty_page.model.running == 1)
    empty_page.core.request_log.finish("req_live", state="done")
    await eventually(empty_page.delete_all.isEnabled)
    assert not empty_page.findChildren(DeleteDialog)


async def test_nothing_matches_and_a_button_that_helps(page: RequestsPage) -> None:
    page.filter.setText("model:llama")
    await eventually(lambda: page.states.currentWidget() is page.nothing_found)
    page.nothing_found.button.click()
    await eventually(lambda: page.states.currentWidget() is page.splitter)
    assert len(shown(page)) == 21


async def test_without_requests_the_way_to_the_first_one_is_shown(
    core: Core, empty_page: RequestsPage, qtbot: QtBot
) -> None:
    page = empty_page
    assert page.states.currentWidget() is page.nothing_yet
    assert not page.delete_all.isEnabled() and not page.pause.isEnabled()
    with qtbot.waitSignal(page.navigate) as asked:
        page.nothing_yet.button.click()
    assert asked.args[0] == "clients"
    live(core, "req_live")
    await eventually(lambda: page.states.currentWidget() is page.splitter)


async def test_another_page_can_open_it_with_a_filter(page: RequestsPage) -> None:
    page.open_with("status:error")
    await eventually(lambda: shown(page) == ["req_failed"])


async def test_another_page_can_open_it_with_a_request(page: RequestsPage) -> None:
    page.filter.setText("status:error")
    page.open_with({"id": "req_5"})
    await eventually(lambda: page.details.isVisible() and page.details.id == "req_5")
    assert page.table.current_id == "req_5" and page.filter.text() == ""


async def test_a_request_that_is_gone_is_told(page: RequestsPage) -> None:
    page.open_with({"id": "req_of_last_year"})
    assert "no longer in the request log" in page.message.text.text()


async def test_a_request_is_found_while_the_history_is_loading_and_while_paused(
    core: Core, bridge: CoreBridge, theme: Theme, qtbot: QtBot
) -> None:
    write(core, *(a_row(f"req_{n}") for n in range(900)))
    page = RequestsPage(core, bridge, theme)
    qtbot.addWidget(page)
    page.open_with({"id": "req_3"})
    page.show()
    await eventually(lambda: page.details.id == "req_3")
    page.pause.click()
    live(core, "req_live")
    await eventually(lambda: page.feed.waiting == 1)
    page.open_with({"id": "req_live"})
    await eventually(lambda: page.details.id == "req_live")
    assert not page.feed.paused
    page.hide()


async def test_a_hidden_page_does_nothing_until_it_is_shown_again(core: Core, page: RequestsPage) -> None:
    page.hide()
    live(core, "req_live")
    await core.request_log.flush()
    await eventually(lambda: page.feed.waiting == 1)
    assert not page.model.knows("req_live")
    page.show()
    await eventually(lambda: shown(page)[0] == "req_live")


async def test_a_log_that_cannot_be_read_is_told_with_a_way_to_try_again(
    core: Core, bridge: CoreBridge, theme: Theme, qtbot: QtBot
) -> None:
    core.paths.database.write_bytes(b"no database at all" * 1000)
    page = RequestsPage(core, bridge, theme)
    qtbot.addWidget(page)
    page.show()
    await eventually(lambda: "cannot be read" in page.message.text.text())
    core.paths.database.unlink()
    write(core, a_row("req_1"))
    (again,) = [made for made in page.message.findChildren(QPushButton) if made.text() == "Try again"]
    again.click()
    await eventually(lambda: shown(page) == ["req_1"] and not page.message.isVisible())
    page.hide()


async def test_a_log_that_is_not_written_says_so(page: RequestsPage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page.core.request_log._writer, "notice", "The request log cannot be written (disk is full).")
    page.filter.setText("gpt")
    await eventually(lambda: page.message.isVisible())
    assert "disk is full" in page.message.text.text()


async def test_the_menu_of_a_row_narrows_the_filter(page: RequestsPage) -> None:
    page.table.select("req_failed")
    page.table.wanted.emit("provider:xai")
    await eventually(lambda: shown(page) == ["req_failed"])
    assert page.filter.text() == "provider:xai"


async def test_columns_and_sizes_are_remembered(
    core: Core, bridge: CoreBridge, theme: Theme, page: RequestsPage, qtbot: QtBot
) -> None:
    page.table.columns.choose(0, False)
    page.hide()
    again = RequestsPage(core, bridge, theme)
    qtbot.addWidget(again)
    assert again.table.isColumnHidden(0)
    assert (core.paths.config_dir / "window.ini").exists()
    page.show()


async def test_every_control_has_a_name_and_is_reached_by_tab(page: RequestsPage) -> None:
    page.table.select("req_3")
    page.table.opened.emit()
    page.filter.setFocus()
    reached = []
    for _ in range(40):
        focused = QApplication.focusWidget()
        assert focused is not None
        reached.append(focused)
        QTest.keyClick(focused, Qt.Key.Key_Tab)
        if QApplication.focusWidget() is page.filter:
            break
    assert {page.filter, page.pause, page.delete_all, page.table, page.details.close_button} <= set(reached)
    assert all(made.accessibleName() or getattr(made, "text", str)() for made in reached)


async def test_a_row_is_copied_by_keys(page: RequestsPage) -> None:
    page.table.select("req_failed")
    page.table.setFocus()
    QTest.keySequence(page.table, QKeySequence(QKeySequence.StandardKey.Copy))
    assert "Rate limit reached." in QGuiApplication.clipboard().text().split("\t")
