from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from desktop_proxy.ui.providers.parts import Parts
from desktop_proxy.ui.providers.paste_dialog import PasteDialog
from tests.ui.providers.hands import ANTHROPIC_KEY, OPENAI_KEY, OPENROUTER_KEY, XAI_KEY, click, retype


def dialog_of(parts: Parts, qtbot: QtBot) -> tuple[PasteDialog, list[tuple[str, str]]]:
    dialog, pasted = PasteDialog(parts), []
    qtbot.addWidget(dialog)
    dialog.pasted.connect(lambda name, key: pasted.append((name, key)))
    dialog.open()
    return dialog, pasted


@pytest.mark.parametrize(
    ("key", "name", "label"),
    [
        (OPENAI_KEY, "openai", "OpenAI"),
        (XAI_KEY, "xai", "xAI"),
        (ANTHROPIC_KEY, "anthropic", "Anthropic"),
        (OPENROUTER_KEY, "openrouter", "OpenRouter"),
        ("AIza" + "x" * 35, "gemini", "Google AI Studio"),
    ],
)
def test_whose_key_it_is_follows_from_its_shape(parts: Parts, qtbot: QtBot, key: str, name: str, label: str):
    dialog, pasted = dialog_of(parts, qtbot)
    retype(dialog.key, key, leave=False)
    assert dialog.recognised.word.text() == f"This looks like a key of {label}."
    click(dialog.accept_button)
    assert pasted == [(name, key)] and dialog.key.text() == ""


def test_a_key_of_no_known_shape_needs_its_provider_to_be_said(parts: Parts, qtbot: QtBot):
    parts.core.settings.update({"providers.team.base_url": "https://team.test/v1"})
    dialog, pasted = dialog_of(parts, qtbot)
    dialog._typing.setInterval(10)
    retype(dialog.key, "team-key-0123456789", leave=False)
    qtbot.waitUntil(lambda: "choose the provider" in dialog.recognised.word.text())
    assert not dialog.accept_button.isEnabled()
    dialog.provider.setCurrentIndex(dialog.provider.findData("team"))
    dialog.provider.activated.emit(dialog.provider.currentIndex())
    click(dialog.accept_button)
    assert pasted == [("team", "team-key-0123456789")]


def test_a_recognised_key_may_still_be_given_to_another(parts: Parts, qtbot: QtBot):
    dialog, pasted = dialog_of(parts, qtbot)
    retype(dialog.key, OPENAI_KEY, leave=False)
    dialog.provider.setCurrentIndex(dialog.provider.findData("deepseek"))
    dialog.provider.activated.emit(dialog.provider.currentIndex())
    click(dialog.accept_button)
    assert pasted == [("deepseek", OPENAI_KEY)]


def test_who_has_no_key_is_not_offered(parts: Parts, qtbot: QtBot):
    dialog, _ = dialog_of(parts, qtbot)
    assert dialog.provider.findData("demo") == -1 and dialog.provider.findData("vertex_ai") == -1


def test_a_key_is_kept_as_long_as_its_provider_cannot_be_set_up(parts: Parts, qtbot: QtBot, monkeypatch):
    def refuse(document: object) -> None:
        raise OSError(28, "No space left on device")

    dialog, pasted = dialog_of(parts, qtbot)
    retype(dialog.key, OPENROUTER_KEY, leave=False)
    with monkeypatch.context() as full:
        full.setattr(parts.core.settings._file, "write", refuse)
        click(dialog.accept_button)
    assert dialog.isVisible() and pasted == []
    assert "No space left" in dialog.provider_block.remark.text()
    click(dialog.accept_button)
    assert pasted == [("openrouter", OPENROUTER_KEY)] and dialog.key.text() == ""
    assert parts.core.settings.current.providers["openrouter"].preset == "openrouter"


def test_the_complaint_goes_with_the_choice_it_was_about(parts: Parts, qtbot: QtBot, monkeypatch):
    def refuse(document: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(parts.core.settings._file, "write", refuse)
    dialog, pasted = dialog_of(parts, qtbot)
    retype(dialog.key, OPENROUTER_KEY, leave=False)
    click(dialog.accept_button)
    assert dialog.provider_block.remark.text()
    retype(dialog.key, OPENAI_KEY, leave=False)
    assert dialog.provider_block.remark.text() == ""
    click(dialog.accept_button)
    assert pasted == [("openai", OPENAI_KEY)]


def test_cancelling_forgets_the_key(parts: Parts, qtbot: QtBot):
    dialog, pasted = dialog_of(parts, qtbot)
    retype(dialog.key, OPENAI_KEY, leave=False)
    click(dialog.cancel_button)
    assert dialog.key.text() == "" and pasted == []
