"""An empty page says what will be here and holds the one button that makes it so."""

from __future__ import annotations

from itertools import pairwise

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from desktop_proxy.ui import tokens
from desktop_proxy.ui.theme import Theme
from desktop_proxy.ui.widgets.empty_state import EmptyState

TEXT = "Requests appear here as soon as a client asks. Connect Claude Code, or copy the lines for another client."


def placed(state: EmptyState, qtbot: QtBot, size: tuple[int, int] = (558, 460)) -> QWidget:
    """At the size that is left to a page in the smallest window."""
    page = QWidget()
    qtbot.addWidget(page)
    layout = QVBoxLayout(page)
    layout.addWidget(state)
    page.resize(*size)
    page.show()
    QApplication.processEvents()
    return page


def test_its_button_does_it(theme: Theme, qtbot: QtBot) -> None:
    done: list[int] = []
    state = EmptyState(theme, "requests", "No requests yet", TEXT, ("Connect Claude Code", lambda: done.append(1)))
    page = placed(state, qtbot)
    assert page.findChildren(QPushButton) == [state.button]
    assert state.button.property("role") == "primary"
    QTest.mouseClick(state.button, Qt.MouseButton.LeftButton)
    assert done == [1]


def test_it_may_have_nothing_to_do(theme: Theme, qtbot: QtBot) -> None:
    page = placed(EmptyState(theme, "requests", "No requests yet", TEXT), qtbot)
    assert not page.findChildren(QPushButton)


def test_everything_stands_below_each_other_in_the_middle(theme: Theme, qtbot: QtBot) -> None:
    state = EmptyState(theme, "requests", "No requests yet", TEXT, ("Connect", lambda: None))
    page = placed(state, qtbot)
    picture = next(part for part in state.findChildren(QLabel) if not part.pixmap().isNull())
    column = [picture, state.title, state.text, state.button]
    assert all(abs(part.geometry().center().x() - state.width() // 2) <= 1 for part in column)
    tops = [part.geometry().top() for part in column]
    assert tops == sorted(tops)
    assert all(upper.geometry().bottom() < lower.geometry().top() for upper, lower in pairwise(column))
    assert page.rect().contains(state.geometry())


@pytest.mark.parametrize("scale", [1.0, 1.5])
def test_no_text_is_cut_with_large_fonts_and_long_words(scale: float, theme: Theme, qtbot: QtBot) -> None:
    state = EmptyState(theme, "requests", "Noch keine Anfragen vorhanden", TEXT + TEXT, ("Verbinden", lambda: None))
    page = placed(state, qtbot)
    font = page.font()
    font.setPointSizeF(font.pointSizeF() * scale)
    state.title.setFont(font)
    state.text.setFont(font)
    QApplication.processEvents()
    for part in (state.title, state.text):
        assert part.height() >= part.heightForWidth(part.width())
        assert part.width() <= state.width()


def test_its_picture_follows_the_appearance(theme: Theme, qtbot: QtBot) -> None:
    state = EmptyState(theme, "requests", "No requests yet", TEXT)
    page = placed(state, qtbot)
    picture = next(part for part in state.findChildren(QLabel) if not part.pixmap().isNull())
    before = picture.pixmap().cacheKey()
    theme.set_appearance("dark")
    assert picture.pixmap().cacheKey() != before
    assert picture.pixmap().deviceIndependentSize().width() == 2 * tokens.ICON_SIZE
    assert page.isVisible()
