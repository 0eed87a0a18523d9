"""Every row of the table is a setting, and its limits are the setting's own."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop_proxy.environment import Environment
from desktop_proxy.settings import SettingsError, SettingsStore
from desktop_proxy.ui.general import table
from desktop_proxy.ui.general.table import Choices, Number, Row, Switch

ROWS = (*table.START, *table.REQUEST_LOG, *table.NOTIFICATIONS, *table.LOOK, *table.PATIENCE)


def values(row: Row) -> list[object]:
    match row.control:
        case Number(low, high):
            return [low, high]
        case Choices(rows):
            return [value for value, _ in rows]
        case Switch():
            return [True, False]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.dotted)
def test_everything_a_row_offers_is_accepted(row: Row, tmp_path: Path) -> None:
    store = SettingsStore(tmp_path / "settings.json", Environment())
    for value in values(row):
        store.check({row.dotted: value})


@pytest.mark.parametrize("row", [row for row in ROWS if isinstance(row.control, Number)], ids=lambda row: row.dotted)
def test_what_is_beyond_a_rows_highest_number_is_not(row: Row, tmp_path: Path) -> None:
    store = SettingsStore(tmp_path / "settings.json", Environment())
    assert isinstance(row.control, Number)
    with pytest.raises(SettingsError):
        store.check({row.dotted: row.control.high + 1})


def test_the_rows_say_what_they_do_in_the_words_that_are_used_for_it() -> None:
    captions = {row.dotted: row.caption for row in ROWS}
    assert captions["request_log.enabled"] == "Keep a request log"
    assert captions["upstream.max_retries"] == "Retries"
    assert captions["server.ping_interval_s"] == "Keep-alive to the client"
    assert captions["app.notify_model_retired"] == "A model is switched off by its provider"


def test_no_setting_stands_on_the_page_twice() -> None:
    assert len({row.dotted for row in ROWS}) == len(ROWS)
