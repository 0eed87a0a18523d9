from __future__ import annotations

import pytest

from desktop_proxy.clients.connection import connect
from desktop_proxy.clients.outcomes import Drift, State
from desktop_proxy.clients.standing import drift_of

from .conftest import TOKEN, URL, World


def test_nothing_there_is_not_connected_and_not_installed(world: World):
    status = world.status
    assert (status.state, status.installed, status.url, status.other_url) == (State.NOT_CONNECTED, False, None, None)
    assert status.path == world.file


def test_a_connection_knows_its_address(world: World):
    connect(world.connection, URL, TOKEN)
    assert (world.status.state, world.status.url, world.status.drift) == (State.CONNECTED, URL, ())
    assert world.status.installed


def test_an_address_from_somebody_else_is_seen(world: World):
    world.write('{"env": {"ANTHROPIC_BASE_URL": "https://user:pass@gate.example"}}')
    assert world.status.state is State.NOT_CONNECTED
    assert world.status.other_url == "https://…@gate.example"


def test_every_key_that_somebody_else_changed_is_named_without_its_secret(world: World):
    world.write("{}")
    connect(world.connection, URL, TOKEN)
    world.change(
        ANTHROPIC_BASE_URL="https://gate.example",
        ANTHROPIC_AUTH_TOKEN="dp-somebody-elses-token",
        CLAUDE_CODE_ATTRIBUTION_HEADER=None,
        CLAUDE_CODE_ENABLE_GATEWAY_MODEL_DISCOVERY=1,
    )
    status = world.status
    assert status.state is State.DRIFTED
    assert status.other_url == "https://gate.example"
    assert status.drift == (
        Drift("env.ANTHROPIC_BASE_URL", "https://gate.example"),
        Drift("env.ANTHROPIC_AUTH_TOKEN", "dp-…oken"),
        Drift("env.CLAUDE_CODE_ATTRIBUTION_HEADER", None),
        Drift("env.CLAUDE_CODE_ENABLE_GATEWAY_MODEL_DISCOVERY", "not a text"),
    )


def test_a_file_that_was_put_back_by_hand_is_not_connected(world: World):
    before = world.write('{"env": {"ANTHROPIC_BASE_URL": "https://first.example"}}')
    connect(world.connection, URL, TOKEN)
    world.file.write_bytes(before)
    assert (world.status.state, world.status.other_url) == (State.NOT_CONNECTED, "https://first.example")
    world.file.unlink()
    assert world.status.state is State.DRIFTED


@pytest.mark.parametrize("text", ["{", "[]", '{"env": 1}', '{"env": {}, "env": {}}'])
def test_what_cannot_be_read_is_a_sentence(world: World, text: str):
    world.write(text)
    assert world.status.state is State.UNREADABLE
    assert world.status.problem
    assert world.status.problem.endswith(".")


def test_a_damaged_record_is_a_sentence(world: World):
    world.data.mkdir()
    world.connection.record.write_text("{")
    assert world.status.state is State.UNREADABLE
    assert "is damaged" in (world.status.problem or "")


def test_looking_changes_nothing(world: World):
    assert world.status.state is State.NOT_CONNECTED
    assert list(world.home.iterdir()) == []
    assert drift_of(None, ()) == ()
