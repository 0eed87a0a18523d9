"""One action connects Claude Code, by way of the window, and disconnects it at once."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from desktop_proxy.core import Core
from desktop_proxy.ui.bridge import CoreBridge
from desktop_proxy.ui.client_action import ClientAction
from tests.fakes import eventually

URL = "http://127.0.0.1:8082"
CONNECT, DISCONNECT = "Connect Claude Code…", "Disconnect Claude Code"


@pytest.fixture
def settings_file(core: Core) -> Path:
    """Claude Code's own, with something of the user's in it."""
    file = Path(core.environ["HOME"]) / ".claude" / "settings.json"
    file.parent.mkdir()
    file.write_text('{"model": "opus"}\n')
    return file


async def test_connecting_is_the_page_s_work(core: Core, bridge: CoreBridge, settings_file: Path) -> None:
    client = ClientAction(core, bridge)
    asked: list[tuple[str, object]] = []
    client.open_page.connect(lambda *page: asked.append(page))
    assert client.action.text() == CONNECT
    client.action.trigger()
    assert asked == [("clients", "claude-code")]
    assert json.loads(settings_file.read_text()) == {"model": "opus"}


async def test_a_connection_made_elsewhere_is_seen_and_ended_by_one_click(
    core: Core, bridge: CoreBridge, settings_file: Path
) -> None:
    before = settings_file.read_bytes()
    client = ClientAction(core, bridge)
    told: list[tuple[str, str]] = []
    client.told.connect(lambda *words: told.append(words))
    await core.clients.connect("claude-code", URL, "token")
    await eventually(lambda: client.action.text() == DISCONNECT)
    assert settings_file.read_bytes() != before
    client.action.trigger()
    await eventually(lambda: client.action.text() == CONNECT and bool(told))
    assert settings_file.read_bytes() == before
    assert told[0][0] == "Claude Code"


async def test_what_another_process_connected_is_seen_at_the_next_look(
    core: Core, bridge: CoreBridge, settings_file: Path
) -> None:
    client = ClientAction(core, bridge)
    elsewhere = type(core.clients)(core.paths, core.environ)
    await elsewhere.connect("claude-code", URL, "token")
    client.look()
    await eventually(lambda: client.action.text() == DISCONNECT)


async def test_a_file_that_cannot_be_put_back_is_told(core: Core, bridge: CoreBridge, settings_file: Path) -> None:
    client = ClientAction(core, bridge)
    told: list[tuple[str, str]] = []
    client.told.connect(lambda *words: told.append(words))
    await core.clients.connect("claude-code", URL, "token")
    await eventually(lambda: client.action.text() == DISCONNECT)
    settings_file.write_text("{ not json")
    client.action.trigger()
    await eventually(lambda: bool(told))
    assert told[0][0] == "Claude Code is still connected" and "settings.json" in told[0][1]
