from __future__ import annotations

import asyncio
import logging
import threading
from pathlib import Path

import pytest
from fakes import running_proxy

from desktop_proxy.clients import connection
from desktop_proxy.clients.client import ClientError
from desktop_proxy.clients.clients import CLIENTS, Clients
from desktop_proxy.clients.outcomes import Done, State
from desktop_proxy.paths import Paths

from .conftest import TOKEN, URL, World

NAME = "claude-code"
OTHER_URL = "http://127.0.0.1:9"


@pytest.fixture
def clients(world: World) -> Clients:
    return made(world)


def made(world: World) -> Clients:
    """As another process has them."""
    return Clients(Paths(world.data, world.data, world.data / "logs"), world.connection.environ)


def test_names_are_unique():
    assert len({client.name for client in CLIENTS}) == len(CLIENTS)


async def test_changes_are_announced_and_looking_is_not(world: World, clients: Clients):
    world.write("{}")
    heard: list[str] = []
    clients.changed.connect(heard.append)
    shown = await clients.plan(NAME, URL, TOKEN)
    assert (await clients.status(NAME)).state is State.NOT_CONNECTED
    assert heard == []
    await clients.connect(NAME, URL, TOKEN, shown)
    assert (await clients.status(NAME)).state is State.CONNECTED
    await clients.disconnect(NAME)
    assert heard == [NAME, NAME]
    await clients.disconnect(NAME)
    assert heard == [NAME, NAME]


async def test_a_proxy_s_life_from_start_to_end(world: World, clients: Clients):
    before = world.write("{}")
    assert await clients.resume(URL, TOKEN) == []
    await clients.connect(NAME, URL, TOKEN)
    assert [outcome.done for outcome in await clients.follow(OTHER_URL, TOKEN)] == [Done.FOLLOWED]
    assert await clients.follow(OTHER_URL, TOKEN) == []
    assert [outcome.done for outcome in await clients.suspend()] == [Done.SUSPENDED]
    assert world.file.read_bytes() == before
    # Stopped and started again in the same process.
    assert [outcome.done for outcome in await clients.resume(URL, TOKEN)] == [Done.RECONNECTED]
    assert [outcome.done for outcome in await clients.resume(OTHER_URL, TOKEN)] == [Done.FOLLOWED]
    assert await clients.resume(OTHER_URL, TOKEN) == []


async def test_a_second_process_that_ends_leaves_the_client_to_the_first(
    world: World, clients: Clients, tmp_path: Path
):
    world.write("{}")
    async with running_proxy(tmp_path) as first:
        await clients.resume(first.url, TOKEN)
        await clients.connect(NAME, first.url, TOKEN)
        second = made(world)
        assert await second.suspend() == []
        assert await second.follow(OTHER_URL, TOKEN) == []
        assert await second.suspend() == []
        assert world.env["ANTHROPIC_BASE_URL"] == first.url


async def test_what_the_command_connected_is_suspended_with_the_proxy(world: World, clients: Clients):
    before = world.write("{}")
    await clients.resume(URL, TOKEN)
    await made(world).connect(NAME, URL, TOKEN)
    assert [outcome.done for outcome in await clients.suspend()] == [Done.SUSPENDED]
    assert world.file.read_bytes() == before


async def test_what_fails_is_told_and_logged_and_raises_only_for_what_was_asked_for(
    world: World, clients: Clients, caplog: pytest.LogCaptureFixture
):
    world.write("{}")
    await clients.connect(NAME, URL, TOKEN)
    world.write("{")
    outcomes = await clients.resume(URL, TOKEN)
    assert [outcome.done for outcome in outcomes] == [Done.FAILED]
    assert "not valid JSON" in outcomes[0].sentence
    assert [record.getMessage() for record in caplog.records if record.levelno == logging.WARNING] == [
        outcomes[0].sentence
    ]
    with pytest.raises(ClientError):
        await clients.connect(NAME, URL, TOKEN)
    assert (await clients.status(NAME)).state is State.UNREADABLE


async def test_files_are_touched_in_threads(clients: Clients, world: World, monkeypatch: pytest.MonkeyPatch):
    seen = []
    connect = connection.connect
    monkeypatch.setattr(
        connection, "connect", lambda *arguments: (seen.append(threading.current_thread()), connect(*arguments))[1]
    )
    await clients.connect(NAME, URL, TOKEN)
    assert seen != [threading.main_thread()]


async def test_the_tray_and_the_command_at_the_same_time_leave_a_good_state(world: World, clients: Clients):
    before = world.write("{}")
    await clients.resume(URL, TOKEN)
    command = made(world)
    for _ in range(5):
        await asyncio.gather(
            clients.connect(NAME, URL, TOKEN),
            command.connect(NAME, URL, TOKEN),
            clients.follow(URL, TOKEN),
            clients.suspend(),
            command.disconnect(NAME),
        )
    await command.disconnect(NAME)
    assert world.file.read_bytes() == before
