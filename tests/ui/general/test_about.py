"""Folders are shown whole, can be broken into lines, and only local ones are opened."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from desktop_proxy import __version__
from desktop_proxy.paths import Paths
from desktop_proxy.ui.general.about import ZERO_WIDTH_SPACE, AboutCard, FolderRow, breakable


class Opened(QObject):
    def __init__(self) -> None:
        super().__init__()
        self.urls: list[QUrl] = []

    @Slot(QUrl)
    def take(self, url: QUrl) -> None:
        self.urls.append(url)


@pytest.fixture
def opened():
    taker = Opened()
    QDesktopServices.setUrlHandler("file", taker, "take")
    yield taker
    QDesktopServices.unsetUrlHandler("file")


def test_a_folder_is_opened_by_its_path(opened: Opened, tmp_path: Path, qtbot: QtBot) -> None:
    row = FolderRow("Data folder", tmp_path)
    qtbot.addWidget(row)
    row.show()
    QTest.mouseClick(row.control, Qt.MouseButton.LeftButton)
    assert [url.toLocalFile() for url in opened.urls] == [str(tmp_path)]


def test_a_folder_that_is_not_there_is_told(opened: Opened, tmp_path: Path, qtbot: QtBot) -> None:
    row = FolderRow("Log folder", tmp_path / "logs")
    qtbot.addWidget(row)
    row.show()
    QTest.mouseClick(row.control, Qt.MouseButton.LeftButton)
    assert opened.urls == [] and row.remark.isVisible()


def test_a_path_can_be_broken_and_loses_nothing() -> None:
    path = Path("/home/somebody/.local/share/desktop-proxy")
    assert breakable(path).replace(ZERO_WIDTH_SPACE, "") == str(path)
    assert breakable(path).count(ZERO_WIDTH_SPACE) == 5


def test_version_and_licence_are_shown(tmp_path: Path, qtbot: QtBot) -> None:
    card = AboutCard(Paths.find({"DESKTOP_PROXY_HOME": str(tmp_path)}))
    qtbot.addWidget(card)
    texts = [made.text() for made in card.findChildren(QLabel)]
    assert __version__ in texts and "MIT" in texts
