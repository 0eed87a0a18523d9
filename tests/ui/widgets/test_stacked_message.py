"""In a narrow place a message's buttons stand below its sentence, and a question is scrolled to."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication, QScrollArea, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from desktop_proxy.ui.theme import Theme
from desktop_proxy.ui.widgets.stacked_message import StackedMessage

LONG = "The key of OpenAI would be sent to gateway.example.com from now on, which is another host."


def test_the_sentence_has_the_whole_width_and_the_buttons_stand_below(theme: Theme, qtbot: QtBot) -> None:
    message = StackedMessage(theme)
    qtbot.addWidget(message)
    message.show_message("warning", LONG, ("Send it there", lambda: None), ("Keep it", lambda: None))
    message.resize(300, message.heightForWidth(300))
    QApplication.processEvents()
    first, second = message._buttons
    assert message.text.width() > 0.8 * message.width()
    assert first.y() >= message.text.geometry().bottom() and first.y() == second.y()


def test_the_text_of_the_first_button_stands_below_the_sentence(theme: Theme, qtbot: QtBot) -> None:
    message = StackedMessage(theme)
    qtbot.addWidget(message)
    message.show_message("info", "Done.", ("Undo", lambda: None))
    message.adjustSize()
    inside = (message._buttons[0].width() - message.fontMetrics().horizontalAdvance("Undo")) / 2
    begins = message._buttons[0].x() + inside
    assert abs(begins - message.text.geometry().left() - message.text.contentsMargins().left()) <= 3


def test_a_second_message_takes_the_buttons_of_the_first_away(theme: Theme, qtbot: QtBot) -> None:
    message = StackedMessage(theme)
    qtbot.addWidget(message)
    message.show_message("info", "One", ("First", lambda: None))
    message.show_message("info", "Two", details=lambda: "details")
    assert [button.text() for button in message._buttons] == ["Copy details"]


def test_what_deletes_looks_like_danger_and_keeping_does_not(theme: Theme, qtbot: QtBot) -> None:
    message = StackedMessage(theme)
    qtbot.addWidget(message)
    message.ask("Sure?", ("Remove", lambda: None), ("Keep it", lambda: None), danger=True)
    assert [button.property("role") for button in message._buttons] == ["danger", "flat"]
    message.adjustSize()
    remove, keep = message._buttons
    assert remove.x() == message.text.x() + message.text.contentsMargins().left()
    assert keep.x() > remove.geometry().right() + 1


def test_a_question_below_the_fold_is_scrolled_to(theme: Theme, qtbot: QtBot) -> None:
    area, content = QScrollArea(), QWidget()
    qtbot.addWidget(area)
    column = QVBoxLayout(content)
    column.addSpacing(900)
    message = StackedMessage(theme)
    column.addWidget(message)
    area.setWidget(content)
    area.setWidgetResizable(True)
    area.resize(300, 200)
    area.show()
    message.ask(LONG, ("Yes", lambda: None))
    qtbot.waitUntil(lambda: area.verticalScrollBar().value() > 600)
    QApplication.processEvents()
    assert not message.visibleRegion().isEmpty()
