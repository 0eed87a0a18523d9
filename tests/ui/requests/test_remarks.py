"""What is said below the filter."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from pytestqt.qtbot import QtBot

from desktop_proxy.ui.requests.filter import compile_filter
from desktop_proxy.ui.requests.remarks import Remarks
from desktop_proxy.ui.requests.table_model import RequestTableModel

from .rows import a_row


@pytest.fixture
def feed() -> SimpleNamespace:
    return SimpleNamespace(paused=False, waiting=0, loading=False)


@pytest.fixture
def model() -> RequestTableModel:
    made = RequestTableModel()
    made.apply([a_row(provider="xai" if number % 3 else "openai") for number in range(30)])
    return made


@pytest.fixture
def remarks(feed: SimpleNamespace, model: RequestTableModel, qtbot: QtBot) -> Remarks:
    made = Remarks(feed, model)  # type: ignore[arg-type]
    qtbot.addWidget(made)
    return made


def test_requests_are_counted_and_of_them_those_that_match(remarks: Remarks, model: RequestTableModel) -> None:
    remarks.refresh("", deleting=False)
    assert remarks.count.text() == "30 requests"
    model.set_filter(compile_filter("provider:xai"))
    remarks.refresh("", deleting=False)
    assert remarks.count.text() == "20 of 30"


def test_without_requests_nothing_is_counted(remarks: Remarks, model: RequestTableModel) -> None:
    model.keep_running()
    remarks.refresh("", deleting=False)
    assert remarks.count.text() == ""


@pytest.mark.parametrize(
    ("state", "said"),
    [
        ({}, ""),
        ({"loading": True}, "Loading the request log…"),
        ({"paused": True}, "Paused."),
        ({"paused": True, "waiting": 12}, "Paused. 12 new requests"),
    ],
)
def test_how_things_stand_is_said(remarks: Remarks, feed: SimpleNamespace, state: dict[str, object], said: str) -> None:
    feed.__dict__.update(state)
    remarks.refresh("", deleting=False)
    assert remarks.remark.text() == said and not remarks.remark.property("tone")


def test_what_is_wrong_with_the_filter_comes_first(remarks: Remarks, feed: SimpleNamespace) -> None:
    feed.paused = True
    remarks.refresh("There is no field.", deleting=True)
    assert (remarks.remark.text(), remarks.remark.property("tone")) == ("There is no field.", "error")
    remarks.refresh("", deleting=True)
    assert (remarks.remark.text(), remarks.remark.property("tone")) == ("Deleting…", "")


def test_the_line_is_as_high_with_words_as_without(remarks: Remarks) -> None:
    remarks.refresh("", deleting=False)
    empty = remarks.sizeHint().height()
    remarks.refresh("x" * 500, deleting=False)
    assert remarks.sizeHint().height() == empty
    assert remarks.minimumSizeHint().width() < 300
