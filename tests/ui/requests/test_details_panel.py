"""The details of one request."""

from __future__ import annotations

import json

import orjson
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from desktop_proxy.redaction import Redactor
from desktop_proxy.ui.requests.details_panel import DetailsPanel
from desktop_proxy.ui.theme import Theme

from .rows import a_row

KEY = "sk-proj-0123456789abcdefghijklmnopqrstuvwxyz"
NOTES = orjson.dumps([{"field": "top_k", "action": "dropped", "why": "OpenAI does not take it"}]).decode()


@pytest.fixture
def panel(theme: Theme, qtbot: QtBot) -> DetailsPanel:
    made = DetailsPanel(theme, Redactor().redact)
    qtbot.addWidget(made)
    made.resize(800, 400)
    made.show()
    return made


def test_facts_and_notes_are_shown(panel: DetailsPanel) -> None:
    panel.show_row(a_row("req_1", answered="gpt", notes=NOTES))
    assert panel.id == "req_1"
    assert panel.facts.texts()["Request id"] == "req_1"
    assert panel.notes.text() == "top_k was left out: OpenAI does not take it"
    assert panel.error.isHidden() and not panel.notes_title.isHidden()


def test_another_request_takes_the_place_of_the_first(panel: DetailsPanel) -> None:
    panel.show_row(a_row("req_1", notes=NOTES, state="error", error="Slow down."))
    assert panel.error.text.text() == "Slow down." and not panel.error.isHidden()
    panel.show_row(a_row("req_2"))
    assert panel.error.isHidden() and panel.notes.isHidden() and panel.notes_title.isHidden()


def test_details_are_copied_as_json_without_secrets(panel: DetailsPanel) -> None:
    assert panel.details() == ""
    panel.show_row(a_row("req_1", error=f"You sent {KEY}", notes=NOTES, input_tokens=7))
    panel.copy_details.click()
    text = QGuiApplication.clipboard().text()
    assert KEY not in text
    values = json.loads(text)
    assert (values["id"], values["input_tokens"], values["notes"][0]["field"]) == ("req_1", 7, "top_k")


def test_notes_that_cannot_be_read_are_copied_as_they_are(panel: DetailsPanel) -> None:
    panel.show_row(a_row("req_1", notes="no json"))
    assert json.loads(panel.details())["notes"] == "no json"


def test_the_id_is_copied(panel: DetailsPanel) -> None:
    panel.show_row(a_row("req_1"))
    panel.copy_id.click()
    assert QGuiApplication.clipboard().text() == "req_1"


def test_escape_and_the_button_close_it(panel: DetailsPanel, qtbot: QtBot) -> None:
    panel.show_row(a_row("req_1"))
    with qtbot.waitSignal(panel.closed):
        QTest.keyClick(panel.copy_id, Qt.Key.Key_Escape)
    with qtbot.waitSignal(panel.closed):
        panel.close_button.click()


def test_what_a_provider_says_is_plain_text(panel: DetailsPanel) -> None:
    panel.show_row(a_row("req_1", asked="<b>x</b>", state="error", error="<img src='http://127.0.0.1/'>\u202e"))
    assert panel.error.text.text() == "<img src='http://127.0.0.1/'>⟨202E⟩"
    labels = [made for made in panel.findChildren(QLabel) if made.text()]
    assert labels and {made.textFormat() for made in labels} == {Qt.TextFormat.PlainText}
