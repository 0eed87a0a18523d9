from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from desktop_proxy.ui.providers.connection_card import ConnectionCard, FileRow
from desktop_proxy.ui.providers.parts import Parts
from tests.ui.providers.hands import click, retype

FIELDS = {
    "openai": ["base_url", "api", "models"],
    "gemini": ["base_url", "models"],
    "xai": ["base_url", "api", "models"],
    "anthropic": ["base_url"],
    "vertex_ai": ["project", "location", "credentials_file", "base_url", "models"],
    "team": ["base_url", "api", "models"],
}


def card_of(parts: Parts, qtbot: QtBot, name: str) -> ConnectionCard:
    parts.core.settings.update({"providers.team.base_url": "https://team.test/v1"})
    made = ConnectionCard(parts, parts.entry(name))
    qtbot.addWidget(made)
    made.resize(320, 600)
    made.show()
    return made


@pytest.mark.parametrize("name", FIELDS)
def test_the_fields_follow_from_the_row_of_the_table(parts: Parts, qtbot: QtBot, name: str):
    assert list(card_of(parts, qtbot, name).rows) == FIELDS[name]


def test_the_api_is_chosen_and_chosen_by_model_is_unset(parts: Parts, qtbot: QtBot):
    card = card_of(parts, qtbot, "openai")
    row = card.rows["api"]
    QTest.keyClick(row.control, Qt.Key.Key_Down)
    assert parts.core.settings.current.providers["openai"].api == "chat"
    QTest.keyClick(row.control, Qt.Key.Key_Up)
    assert parts.core.settings.source("providers.openai.api") == "default"


def test_vertex_is_filled_in(parts: Parts, qtbot: QtBot):
    card = card_of(parts, qtbot, "vertex_ai")
    rows = card.rows
    for field, value in (("project", "my-project"), ("location", "europe-west4")):
        retype(rows[field].control, value)
    own = parts.core.settings.current.providers["vertex_ai"]
    assert (own.project, own.location) == ("my-project", "europe-west4")


def test_a_file_is_chosen_in_a_dialog_that_blocks_nothing(parts: Parts, qtbot: QtBot, tmp_path: Path):
    file = tmp_path / "account.json"
    file.write_text("{}")
    card = card_of(parts, qtbot, "vertex_ai")
    row = card.rows["credentials_file"]
    assert isinstance(row, FileRow)
    click(row.browse)
    assert row.dialog is not None and row.dialog.isVisible()
    assert row.dialog.fileMode() is QFileDialog.FileMode.ExistingFile
    row.dialog.fileSelected.emit(str(file))
    row.dialog.done(0)
    assert parts.core.settings.current.providers["vertex_ai"].credentials_file == str(file)


def test_what_changes_elsewhere_is_shown(parts: Parts, qtbot: QtBot):
    card = card_of(parts, qtbot, "team")
    changes = {"base_url": "https://other.test/v1", "api": "responses", "models": ["a", "b"]}
    parts.core.settings.update({f"providers.team.{field}": value for field, value in changes.items()})
    card.refresh()
    assert card.rows["base_url"].field.text() == "https://other.test/v1"
    assert card.rows["api"].control.currentData() == "responses"
    assert card.rows["models"].field.text() == "a, b"


def test_an_endpoints_list_says_what_its_order_means(parts: Parts, qtbot: QtBot):
    card = card_of(parts, qtbot, "team")
    said = card.rows["models"].explanation.text()
    assert "The first is its big model" in said
