"""The token is masked until it is asked for, copied whole, and made anew only when that is confirmed."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from desktop_proxy.core import Core
from desktop_proxy.paths import Paths
from desktop_proxy.ui.bridge import CoreBridge
from desktop_proxy.ui.general.token_row import TokenRow
from desktop_proxy.ui.theme import Theme
from desktop_proxy.ui.widgets.clipboard import MARKS
from tests.fakes import MemoryKeyring, eventually


class LockedKeyring(MemoryKeyring):
    """Refuses until `locked` is False."""

    locked = True

    def get_password(self, service: str, username: str) -> str | None:
        from keyring.errors import KeyringLocked

        if self.locked:
            raise KeyringLocked("locked")
        return super().get_password(service, username)


def row_of(core: Core, theme: Theme, qtbot: QtBot) -> TokenRow:
    made = TokenRow(core, CoreBridge(core), theme)
    qtbot.addWidget(made)
    made.show()
    return made


async def loaded(core: Core, theme: Theme, qtbot: QtBot) -> TokenRow:
    made = row_of(core, theme, qtbot)
    made.load()
    await eventually(made.copy.isEnabled)
    return made


def click(button: QPushButton) -> None:
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def action(row: TokenRow, caption: str) -> QPushButton:
    return next(made for made in row.message.findChildren(QPushButton) if made.text() == caption)


async def test_it_is_masked_until_it_is_shown_and_again_when_nobody_looks(
    core: Core, theme: Theme, qtbot: QtBot
) -> None:
    row = await loaded(core, theme, qtbot)
    token = (await core.credentials.client_token()).reveal()
    assert token not in row.field.text() and row.field.text()
    click(row.show_it)
    assert row.field.text() == token
    row.hide()
    row.show()
    assert token not in row.field.text()


async def test_it_is_copied_whole_while_masked(core: Core, theme: Theme, qtbot: QtBot) -> None:
    row = await loaded(core, theme, qtbot)
    click(row.copy)
    copied = QGuiApplication.clipboard().mimeData()
    assert copied.text() == (await core.credentials.client_token()).reveal()
    assert all(copied.hasFormat(name) for name in MARKS), "no history of the clipboard is to keep it"
    QGuiApplication.clipboard().clear()


async def test_what_is_shown_is_a_secret_when_it_is_copied_by_hand(core: Core, theme: Theme, qtbot: QtBot) -> None:
    row = await loaded(core, theme, qtbot)
    click(row.show_it)
    row.field.selectAll()
    QTest.keySequence(row.field, QKeySequence.StandardKey.Copy)
    copied = QGuiApplication.clipboard().mimeData()
    assert copied.text() == (await core.credentials.client_token()).reveal()
    assert all(copied.hasFormat(name) for name in MARKS)
    QGuiApplication.clipboard().clear()


async def test_rotating_has_to_be_confirmed(core: Core, theme: Theme, qtbot: QtBot) -> None:
    row = await loaded(core, theme, qtbot)
    before = (await core.credentials.client_token()).reveal()
    click(row.rotate)
    assert row.message.isVisible()
    click(action(row, "Cancel"))
    assert not row.message.isVisible()
    assert (await core.credentials.client_token()).reveal() == before


async def test_a_confirmed_rotation_shows_the_new_one_and_tells(core: Core, theme: Theme, qtbot: QtBot) -> None:
    row = await loaded(core, theme, qtbot)
    before, masked = (await core.credentials.client_token()).reveal(), row.field.text()
    told: list[bool] = []
    row.rotated.connect(lambda: told.append(True))
    click(row.rotate)
    click(action(row, "Rotate token"))
    await eventually(lambda: told == [True])
    assert (await core.credentials.client_token()).reveal() != before and row.field.text() != masked


async def test_a_locked_keyring_is_told_and_tried_again(tmp_path: Path, theme: Theme, qtbot: QtBot) -> None:
    keyring = LockedKeyring()
    paths = Paths.find({"DESKTOP_PROXY_HOME": str(tmp_path)})
    paths.ensure()
    core = Core(paths, {}, tmp_path, keyring=keyring, announced=False)
    row = row_of(core, theme, qtbot)
    row.load()
    await eventually(row.message.isVisible)
    assert "keyring" in row.message.text.text().lower() and not row.copy.isEnabled()


@pytest.mark.parametrize("token", ["environment-token-0123456789abcdef"])
async def test_a_token_of_the_environment_cannot_be_rotated_here(
    tmp_path: Path, theme: Theme, qtbot: QtBot, token: str
) -> None:
    paths = Paths.find({"DESKTOP_PROXY_HOME": str(tmp_path)})
    core = Core(paths, {"DESKTOP_PROXY_TOKEN": token}, tmp_path, keyring=MemoryKeyring(), announced=False)
    row = await loaded(core, theme, qtbot)
    assert not row.rotate.isEnabled() and "DESKTOP_PROXY_TOKEN" in row.remark.text()


async def test_a_connected_client_gets_the_new_token(running_core: Core, theme: Theme, qtbot: QtBot) -> None:
    url, before = running_core.url or "", (await running_core.credentials.client_token()).reveal()
    connected = await running_core.clients.connect("claude-code", url, before)
    row = await loaded(running_core, theme, qtbot)
    click(row.rotate)
    click(action(row, "Rotate token"))
    await eventually(lambda: "Claude Code" in row.message.text.text())
    after = (await running_core.credentials.client_token()).reveal()
    written = connected.path.read_text()
    assert after in written and before not in written
