"""Open steps have a button each; the card is gone when none is left."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop_proxy.core import Core
from desktop_proxy.ui.overview.first_steps import FirstSteps
from desktop_proxy.ui.overview.looking import Answer, View
from desktop_proxy.ui.theme import Theme


def view(provider: bool, client: bool, request: bool) -> View:
    return View((), frozenset(), frozenset(), provider, client, request)


def shown(qtbot: QtBot, core: Core, theme: Theme, state: View) -> FirstSteps:
    made = FirstSteps(core, theme)
    qtbot.addWidget(made)
    made.show_view(state)
    return made


def test_each_open_step_leads_somewhere(qtbot: QtBot, core: Core, theme: Theme) -> None:
    made = shown(qtbot, core, theme, view(False, False, False))
    asked: list[str] = []
    made.navigate.connect(lambda name, _argument: asked.append(name))
    for act in (made.provider.act, made.client.act, made.all):
        QTest.mouseClick(act, Qt.MouseButton.LeftButton)
    assert asked == ["providers", "clients", "first_run"]
    QTest.mouseClick(made.request.act, Qt.MouseButton.LeftButton)
    assert QGuiApplication.clipboard().text().endswith("claude")


def test_a_done_step_has_no_button_and_says_so(qtbot: QtBot, core: Core, theme: Theme) -> None:
    made = shown(qtbot, core, theme, view(True, False, False))
    assert made.provider.done and not made.provider.act.isVisible()
    assert made.provider.state.accessibleName() == "A provider answers: done"
    assert made.client.act.isVisible()


def test_a_client_that_is_not_connected_is_not_said_to_be(qtbot: QtBot, core: Core, theme: Theme) -> None:
    made = shown(qtbot, core, theme, view(False, True, True))
    assert made.client.state.accessibleName() == "Claude Code is connected: done"
    made.show_view(view(False, False, True))
    assert made.client.state.accessibleName() == "A client has used the proxy: done"
    made.show_view(view(False, False, False))
    assert made.client.state.accessibleName() == "Claude Code is connected: open"


def test_when_all_are_done_it_is_gone(qtbot: QtBot, core: Core, theme: Theme) -> None:
    made = shown(qtbot, core, theme, view(True, True, False))
    assert made.isVisible()
    made.show_view(view(True, True, True))
    assert not made.isVisible()


DEMO = "Until one has a key, the built-in demo does, and says so."


@pytest.mark.parametrize(
    ("asked", "without", "unknown", "said"),
    [
        (("demo", "demo"), (), (), DEMO),
        (("openai", "openai"), ("openai",), (), "OpenAI has no key, so its requests fail."),
        (("openai", "xai", "demo"), ("openai", "xai"), (), "OpenAI and xAI have no key, so their requests fail."),
        (
            ("openai", "xai", "gemini"),
            ("openai", "xai", "gemini"),
            (),
            "OpenAI, xAI and Google AI Studio have no key, so their requests fail.",
        ),
        (("openai",), (), ("openai",), "The keyring does not say whether there is a key."),
    ],
)
def test_who_answers_before_a_provider_does_is_what_happens(
    qtbot: QtBot,
    core: Core,
    theme: Theme,
    asked: tuple[str, ...],
    without: tuple[str, ...],
    unknown: tuple[str, ...],
    said: str,
) -> None:
    answers = tuple(Answer("Opus", f"{name}/model", "", name, name != "demo") for name in asked)
    made = shown(qtbot, core, theme, View(answers, frozenset(without), frozenset(unknown), False, False, False))
    assert made.provider.explanation.text() == said
