"""The listening server in the menu: what it says, and that it really starts and stops."""

from __future__ import annotations

import asyncio
import socket

import pytest

from desktop_proxy.core import Core
from desktop_proxy.server.runner import Running, Stopped
from desktop_proxy.ui.bridge import CoreBridge
from desktop_proxy.ui.server_actions import ServerActions
from tests.fakes import eventually, message_body


@pytest.fixture
def server(core: Core, bridge: CoreBridge) -> ServerActions:
    return ServerActions(core, bridge)


def texts(server: ServerActions) -> list[str]:
    return [server.status.text(), server.toggle.text()]


def port(core: Core) -> int:
    assert core.url is not None
    return int(core.url.rpartition(":")[2])


def listens(at: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", at)) == 0


async def begin_stream(core: Core) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    """A request to the demo model, after its head has come."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port(core))
    body = message_body(stream=True)
    token = (await core.credentials.client_token()).reveal()
    writer.write(
        b"POST /v1/messages HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nx-api-key: %s\r\ncontent-type: application/json\r\n"
        b"content-length: %d\r\nconnection: close\r\n\r\n%s" % (port(core), token.encode(), len(body), body)
    )
    assert b"200" in await reader.readline()
    return reader, writer


async def test_stop_closes_the_port_and_start_opens_it_again(running_core: Core, server: ServerActions) -> None:
    before = port(running_core)
    running_core.settings._overrides["server.port"] = before
    server.toggle.trigger()
    await eventually(lambda: isinstance(running_core.server.state, Stopped))
    assert not listens(before) and texts(server) == ["Stopped", "Start"]
    running_core.settings.update({"upstream.max_retries": 1})
    server.toggle.trigger()
    await eventually(lambda: isinstance(running_core.server.state, Running))
    assert listens(before) and texts(server) == [f"Running at 127.0.0.1:{before}", "Stop"]


async def test_while_it_stops_it_says_for_how_many_it_waits(running_core: Core, server: ServerActions) -> None:
    reader, writer = await begin_stream(running_core)
    toggle = server.toggle
    toggle.trigger()
    await eventually(lambda: toggle.text().startswith("Stopping… 1 request"))
    assert not toggle.isEnabled()
    assert b"message_stop" in await reader.read(), "an open stream ends as it would have"
    await eventually(lambda: toggle.text() == "Start" and toggle.isEnabled())
    writer.close()


async def test_a_port_that_is_taken_is_said_in_the_menu_and_retrying_can_be_ended(
    core: Core, server: ServerActions
) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        core.settings._overrides["server.port"] = taken.getsockname()[1]
        core.settings.update({"upstream.max_retries": 1})
        server.toggle.trigger()
        await eventually(lambda: server.status.text().startswith("Not running: "))
        assert server.toggle.text() == "Stop"
        server.toggle.trigger()
        await eventually(lambda: server.status.text() == "Stopped")
