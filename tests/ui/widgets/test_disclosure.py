"""A disclosure hides its inside until it is opened."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop_proxy.ui.theme import Theme
from desktop_proxy.ui.widgets.disclosure import Disclosure
from desktop_proxy.ui.widgets.labels import label


def test_the_inside_is_shown_and_hidden_by_its_heading(qtbot: QtBot, theme: Theme) -> None:
    made = Disclosure(theme, "Advanced")
    qtbot.addWidget(made)
    inside = label("inside")
    made.folded.addWidget(inside)
    made.show()
    assert not inside.isVisible()
    QTest.mouseClick(made.fold, Qt.MouseButton.LeftButton)
    assert inside.isVisible()
    QTest.keyClick(made.fold, Qt.Key.Key_Space)
    assert not inside.isVisible()


def test_the_icon_follows_the_appearance(qtbot: QtBot, theme: Theme) -> None:
    made = Disclosure(theme, "Advanced")
    qtbot.addWidget(made)
    before = made.fold.icon().cacheKey()
    theme.set_appearance("dark")
    assert made.fold.icon().cacheKey() != before
