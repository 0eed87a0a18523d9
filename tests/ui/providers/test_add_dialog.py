from __future__ import annotations

import pytest
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from desktop_proxy.core import Core
from desktop_proxy.ui.providers.add_dialog import CUSTOM, AddDialog
from desktop_proxy.ui.theme import Theme
from tests.ui.providers.hands import OPENROUTER_KEY, click, retype

Added = list[tuple[str, str]]


@pytest.fixture
def added() -> Added:
    return []


def dialog_of(core: Core, theme: Theme, qtbot: QtBot, added: Added, preset: str = "") -> AddDialog:
    dialog = AddDialog(theme, core.settings, preset)
    qtbot.addWidget(dialog)
    dialog.added.connect(lambda name, key: added.append((name, key)))
    dialog.open()
    return dialog


def choose(dialog: AddDialog, value: str) -> None:
    dialog.preset.setCurrentIndex(dialog.preset.findData(value))
    dialog.preset.activated.emit(dialog.preset.currentIndex())


def test_a_preset_is_added_with_its_key(core: Core, theme: Theme, qtbot: QtBot, added: Added):
    dialog = dialog_of(core, theme, qtbot, added)
    assert (dialog.preset.currentText(), dialog.name_field.text()) == ("OpenRouter", "openrouter")
    retype(dialog.key, OPENROUTER_KEY, leave=False)
    click(dialog.accept_button)
    assert added == [("openrouter", OPENROUTER_KEY)] and dialog.key.text() == ""
    assert core.settings.current.providers["openrouter"].preset == "openrouter"


def test_name_and_address_follow_the_preset_until_they_are_typed(core: Core, theme: Theme, qtbot: QtBot, added: Added):
    dialog = dialog_of(core, theme, qtbot, added)
    choose(dialog, "ollama")
    assert (dialog.name_field.text(), dialog.address.text()) == ("ollama", "http://localhost:11434/v1")
    retype(dialog.name_field, "mine", leave=False)
    choose(dialog, "groq")
    assert (dialog.name_field.text(), dialog.address.text()) == ("mine", "https://api.groq.com/openai/v1")


def test_any_compatible_address_can_be_added(core: Core, theme: Theme, qtbot: QtBot, added: Added):
    dialog = dialog_of(core, theme, qtbot, added)
    choose(dialog, CUSTOM)
    assert dialog.name_field.text() == "" and dialog.address.text() == ""
    retype(dialog.name_field, "team", leave=False)
    retype(dialog.address, "https://team.test/v1", leave=False)
    dialog.accept()
    assert added == [("team", "")]
    assert core.settings.current.providers["team"].base_url == "https://team.test/v1"


def test_what_cannot_be_keeps_the_dialog_open_and_says_why(core: Core, theme: Theme, qtbot: QtBot, added: Added):
    dialog = dialog_of(core, theme, qtbot, added)
    retype(dialog.name_field, "openai", leave=False)
    retype(dialog.address, "nonsense", leave=False)
    dialog.accept()
    assert dialog.isVisible() and added == []
    assert "is built in" in dialog.name_block.remark.text()
    assert "is not an address" in dialog.address_block.remark.text()


def test_it_is_said_when_typing_stops(core: Core, theme: Theme, qtbot: QtBot, added: Added):
    dialog = dialog_of(core, theme, qtbot, added)
    dialog._typing.setInterval(10)
    retype(dialog.name_field, "openai", leave=False)
    qtbot.waitUntil(lambda: "is built in" in dialog.name_block.remark.text())


def test_plain_http_to_another_machine_has_to_be_accepted(core: Core, theme: Theme, qtbot: QtBot, added: Added):
    dialog = dialog_of(core, theme, qtbot, added, "ollama")
    assert not dialog.insecure.isVisible()
    retype(dialog.address, "http://box.test:11434/v1", leave=False)
    dialog.accept()
    assert added == [] and dialog.insecure.isVisible()
    click(dialog.insecure)
    dialog.accept()
    assert added == [("ollama", "")]
    assert core.settings.current.providers["ollama"].allow_insecure_http


def test_cancelling_adds_nothing(core: Core, theme: Theme, qtbot: QtBot, added: Added):
    dialog = dialog_of(core, theme, qtbot, added)
    click(dialog.cancel_button)
    assert dialog.result() == QDialog.DialogCode.Rejected and core.settings.current.providers == {}


def test_a_file_that_cannot_be_written_is_told(core: Core, theme: Theme, qtbot: QtBot, added: Added, monkeypatch):
    def refuse(document: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(core.settings._file, "write", refuse)
    dialog = dialog_of(core, theme, qtbot, added)
    dialog.accept()
    assert dialog.isVisible() and "No space left" in dialog.name_block.remark.text()
