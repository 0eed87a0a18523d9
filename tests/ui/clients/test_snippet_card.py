"""Lines to copy: masked on the screen, whole on the clipboard."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop_proxy.clients.snippets import SNIPPETS
from desktop_proxy.redaction import Secret
from desktop_proxy.ui.clients.access import Access
from desktop_proxy.ui.clients.snippet_card import Group, SnippetCard, groups, usual_shell
from desktop_proxy.ui.theme import Theme
from desktop_proxy.ui.widgets.clipboard import MARKS

TOKEN = "dp-0123456789abcdefghijklmnopqrstuvwxyz"
# One that every language has to quote.
ODD_TOKEN = 'it\'s-"odd"-$0123456789-\\-abcdef'
URL = "http://127.0.0.1:8082"


def card(qtbot: QtBot, theme: Theme, group: Group, token: str = TOKEN, *, revealed: bool = False) -> SnippetCard:
    made = SnippetCard(theme, group)
    qtbot.addWidget(made)
    made.show_access(Access(URL, Secret(token)), revealed=revealed)
    return made


def is_marked() -> bool:
    copied = QGuiApplication.clipboard().mimeData()
    return all(copied.hasFormat(name) for name in MARKS)


def each() -> list[tuple[int, str]]:
    return [(number, name) for number, group in enumerate(groups()) for name in group.names]


def test_every_snippet_has_a_card() -> None:
    assert {name for _, name in each()} == {snippet.name for snippet in SNIPPETS}


@pytest.mark.parametrize(("number", "name"), each())
@pytest.mark.parametrize("token", [TOKEN, ODD_TOKEN])
def test_the_token_is_masked_in_what_is_shown_and_whole_in_what_is_copied(
    qtbot: QtBot, theme: Theme, number: int, name: str, token: str
) -> None:
    made = card(qtbot, theme, groups()[number], token)
    made.choice.show_value(name)
    made.show_access(Access(URL, Secret(token)), revealed=False)
    snippet = next(snippet for snippet in SNIPPETS if snippet.name == name)
    shown = made.box.toPlainText()
    assert Secret(token).masked() in shown and token[:16] not in shown and token[8:] not in shown
    QTest.mouseClick(made.copy, Qt.MouseButton.LeftButton)
    assert QGuiApplication.clipboard().text() == snippet.text(URL, token)
    assert is_marked()


@pytest.mark.parametrize("revealed", [True, False])
def test_marking_and_copying_by_hand_takes_the_token_along_as_a_secret(
    qtbot: QtBot, theme: Theme, revealed: bool
) -> None:
    made = card(qtbot, theme, groups()[0], revealed=revealed)
    made.box.selectAll()
    made.box.copy()
    assert QGuiApplication.clipboard().text() == made.lines()
    assert is_marked()


def test_it_is_shown_on_demand(qtbot: QtBot, theme: Theme) -> None:
    made = card(qtbot, theme, groups()[0], revealed=True)
    assert TOKEN in made.box.toPlainText()


def test_choosing_a_shell_changes_the_lines_and_says_where_they_go(qtbot: QtBot, theme: Theme) -> None:
    made = card(qtbot, theme, groups()[0])
    made.choice.setFocus()
    QTest.keyClick(made.choice, Qt.Key.Key_Down)
    assert made.snippet.name == "fish"
    assert made.box.toPlainText().startswith("set -gx ANTHROPIC_BASE_URL")
    assert "config.fish" in made.place.text()


def test_without_a_token_nothing_half_is_copied(qtbot: QtBot, theme: Theme) -> None:
    made = SnippetCard(theme, groups()[0])
    qtbot.addWidget(made)
    made.show_access(Access(URL, None, "The keyring is locked."), revealed=False)
    assert not made.copy.isEnabled()


def test_where_no_token_is_needed_the_lines_say_so(qtbot: QtBot, theme: Theme) -> None:
    made = card(qtbot, theme, groups()[0], "")
    assert "no-token-needed" in made.box.toPlainText() and made.copy.isEnabled()


@pytest.mark.parametrize(
    ("environ", "platform", "name"),
    [
        ({"SHELL": "/usr/bin/fish"}, "linux", "fish"),
        ({"SHELL": "/bin/zsh"}, "darwin", "bash"),
        ({}, "linux", "bash"),
        ({"SHELL": "/usr/bin/fish"}, "win32", "powershell"),
    ],
)
def test_the_users_own_shell_comes_first(environ: dict[str, str], platform: str, name: str) -> None:
    assert usual_shell(environ, platform) == name


def test_a_card_begins_with_the_shell_it_is_given_and_ignores_others(qtbot: QtBot, theme: Theme) -> None:
    for group, first in ((groups()[0], "powershell"), (groups()[1], "vs-code")):
        made = SnippetCard(theme, group, "powershell")
        qtbot.addWidget(made)
        assert made.snippet.name == first
