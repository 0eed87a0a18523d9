"""The Clients page: Claude Code's card, its setting, the command, and lines for everything else."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QComboBox, QPlainTextEdit, QPushButton, QScrollArea
from pytestqt.qtbot import QtBot

from desktop_proxy.core import Core
from desktop_proxy.ui.bridge import CoreBridge
from desktop_proxy.ui.command_line import claude_command
from desktop_proxy.ui.pages.clients import ClientsPage
from desktop_proxy.ui.theme import Theme
from tests.fakes import MemoryKeyring, eventually


@pytest.fixture
def page(core: Core, bridge: CoreBridge, theme: Theme, qtbot: QtBot) -> ClientsPage:
    made = ClientsPage(core, bridge, theme)
    qtbot.addWidget(made)
    return made


async def shown(page: ClientsPage) -> None:
    page.show()
    await eventually(lambda: bool(page.snippets[0].box.toPlainText()) and bool(page.claude.state.word.text()))


async def test_lines_have_the_running_address_and_hide_the_token_until_it_is_asked_for(
    running_core: Core, page: ClientsPage
) -> None:
    await shown(page)
    token = (await running_core.credentials.client_token()).reveal()
    texts = [card.box.toPlainText() for card in page.snippets]
    assert all(str(running_core.url) in text and token not in text for text in texts)
    QTest.mouseClick(page.reveal, Qt.MouseButton.LeftButton)
    assert all(token in card.box.toPlainText() for card in page.snippets)
    assert page.reveal.text() == "Hide token"
    QTest.mouseClick(page.reveal, Qt.MouseButton.LeftButton)
    assert all(token not in card.box.toPlainText() for card in page.snippets)


async def test_lines_follow_the_address(running_core: Core, page: ClientsPage) -> None:
    await shown(page)
    before = running_core.url
    await running_core.server.stop()
    await running_core.server.start()
    assert running_core.url is not None
    await eventually(lambda: str(running_core.url) in page.snippets[0].box.toPlainText())
    assert before is not None


async def test_lines_follow_the_token(running_core: Core, page: ClientsPage) -> None:
    await shown(page)
    token = await running_core.credentials.rotate_client_token()
    page.refresh()
    await eventually(lambda: token.masked() in page.snippets[0].box.toPlainText())


async def test_a_locked_keyring_is_told_and_asked_again(core: Core, page: ClientsPage, keyring: MemoryKeyring) -> None:
    from keyring.errors import KeyringLocked

    real = keyring.get_password

    def locked(*_: object) -> str:
        raise KeyringLocked

    keyring.get_password = locked  # type: ignore[method-assign]
    page.show()
    await eventually(page.problem.isVisible)
    assert page.problem.text.text().startswith("The keyring is locked")
    assert not page.snippets[0].copy.isEnabled()
    keyring.get_password = real  # type: ignore[method-assign]

    def works_again() -> bool:
        # The core believes a failing keyring for a second.
        if page.problem.isVisible() and page.asked:
            (again,) = (made for made in page.problem.findChildren(QPushButton) if made.text() == "Try again")
            again.click()
        return page.snippets[0].copy.isEnabled()

    await eventually(works_again)
    assert page.problem.isHidden()


async def test_the_setting_acts_and_can_be_undone(running_core: Core, page: ClientsPage) -> None:
    await shown(page)
    assert page.restore.control.isChecked()  # type: ignore[attr-defined]
    QTest.mouseClick(page.restore.control, Qt.MouseButton.LeftButton)
    assert running_core.settings.current.app.restore_clients is False
    QTest.mouseClick(page.restore.undo, Qt.MouseButton.LeftButton)
    assert running_core.settings.current.app.restore_clients is True
    assert page.restore.control.isChecked()  # type: ignore[attr-defined]


async def test_the_command_is_copied(running_core: Core, page: ClientsPage) -> None:
    await shown(page)
    QTest.mouseClick(page.command.copy, Qt.MouseButton.LeftButton)
    assert QGuiApplication.clipboard().text() == claude_command(running_core.environ)


async def test_everything_has_a_name_and_can_be_reached_by_tab(running_core: Core, page: ClientsPage) -> None:
    await shown(page)
    for kind in (QAbstractButton, QComboBox, QPlainTextEdit):
        for widget in page.findChildren(kind):
            if widget.isVisible() and widget.objectName() != "qt_spinbox_lineedit":
                assert widget.accessibleName() or (isinstance(widget, QAbstractButton) and widget.text())
                assert widget.focusPolicy() & Qt.FocusPolicy.TabFocus


async def test_nothing_sticks_out_at_the_smallest_window(running_core: Core, page: ClientsPage) -> None:
    page.resize(559, 520)
    await shown(page)
    area = page.findChild(QScrollArea, "page")
    assert isinstance(area, QScrollArea)
    assert area.horizontalScrollBar().maximum() == 0
