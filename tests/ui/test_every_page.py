"""What holds for every page, whoever made it: it speaks the chosen language, has names for a screen reader, fits the
smallest window, and leaves nothing behind.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PySide6.QtCore import QSettings, QTranslator
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QMenu,
    QScrollArea,
    QStackedWidget,
    QWidget,
)
from pytestqt.exceptions import capture_exceptions
from pytestqt.qtbot import QtBot

from desktop_proxy.core import Core
from desktop_proxy.ui import resources, tokens, translation
from desktop_proxy.ui.actions import Actions
from desktop_proxy.ui.bridge import CoreBridge
from desktop_proxy.ui.first_run import FirstRunDialog
from desktop_proxy.ui.main_window import MainWindow
from desktop_proxy.ui.pages import PAGES
from desktop_proxy.ui.theme import Theme
from desktop_proxy.ui.widgets.page import Page
from tests.fakes import eventually
from tests.ui.translating import release

GERMAN = resources.folder() / "translations" / "desktop_proxy_de.ts"
EVERY_PAGE = pytest.mark.parametrize("kind", PAGES, ids=lambda kind: kind.name)


@pytest.fixture(scope="session")
def german(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with the German of the sources."""
    folder = tmp_path_factory.mktemp("translations")
    release(GERMAN, folder / GERMAN.with_suffix(".qm").name)
    return folder


@pytest.fixture
def in_german(german: Path, qapp: QApplication) -> Iterator[None]:
    before = set(qapp.findChildren(QTranslator))
    translation.install(qapp, "de", german)
    yield
    for translator in set(qapp.findChildren(QTranslator)) - before:
        qapp.removeTranslator(translator)
        translator.deleteLater()


@pytest.fixture
async def shown(
    kind: type[Page], running_core: Core, bridge: CoreBridge, theme: Theme, qtbot: QtBot
) -> AsyncIterator[Page]:
    """The page in the smallest window."""
    page = kind(running_core, bridge, theme)
    qtbot.addWidget(page)
    width, height = tokens.WINDOW_MIN_SIZE
    page.resize(width - tokens.SIDEBAR_WIDTH - 1, height)
    page.show()
    await asyncio.sleep(0.1)
    yield page


def english_only() -> set[str]:
    """Texts that German has another word for."""
    messages = ElementTree.parse(GERMAN).getroot().iter("message")
    return {message.findtext("source", "") for message in messages} - {
        message.findtext("translation", "") for message in ElementTree.parse(GERMAN).getroot().iter("message")
    }


def texts_of(widget: QWidget) -> Iterator[str]:
    """Everything a user can see or hear of it."""
    for part in [widget, *widget.findChildren(QWidget)]:
        yield from (part.toolTip(), part.accessibleName(), part.accessibleDescription())
        if isinstance(part, QLabel | QAbstractButton):
            yield part.text()
        if isinstance(part, QLineEdit):
            yield part.placeholderText()
        if isinstance(part, QComboBox):
            yield from (part.itemText(index) for index in range(part.count()))
    for action in widget.findChildren(QAction):
        yield from (action.text(), action.toolTip())


@EVERY_PAGE
@pytest.mark.usefixtures("in_german")
async def test_it_speaks_german(shown: Page) -> None:
    texts = {text for text in texts_of(shown) if text}
    assert not texts & english_only()


def without_a_name(page: Page) -> list[QWidget]:
    kinds = QAbstractButton | QComboBox | QLineEdit | QAbstractSpinBox
    parts = [part for part in page.findChildren(QWidget) if isinstance(part, kinds) and part.isVisibleTo(page)]
    # The field within a spin box or an editable list is a part of that.
    own = [part for part in parts if not isinstance(part.parent(), QComboBox | QAbstractSpinBox | QAbstractItemView)]
    named_by_a_label = {name.buddy() for name in page.findChildren(QLabel)}
    return [
        part
        for part in own
        if not (part.accessibleName() or part in named_by_a_label)
        and not (isinstance(part, QAbstractButton) and part.text())
    ]


@EVERY_PAGE
async def test_every_control_has_a_name(shown: Page) -> None:
    assert not [f"{type(part).__name__} in {type(part.parent()).__name__}" for part in without_a_name(shown)]


@EVERY_PAGE
@pytest.mark.usefixtures("in_german")
async def test_in_the_smallest_window_nothing_hangs_out_at_the_right(shown: Page) -> None:
    for area in (area for area in shown.findChildren(QScrollArea) if area.isVisible()):
        assert area.horizontalScrollBar().maximum() == 0, area.parent()
    assert shown.minimumSizeHint().width() <= shown.width()


@EVERY_PAGE
async def test_it_leaves_nothing_behind(
    kind: type[Page], running_core: Core, bridge: CoreBridge, theme: Theme, qtbot: QtBot
) -> None:
    window = QStackedWidget()
    qtbot.addWidget(window)
    page = kind(running_core, bridge, theme)
    window.addWidget(page)
    window.show()
    await asyncio.sleep(0.05)
    gone: list[bool] = []
    page.destroyed.connect(lambda *_: gone.append(True))
    page.deleteLater()
    await eventually(lambda: bool(gone))
    with capture_exceptions() as raised:
        theme.set_appearance("dark")
        running_core.settings.update({"upstream.max_retries": 1})
        await running_core.server.stop()
        await asyncio.sleep(0.2)
    assert not raised
    assert not [menu for menu in QApplication.topLevelWidgets() if isinstance(menu, QMenu) and menu.isVisible()]


@pytest.mark.usefixtures("in_german")
async def test_the_menu_and_the_first_steps_speak_german(
    running_core: Core, bridge: CoreBridge, theme: Theme, qtbot: QtBot, tmp_path: Path
) -> None:
    remembered = QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)
    window = MainWindow(running_core, bridge, theme, (), remembered)
    qtbot.addWidget(window)
    actions = Actions(running_core, bridge, theme)
    actions.fill_menu_bar(window.menuBar(), window.view_menu)
    dialog = FirstRunDialog(running_core, bridge, theme, window, ports={})
    dialog.open()
    await asyncio.sleep(0.1)
    texts = {text for text in texts_of(window) if text} | {action.text() for action in actions.findChildren(QAction)}
    assert {"Beenden", "Erste Schritte", "Wer antwortet"} <= texts
    assert not texts & english_only()
    dialog.close()
