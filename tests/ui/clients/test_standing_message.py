"""What is found again is not said again."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from desktop_proxy.ui.clients.standing_message import StandingMessage
from desktop_proxy.ui.theme import Theme


def buttons(message: StandingMessage) -> list[QPushButton]:
    QApplication.processEvents()
    return [made for made in message.findChildren(QPushButton) if not made.isHidden()]


def test_the_same_again_keeps_its_button_and_the_focus(qtbot: QtBot, theme: Theme) -> None:
    message = StandingMessage(theme)
    qtbot.addWidget(message)
    message.show_message("warning", "Stopped.", ("Start", lambda: None))
    (button,) = buttons(message)
    button.setFocus()
    message.show_message("warning", "Stopped.", ("Start", lambda: None))
    assert buttons(message) == [button] and message.focusWidget() is button


def test_something_else_and_what_comes_back_is_shown(qtbot: QtBot, theme: Theme) -> None:
    message = StandingMessage(theme)
    qtbot.addWidget(message)
    message.show_message("warning", "Stopped.")
    message.show_message("error", "Failed.", ("Start", lambda: None))
    assert message.text.text() == "Failed." and len(buttons(message)) == 1
    message.clear()
    message.show_message("error", "Failed.")
    assert not message.isHidden() and not buttons(message)
