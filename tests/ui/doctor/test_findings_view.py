"""Findings stand below each other with shape and word, and nothing moves when a longer one comes."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QTextDocumentFragment
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from desktop_proxy.doctor import Finding, Remedy
from desktop_proxy.ui.doctor.findings_view import LOOKS, FindingsView
from desktop_proxy.ui.theme import Theme
from desktop_proxy.ui.widgets.state_line import StateLine


@pytest.fixture
def view(qtbot: QtBot, theme: Theme) -> FindingsView:
    made = FindingsView(theme, ("Port", "Certificates"))
    qtbot.addWidget(made)
    made.resize(500, 400)
    made.show()
    return made


def texts(view: FindingsView) -> list[str]:
    return [made.text() for made in view.widget().findChildren(QLabel) if made.text()]


@pytest.mark.parametrize("level", LOOKS)
def test_each_level_has_a_word(view: FindingsView, level: str) -> None:
    view.add("Port", Finding(level, "A sentence."))  # type: ignore[arg-type]
    assert LOOKS[level][1]() in texts(view) and "A sentence." in texts(view)


def test_advice_stands_below_and_a_title_only_once(view: FindingsView) -> None:
    view.add("Port", Finding("ok", "First."))
    view.add("Port", Finding("error", "Second.", "Do this."))
    assert texts(view).count("Port") == 1 and "Do this." in texts(view)


def test_what_mends_it_is_a_button_in_the_place_of_the_command(view: FindingsView) -> None:
    command = "Set a new one: `desktop-proxy keys set xai`."
    view.add("Keys", Finding("error", "xAI refuses its key.", command, "xAI", Remedy("new_key", "xai")))
    view.add("Port", Finding("error", "It is taken.", command, remedy=Remedy("port", advice="Use another port.")))
    assert "Use another port." in texts(view) and not any("desktop-proxy" in text for text in texts(view))
    wanted: list[tuple[str, object]] = []
    view.navigate.connect(lambda page, argument: wanted.append((page, argument)))
    key, port = view.widget().findChildren(QPushButton)
    assert (key.text(), port.text(), key.accessibleName()) == ("Change key", "Change port", "Change key: xAI")
    key.click()
    port.click()
    assert wanted == [("providers", "xai"), ("general", None)]


def test_a_command_that_only_a_terminal_runs_is_in_the_font_of_code(view: FindingsView, theme: Theme) -> None:
    view.add("Claude Code", Finding("warn", "<b>X</b> is set.", "Start it with `desktop-proxy claude <b>`."))
    advice = next(text for text in texts(view) if "desktop-proxy" in text)
    assert theme.fixed_font().family() in advice
    assert QTextDocumentFragment.fromHtml(advice).toPlainText() == "Start it with desktop-proxy claude <b>."
    assert "<b>X</b> is set." in texts(view)


def test_a_longer_title_moves_nothing(view: FindingsView, qtbot: QtBot) -> None:
    view.add("Port", Finding("ok", "First."))
    line = view.widget().findChild(StateLine)
    assert line is not None
    qtbot.waitUntil(lambda: line.x() > 0)
    before = line.x()
    view.add("Certificates", Finding("skipped", "Second."))
    qtbot.waitUntil(lambda: len([made for made in view.widget().findChildren(StateLine) if made.isVisible()]) == 2)
    assert line.x() == before


def test_what_hides_text_is_written_out(view: FindingsView) -> None:
    view.add("Port", Finding("error", "in use by \u202eevil"))
    assert not any("\u202e" in text for text in texts(view))


def test_clearing_shows_none(view: FindingsView) -> None:
    view.add("Port", Finding("ok", "First."))
    view.clear()
    assert view.found == [] and texts(view) == []
