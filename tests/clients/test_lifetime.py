from __future__ import annotations

import asyncio
import json

import pytest
from fakes import running_proxy

from desktop_proxy.clients.client import ClientError
from desktop_proxy.clients.connection import connect, disconnect
from desktop_proxy.clients.lease import Held, read_lease, write_lease
from desktop_proxy.clients.lifetime import follow, resume, suspend
from desktop_proxy.clients.outcomes import Done, State

from .conftest import TOKEN, URL, World

ELSEWHERE = "http://127.0.0.1:9"
"""Nothing listens there."""


@pytest.fixture
def before(world: World) -> bytes:
    """Connected; what the file was."""
    text = world.write('{\n  "env": {\n    "ANTHROPIC_API_KEY": "a-key-of-mine"\n  }\n}\n')
    connect(world.connection, URL, TOKEN)
    return text


def test_a_proxy_that_ends_gives_the_settings_back_and_the_next_one_connects_again(world: World, before: bytes):
    connected = world.file.read_bytes()
    assert suspend(world.connection, URL).done is Done.SUSPENDED
    assert world.file.read_bytes() == before
    assert world.status.state is State.SUSPENDED
    outcome = resume(world.connection, URL, TOKEN)
    assert (outcome.done, outcome.backup) == (Done.RECONNECTED, None)
    assert world.file.read_bytes() == connected
    disconnect(world.connection)
    assert world.file.read_bytes() == before


def test_a_key_that_was_put_aside_is_not_kept_twice_while_suspended(world: World, before: bytes):
    assert "a-key-of-mine" in world.connection.record.read_text()
    suspend(world.connection, URL)
    assert "a-key-of-mine" not in world.connection.record.read_text()


def test_suspending_twice_and_resuming_twice_changes_nothing_more(world: World, before: bytes):
    suspend(world.connection, URL)
    assert suspend(world.connection, URL) is None
    assert world.file.read_bytes() == before
    resume(world.connection, URL, TOKEN)
    assert resume(world.connection, URL, TOKEN, frozenset({URL})) is None
    disconnect(world.connection)
    assert world.file.read_bytes() == before


def test_a_proxy_that_is_not_used_leaves_the_client_alone(world: World, before: bytes):
    connected = world.file.read_bytes()
    assert suspend(world.connection, ELSEWHERE) is None
    assert follow(world.connection, ELSEWHERE, TOKEN) is None
    assert world.file.read_bytes() == connected


def test_without_a_connection_there_is_nothing_to_do(world: World):
    text = world.write("{}")
    assert suspend(world.connection, URL) is None
    assert resume(world.connection, URL, TOKEN) is None
    assert follow(world.connection, URL, TOKEN) is None
    assert world.file.read_bytes() == text


def test_what_changed_while_suspended_is_what_is_given_back_later(world: World, before: bytes):
    suspend(world.connection, URL)
    changed = world.write('{"model": "opus", "env": {"MINE": "1"}}')
    resume(world.connection, URL, TOKEN)
    assert world.env["MINE"] == "1"
    assert world.env["ANTHROPIC_BASE_URL"] == URL
    disconnect(world.connection)
    assert world.file.read_bytes() == changed


def test_a_client_that_was_led_elsewhere_while_suspended_stays_there(world: World, before: bytes):
    suspend(world.connection, URL)
    changed = world.write('{"env": {"ANTHROPIC_BASE_URL": "https://gate.example"}}')
    assert resume(world.connection, URL, TOKEN).done is Done.TAKEN_OVER
    assert world.file.read_bytes() == changed
    assert resume(world.connection, URL, TOKEN) is None
    assert world.status.state is State.NOT_CONNECTED


def test_a_client_that_was_led_elsewhere_is_not_connected_again_after_the_end(world: World, before: bytes):
    world.change(ANTHROPIC_BASE_URL="https://gate.example")
    outcome = suspend(world.connection, URL)
    assert outcome.done is Done.DISCONNECTED
    assert [drift.key for drift in outcome.left] == ["env.ANTHROPIC_BASE_URL"]
    assert resume(world.connection, URL, TOKEN) is None
    assert world.env == {"ANTHROPIC_API_KEY": "a-key-of-mine", "ANTHROPIC_BASE_URL": "https://gate.example"}


def test_the_address_and_the_token_are_followed_and_nothing_else_is_written(world: World, before: bytes):
    world.change(CLAUDE_CODE_ATTRIBUTION_HEADER="1")
    outcome = follow(world.connection, ELSEWHERE, "token-2-0123456789", frozenset({URL}))
    assert (outcome.done, outcome.url) == (Done.FOLLOWED, ELSEWHERE)
    assert world.env["ANTHROPIC_BASE_URL"] == ELSEWHERE
    assert world.env["ANTHROPIC_AUTH_TOKEN"] == "token-2-0123456789"
    assert world.env["CLAUDE_CODE_ATTRIBUTION_HEADER"] == "1"
    assert follow(world.connection, ELSEWHERE, "token-2-0123456789") is None
    assert follow(world.connection, ELSEWHERE, "token-3-0123456789").done is Done.FOLLOWED
    assert [drift.key for drift in disconnect(world.connection).left] == ["env.CLAUDE_CODE_ATTRIBUTION_HEADER"]


def test_an_address_that_somebody_else_set_is_not_followed(world: World, before: bytes):
    world.change(ANTHROPIC_BASE_URL="https://gate.example")
    follow(world.connection, ELSEWHERE, TOKEN, frozenset({URL}))
    assert world.env["ANTHROPIC_BASE_URL"] == "https://gate.example"
    world.change(ANTHROPIC_AUTH_TOKEN="theirs")
    assert follow(world.connection, ELSEWHERE, "token-2-0123456789", frozenset({URL})) is None
    assert world.env["ANTHROPIC_AUTH_TOKEN"] == "theirs"


def test_after_a_crash_the_next_proxy_takes_the_client_over(world: World, before: bytes):
    outcome = resume(world.connection, ELSEWHERE, "token-2-0123456789")
    assert (outcome.done, outcome.url) == (Done.ADOPTED, ELSEWHERE)
    assert world.env["ANTHROPIC_BASE_URL"] == ELSEWHERE
    assert resume(world.connection, ELSEWHERE, "token-2-0123456789").done is Done.ADOPTED
    disconnect(world.connection)
    assert world.file.read_bytes() == before


async def test_a_client_of_another_living_proxy_is_left_to_it(world: World, tmp_path):
    world.write("{}")
    async with running_proxy(tmp_path) as other:
        await asyncio.to_thread(connect, world.connection, other.url, TOKEN)
        outcome = await asyncio.to_thread(resume, world.connection, ELSEWHERE, TOKEN)
        assert (outcome.done, outcome.url) == (Done.NOTHING, other.url)
        assert world.env["ANTHROPIC_BASE_URL"] == other.url


async def test_a_proxy_that_ends_leaves_the_client_to_one_that_took_its_address_over(world: World, tmp_path):
    world.write("{}")
    async with running_proxy(tmp_path) as next_one:
        await asyncio.to_thread(connect, world.connection, next_one.url, TOKEN)
        assert await asyncio.to_thread(suspend, world.connection, next_one.url) is None
        assert world.env["ANTHROPIC_BASE_URL"] == next_one.url


def test_one_that_never_listened_ends_what_a_killed_one_has_left(world: World, before: bytes):
    assert suspend(world.connection, None).done is Done.SUSPENDED
    assert world.file.read_bytes() == before


def test_a_crash_after_somebody_else_took_the_client_changes_nothing(world: World, before: bytes):
    world.change(ANTHROPIC_BASE_URL="https://gate.example")
    changed = world.file.read_bytes()
    assert resume(world.connection, URL, TOKEN).done is Done.TAKEN_OVER
    assert world.file.read_bytes() == changed
    assert world.status.state is State.DRIFTED


def test_what_was_put_back_by_hand_stays_so(world: World, before: bytes):
    world.file.write_bytes(before)
    assert resume(world.connection, URL, TOKEN).done is Done.DISCONNECTED
    assert world.file.read_bytes() == before
    assert not world.connection.record.exists()


@pytest.mark.parametrize("held", [Held.ENDING, Held.SUSPENDED])
def test_what_a_killed_process_did_not_put_back_is_put_back(world: World, before: bytes, held: Held):
    record = world.connection.record
    lease = read_lease(record)
    assert lease
    write_lease(record, lease.model_copy(update={"held": held}))
    if held is Held.ENDING:
        assert resume(world.connection, URL, TOKEN).done is Done.DISCONNECTED
    else:
        assert resume(world.connection, ELSEWHERE, TOKEN).done is Done.RECONNECTED
        assert world.env["ANTHROPIC_BASE_URL"] == ELSEWHERE
        disconnect(world.connection)
    assert world.file.read_bytes() == before


@pytest.mark.parametrize("held", list(Held))
def test_connecting_goes_on_from_whatever_was_left(world: World, before: bytes, held: Held):
    record = world.connection.record
    lease = read_lease(record)
    assert lease
    write_lease(record, lease.model_copy(update={"held": held}))
    connect(world.connection, ELSEWHERE, TOKEN)
    assert world.env["ANTHROPIC_BASE_URL"] == ELSEWHERE
    disconnect(world.connection)
    assert world.file.read_bytes() == before


def test_a_suspended_client_that_had_no_file_has_none_again(world: World):
    connect(world.connection, URL, TOKEN)
    suspend(world.connection, URL)
    assert not world.file.parent.exists()
    resume(world.connection, URL, TOKEN)
    assert world.env["ANTHROPIC_BASE_URL"] == URL
    disconnect(world.connection)
    assert not world.file.parent.exists()


def test_disconnecting_a_suspended_client_ends_it(world: World, before: bytes):
    suspend(world.connection, URL)
    assert disconnect(world.connection).done is Done.DISCONNECTED
    assert resume(world.connection, URL, TOKEN) is None
    assert world.file.read_bytes() == before


def test_a_file_that_broke_is_a_sentence(world: World, before: bytes):
    world.write("{")
    for action in (
        lambda: suspend(world.connection, URL),
        lambda: resume(world.connection, URL, TOKEN),
        lambda: follow(world.connection, ELSEWHERE, TOKEN, frozenset({URL})),
    ):
        with pytest.raises(ClientError, match="not valid JSON"):
            action()
    assert read_lease(world.connection.record).held is Held.CONNECTED
    assert json.loads(world.connection.record.read_text())
