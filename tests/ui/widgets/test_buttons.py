"""Buttons do what they say once, and the copying one says that it did without a jump."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from desktop_proxy.ui import tokens
from desktop_proxy.ui.theme import Theme
from desktop_proxy.ui.tokens import LIGHT
from desktop_proxy.ui.widgets.buttons import COPIED_MS, CopyButton, button, icon_button
from desktop_proxy.ui.widgets.clipboard import MARKS


@pytest.mark.parametrize("role", ["", "primary", "danger", "flat"])
def test_a_click_and_the_space_bar_do_it_once_each(role: str, theme: Theme, qtbot: QtBot) -> None:
    done: list[int] = []
    shown = button("Connect", lambda: done.append(1), role)
    qtbot.addWidget(shown)
    shown.show()
    QTest.mouseClick(shown, Qt.MouseButton.LeftButton)
    QTest.keyClick(shown, Qt.Key.Key_Space)
    assert done == [1, 1]


def test_a_callable_that_takes_an_argument_by_default_is_not_handed_the_checked_state(qtbot: QtBot) -> None:
    seen: list[object] = []

    def act(chosen: object = "default") -> None:
        seen.append(chosen)

    shown = button("Do", act)
    qtbot.addWidget(shown)
    shown.click()
    assert seen == ["default"]


def test_a_button_is_not_the_default_of_its_dialog_by_itself(qtbot: QtBot) -> None:
    shown = button("Cancel")
    qtbot.addWidget(shown)
    assert not shown.autoDefault()


def test_the_primary_button_stands_out(theme: Theme, qtbot: QtBot) -> None:
    grounds = set()
    for role in ("", "primary"):
        shown = button("Connect", role=role)
        qtbot.addWidget(shown)
        shown.resize(120, 32)
        grounds.add(shown.grab().toImage().pixelColor(8, 16).name())
    assert grounds == {QColor(LIGHT.surface).name(), QColor(LIGHT.accent).name()}


def test_an_icon_alone_has_a_name_and_a_size_and_is_tinted(theme: Theme, qtbot: QtBot) -> None:
    done: list[int] = []
    shown = icon_button(theme, "refresh", "Fetch models", lambda: done.append(1))
    qtbot.addWidget(shown)
    shown.show()
    assert (shown.accessibleName(), shown.toolTip()) == ("Fetch models", "Fetch models")
    assert shown.iconSize() == QSize(tokens.SMALL_ICON_SIZE, tokens.SMALL_ICON_SIZE)
    assert shown.size() == QSize(tokens.CONTROL_HEIGHT, tokens.CONTROL_HEIGHT)
    before = shown.icon().cacheKey()
    theme.set_appearance("dark")
    assert shown.icon().cacheKey() != before
    QTest.mouseClick(shown, Qt.MouseButton.LeftButton)
    assert done == [1]


def test_a_deleted_icon_button_does_not_trouble_the_theme(theme: Theme, qtbot: QtBot) -> None:
    holder = QWidget()
    icon_button(theme, "refresh", "Fetch models", lambda: None, holder)
    with qtbot.waitSignal(holder.destroyed):
        holder.deleteLater()
    with qtbot.captureExceptions() as raised:
        theme.set_appearance("dark")
    assert not raised


def placed(shown: QPushButton, qtbot: QtBot) -> QWidget:
    page = QWidget()
    qtbot.addWidget(page)
    layout = QVBoxLayout(page)
    layout.addWidget(shown, 0, Qt.AlignmentFlag.AlignLeft)
    page.resize(400, 100)
    page.show()
    return page


@pytest.mark.parametrize("caption", [None, "Copy command", "Go"])
def test_copying_says_so_for_a_moment_and_nothing_jumps(caption: str | None, theme: Theme, qtbot: QtBot) -> None:
    texts = iter(["first", "second"])
    shown = CopyButton(lambda: next(texts), caption)
    page = placed(shown, qtbot)
    assert page.isVisible()
    before = shown.geometry()
    QTest.mouseClick(shown, Qt.MouseButton.LeftButton)
    assert QGuiApplication.clipboard().text() == "first"
    assert shown.text() == "Copied"
    assert shown.geometry() == before
    qtbot.waitUntil(lambda: shown.text() == (caption or "Copy"), timeout=2 * COPIED_MS)
    assert shown.geometry() == before


@pytest.mark.parametrize("secret", [True, False])
def test_a_secret_is_marked_as_one_when_it_is_copied_and_nothing_else(theme: Theme, qtbot: QtBot, secret: bool) -> None:
    shown = CopyButton(lambda: "first", secret=secret)
    qtbot.addWidget(shown)
    shown.click()
    copied = QGuiApplication.clipboard().mimeData()
    assert copied.text() == "first"
    assert [copied.hasFormat(name) for name in MARKS] == [secret] * len(MARKS)


def test_what_is_copied_is_asked_for_when_it_is_copied(theme: Theme, qtbot: QtBot) -> None:
    texts = iter(["first", "second"])
    shown = CopyButton(lambda: next(texts))
    page = placed(shown, qtbot)
    assert page.isVisible()
    for expected in ("first", "second"):
        shown.click()
        assert QGuiApplication.clipboard().text() == expected
