"""A card holds one group of a page, with or without a heading."""

from __future__ import annotations

from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop_proxy.ui import tokens
from desktop_proxy.ui.theme import Theme
from desktop_proxy.ui.tokens import LIGHT
from desktop_proxy.ui.widgets.buttons import button
from desktop_proxy.ui.widgets.card import Card
from desktop_proxy.ui.widgets.labels import label


def shown(card: Card, qtbot: QtBot) -> Card:
    qtbot.addWidget(card)
    card.resize(400, 200)
    card.show()
    QApplication.processEvents()
    return card


def test_its_heading_stands_left_of_its_buttons_and_above_its_content(theme: Theme, qtbot: QtBot) -> None:
    card = Card("Server")
    act, content = button("Restart"), label("Listening")
    card.heading.addWidget(act)
    card.body.addWidget(content)
    shown(card, qtbot)
    assert card.title.text() == "Server"
    assert card.title.geometry().right() < act.geometry().left()
    assert card.title.geometry().bottom() < content.geometry().top()
    assert content.geometry().left() == card.title.geometry().left() == tokens.GROUP + 1
    assert act.geometry().right() == card.width() - tokens.GROUP - 2


def test_without_a_title_the_content_begins_at_the_margin(theme: Theme, qtbot: QtBot) -> None:
    card = Card()
    content = label("Listening")
    card.body.addWidget(content)
    shown(card, qtbot)
    assert not card.title.isVisible()
    assert content.geometry().top() <= tokens.GROUP + 1


def test_it_is_a_surface_with_a_line_around_it(theme: Theme, qtbot: QtBot) -> None:
    picture = shown(Card(), qtbot).grab().toImage()
    assert picture.pixelColor(200, 0) == QColor(LIGHT.line)
    assert picture.pixelColor(200, 100) == QColor(LIGHT.surface)
