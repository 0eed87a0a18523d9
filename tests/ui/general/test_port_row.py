"""A port is checked when typing stops, refused in words where it is taken, and followed by the server."""

from __future__ import annotations

import socket
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop_proxy.core import Core
from desktop_proxy.paths import Paths
from desktop_proxy.server.ports import next_free
from desktop_proxy.ui.bridge import CoreBridge
from desktop_proxy.ui.general.port_row import PortRow
from tests.fakes import MemoryKeyring, eventually


@pytest.fixture
def taken() -> Iterator[int]:
    """A port that another program has."""
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        yield other.getsockname()[1]


@pytest.fixture
async def core(tmp_path: Path) -> AsyncIterator[Core]:
    """Running at a port of the settings file, as users have it."""
    environ = {"DESKTOP_PROXY_HOME": str(tmp_path / "data")}
    paths = Paths.find(environ)
    paths.ensure()
    made = Core(paths, environ, tmp_path, keyring=MemoryKeyring(), announced=False)
    made.settings.update({"server.port": next_free(20_000)})
    await made.start()
    yield made
    await made.close()


@pytest.fixture
def row(core: Core, bridge: CoreBridge, qtbot: QtBot) -> PortRow:
    made = PortRow(core, bridge)
    qtbot.addWidget(made)
    made.show()
    return made


def enter(row: PortRow, text: str) -> None:
    row.field.selectAll()
    QTest.keyClicks(row.field, text)
    QTest.keyClick(row.field, Qt.Key.Key_Return)


async def test_a_free_port_is_taken_and_the_server_moves_there(core: Core, row: PortRow) -> None:
    port = next_free(21_000)
    enter(row, str(port))
    await eventually(lambda: core.url == f"http://127.0.0.1:{port}")
    assert core.settings.current.server.port == port and row.undo.isVisible()


async def test_a_taken_port_is_refused_with_who_has_it_and_the_next_free_one(
    core: Core, row: PortRow, taken: int
) -> None:
    before = core.settings.current.server.port
    enter(row, str(taken))
    await eventually(row.remark.isVisible)
    assert row.remark.text().startswith(f"Port {taken} is in use by ")
    assert row.field.property("invalid") and core.settings.current.server.port == before
    offered = int(row.offer.text().rpartition(" ")[2])
    assert offered != taken
    QTest.mouseClick(row.offer, Qt.MouseButton.LeftButton)
    assert core.settings.current.server.port == offered
    assert row.field.number == offered and not row.remark.isVisible() and not row.field.property("invalid")
    await eventually(lambda: core.url == f"http://127.0.0.1:{offered}")


async def test_what_is_no_port_is_told(row: PortRow) -> None:
    enter(row, "70000")
    assert row.remark.text() == "A port is a number from 1 to 65535."


async def test_typing_the_present_port_again_takes_the_complaint_away(core: Core, row: PortRow) -> None:
    enter(row, "70000")
    enter(row, str(core.settings.current.server.port))
    assert not row.remark.isVisible() and not row.undo.isVisible()


async def test_a_server_that_could_not_listen_moves_at_once(core: Core, row: PortRow, taken: int) -> None:
    await core.server.stop()
    core.settings.update({"server.port": taken})
    await core.server.start()
    port = next_free(22_000)
    enter(row, str(port))
    # The server by itself tries again after five seconds.
    await eventually(lambda: core.url == f"http://127.0.0.1:{port}", timeout_s=2)


async def test_a_change_from_elsewhere_is_shown(core: Core, row: PortRow) -> None:
    port = next_free(23_000)
    core.settings.update({"server.port": port})
    assert row.field.number == port
