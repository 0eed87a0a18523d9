"""A taken port is told with who has it, left with one click, and forgotten when it is free again."""

from __future__ import annotations

import os
import socket
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from desktop_proxy.core import Core
from desktop_proxy.paths import Paths
from desktop_proxy.ui.bridge import CoreBridge
from desktop_proxy.ui.overview.port_conflict import PortConflict
from desktop_proxy.ui.overview.status_card import StatusCard
from desktop_proxy.ui.theme import Theme
from tests.fakes import MemoryKeyring, eventually


@pytest.fixture
def other() -> Iterator[socket.socket]:
    """Another program's socket."""
    with socket.socket() as made:
        made.bind(("127.0.0.1", 0))
        made.listen()
        yield made


@pytest.fixture
async def start(tmp_path: Path, theme: Theme, qtbot: QtBot) -> AsyncIterator[Any]:
    cores: list[tuple[Core, CoreBridge]] = []

    environ = {"DESKTOP_PROXY_HOME": str(tmp_path), "HOME": str(tmp_path)}
    keyring = MemoryKeyring()

    async def started(port: int, *, pinned: bool = False, announced: bool = False) -> tuple[Core, PortConflict]:
        paths = Paths.find(environ)
        paths.ensure()
        overrides = {"server.port": port} if pinned else {}
        core = Core(paths, environ, tmp_path, overrides, keyring=keyring, announced=announced)
        if not pinned:
            core.settings.update({"server.port": port})
        bridge = CoreBridge(core)
        cores.append((core, bridge))
        shown = PortConflict(core, bridge, theme)
        qtbot.addWidget(shown)
        await core.server.start()
        await eventually(lambda: not shown.isHidden())
        return core, shown

    yield started
    for core, bridge in cores:
        bridge.close()
        await core.server.stop()


def port_of(other: socket.socket) -> int:
    return int(other.getsockname()[1])


def captions(shown: PortConflict) -> list[str]:
    return [made.text() for made in shown._buttons]


def click(shown: PortConflict, beginning: str) -> None:
    made = next(one for one in shown.findChildren(QPushButton) if one.text().startswith(beginning))
    QTest.mouseClick(made, Qt.MouseButton.LeftButton)


async def test_it_says_who_has_the_port(start: Any, other: socket.socket) -> None:
    _, shown = await start(port_of(other))
    assert shown.in_use and shown.text.text().endswith(" listens there, so clients do not reach the proxy.")
    if Path("/proc/self/fd").exists():
        assert f"process {os.getpid()}" in shown.text.text()


async def test_the_card_tells_the_port_by_its_number_and_the_error_s_shape_stands_once(
    start: Any, other: socket.socket, theme: Theme, qtbot: QtBot
) -> None:
    core, shown = await start(port_of(other))
    card = StatusCard(core, shown._bridge, theme)
    qtbot.addWidget(card)
    await eventually(lambda: not card.conflict.isHidden())
    assert card.state.word.text() == f"Port {port_of(other)} is in use"
    assert card.about.text() == "Trying again every few seconds."
    assert card.conflict.property("tone") == ""
    card.conflict.in_use = False
    card.conflict.explained.emit()
    assert card.state.word.text() == f"Port {port_of(other)} cannot be used"


async def test_the_next_free_port_is_one_click_away(start: Any, other: socket.socket) -> None:
    core, shown = await start(port_of(other))
    free = int(captions(shown)[0].rpartition(" ")[2])
    click(shown, "Use port")
    await eventually(lambda: core.url == f"http://127.0.0.1:{free}", timeout_s=2)
    assert core.settings.current.server.port == free and shown.isHidden()


async def test_trying_again_succeeds_once_the_port_is_free(start: Any, other: socket.socket) -> None:
    core, shown = await start(port_of(other))
    port = port_of(other)
    other.close()
    click(shown, "Try again")
    await eventually(lambda: core.url == f"http://127.0.0.1:{port}", timeout_s=2)
    assert shown.isHidden()


async def test_trying_again_in_vain_says_so_again(start: Any, other: socket.socket) -> None:
    core, shown = await start(port_of(other))
    click(shown, "Try again")
    assert shown.isHidden()
    await eventually(lambda: not shown.isHidden())
    assert core.url is None


async def test_a_port_of_the_command_line_is_not_offered_another(start: Any, other: socket.socket) -> None:
    _, shown = await start(port_of(other), pinned=True)
    assert captions(shown) == ["Try again"] and "command line" in shown.text.text()


async def test_a_client_that_was_left_connected_is_led_to_the_new_port(start: Any, other: socket.socket) -> None:
    core, shown = await start(port_of(other), announced=True)
    token = (await core.credentials.client_token()).reveal()
    # As a proxy that was killed has left it: at the port that another program has now.
    connected = await core.clients.connect("claude-code", f"http://127.0.0.1:{port_of(other)}", token)
    free = int(captions(shown)[0].rpartition(" ")[2])
    click(shown, "Use port")
    await eventually(lambda: f"http://127.0.0.1:{free}" in connected.path.read_text(), timeout_s=10)
