"""The filter language in words."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from desktop_proxy.ui.requests.filter_fields import FIELDS
from desktop_proxy.ui.requests.filter_help import FilterHelp
from desktop_proxy.ui.theme import Theme


def test_every_field_is_there_with_an_example_and_its_meaning(theme: Theme, qtbot: QtBot) -> None:
    popup = FilterHelp(theme)
    qtbot.addWidget(popup)
    examples = {made.text(): made.accessibleDescription() for made in popup.findChildren(QPushButton)}
    assert examples == {field.example: field.meaning() for field in FIELDS}


def test_it_stands_below_the_field_and_escape_takes_it_away(theme: Theme, qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.setGeometry(100, 100, 500, 40)
    window.show()
    popup = FilterHelp(theme, window)
    popup.popup_below(window)
    assert popup.isVisible()
    assert popup.y() >= window.mapToGlobal(window.rect().bottomLeft()).y() and popup.width() == window.width()
    QTest.keyClick(popup, Qt.Key.Key_Escape)
    assert not popup.isVisible()


def test_an_example_is_told_and_the_popup_goes(theme: Theme, qtbot: QtBot) -> None:
    popup = FilterHelp(theme)
    popup.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(popup)
    popup.show()
    with qtbot.waitSignal(popup.picked) as picked:
        popup.findChildren(QPushButton)[0].click()
    assert picked.args == [FIELDS[0].example]
    assert not popup.isVisible()
