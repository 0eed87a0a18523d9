"""Each tier has its line; a missing key is a word, a shape and a button."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop_proxy.ui.overview.answers_view import ZERO_WIDTH_SPACE, AnswersView
from desktop_proxy.ui.overview.looking import Answer, View
from desktop_proxy.ui.theme import Theme


def view(*answers: Answer, without: frozenset[str] = frozenset(), unknown: frozenset[str] = frozenset()) -> View:
    return View(answers, without, unknown, True, True, True)


def shown(qtbot: QtBot, theme: Theme, state: View) -> AnswersView:
    made = AnswersView(theme)
    qtbot.addWidget(made)
    made.show()
    made.show_view(state)
    return made


OPENAI = tuple(
    Answer(tier, f"openai/gpt-6-{tier.lower()}", f"OpenAI's {tier} model", "openai", needs_key=True)
    for tier in ("Opus", "Sonnet", "Haiku")
)


def test_a_line_names_the_target_and_says_why(qtbot: QtBot, theme: Theme) -> None:
    made = shown(qtbot, theme, view(*OPENAI))
    assert made.lines[0].target.text().replace(ZERO_WIDTH_SPACE, "") == "openai/gpt-6-opus"
    assert made.lines[0].target.toolTip() == "OpenAI's Opus model"
    assert not made.lines[0].remark.isVisible() and not made.lines[0].act.isVisible()


def test_a_missing_key_is_told_at_each_tier_and_offered_once(qtbot: QtBot, theme: Theme) -> None:
    made = shown(qtbot, theme, view(*OPENAI, without=frozenset({"openai"})))
    assert [line.remark.word.text() for line in made.lines] == ["No key yet"] * 3
    assert [line.act.isVisible() for line in made.lines] == [True, False, False]
    asked: list[tuple[str, object]] = []
    made.navigate.connect(lambda name, argument: asked.append((name, argument)))
    QTest.mouseClick(made.lines[0].act, Qt.MouseButton.LeftButton)
    assert asked == [("providers", "openai")]


def test_a_keyring_that_does_not_answer_is_not_taken_for_a_missing_key(qtbot: QtBot, theme: Theme) -> None:
    made = shown(qtbot, theme, view(*OPENAI, unknown=frozenset({"openai"})))
    assert made.lines[0].remark.word.text() == "Key not readable" and not made.lines[0].act.isVisible()


def test_where_nobody_answers_the_reason_stands_and_models_are_offered(qtbot: QtBot, theme: Theme) -> None:
    made = shown(qtbot, theme, view(Answer("Opus", problem="mine has no model chosen."), *OPENAI[1:]))
    line = made.lines[0]
    assert line.target.text() == "mine has no model chosen." and line.target.property("tone") == "error"
    asked: list[str] = []
    made.navigate.connect(lambda name, _argument: asked.append(name))
    QTest.mouseClick(line.act, Qt.MouseButton.LeftButton)
    assert asked == ["models"]


def test_a_reason_with_markup_in_it_is_shown_as_text(qtbot: QtBot, theme: Theme) -> None:
    hostile = Answer("Opus", "mine/\u202egpt", "rule <img src=http://x> → mine", "mine")
    made = shown(qtbot, theme, view(hostile, *OPENAI[1:]))
    assert "<" not in made.lines[0].target.toolTip()
    assert "\u202e" not in made.lines[0].target.text()


def test_what_a_line_says_in_two_fonts_stands_on_one_line(qtbot: QtBot, theme: Theme) -> None:
    made = shown(qtbot, theme, view(*OPENAI, without=frozenset({"openai"})))
    made.resize(800, made.sizeHint().height())
    QApplication.processEvents()
    line = made.lines[0]
    assert line.target.font().family() != line.tier.font().family()
    bases = [
        line.tier.y() + line.tier.contentsMargins().top() + line.tier.fontMetrics().ascent(),
        line.target.y() + line.target.contentsMargins().top() + line.target.fontMetrics().ascent(),
        line.remark.y() + line.remark.word.y() + line.remark.word.fontMetrics().ascent(),
        line.act.y() + (line.act.height() - line.act.fontMetrics().height()) // 2 + line.act.fontMetrics().ascent(),
    ]
    assert max(bases) - min(bases) <= 1
