"""Each state of a client has a shape, a word and what can be done."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop_proxy.clients.outcomes import Drift, State, Status
from desktop_proxy.ui import resources
from desktop_proxy.ui.clients.states import drift_in_words, state_of

HERE = "http://127.0.0.1:8082"
PATH = Path("/home/x/.claude/settings.json")


def status(state: State, **more: object) -> Status:
    return Status(state, PATH, **{"installed": True, "url": HERE, **more})  # type: ignore[arg-type]


@pytest.mark.parametrize("state", list(State))
def test_every_state_has_words_and_a_shape_of_its_own(state: State) -> None:
    shown = state_of(status(state), HERE)
    assert shown.word and resources.icon_file(shown.icon).is_file()
    assert shown.can_connect or shown.can_disconnect or state is State.UNREADABLE


def test_shapes_tell_the_states_apart_without_colour() -> None:
    shapes = {state: state_of(status(state), HERE).icon for state in State}
    assert len(set(shapes.values())) == len(State)


def test_not_installed_is_told_apart_from_not_connected() -> None:
    assert state_of(status(State.NOT_CONNECTED, installed=False), HERE).word == "Not installed"
    assert state_of(status(State.NOT_CONNECTED), HERE).word == "Not connected"


def test_a_connection_to_another_proxy_is_named() -> None:
    other = state_of(status(State.CONNECTED, url="http://127.0.0.1:9999"), HERE)
    assert other.word == "Connected to another proxy" and "http://127.0.0.1:9999" in other.remark
    assert other.can_connect


def test_while_the_proxy_is_stopped_a_connected_client_counts_as_its_own() -> None:
    assert state_of(status(State.CONNECTED), None).word == "Connected to this proxy"


def test_drift_says_which_keys_hold_what() -> None:
    drift = (Drift("env.ANTHROPIC_BASE_URL", "https://%2.example.com"), Drift("env.ANTHROPIC_AUTH_TOKEN", None))
    words = drift_in_words(drift)
    assert words == "env.ANTHROPIC_BASE_URL is now “https://%2.example.com”; env.ANTHROPIC_AUTH_TOKEN is gone"
    remark = state_of(status(State.DRIFTED, drift=drift), HERE).remark
    assert remark.startswith(f"Claude Code does not go through this proxy any more: {words}. Connect again")


def test_drift_that_leaves_the_address_alone_leads_nobody_away() -> None:
    drift = (Drift("env.ANTHROPIC_AUTH_TOKEN", None),)
    shown = state_of(status(State.DRIFTED, drift=drift), HERE)
    assert shown.remark.startswith("The connection of Claude Code was changed: env.ANTHROPIC_AUTH_TOKEN is gone.")
    assert shown.word == "Changed by another program" and shown.can_connect and shown.can_disconnect


def test_an_address_of_somebody_else_is_told_before_connecting() -> None:
    shown = state_of(status(State.NOT_CONNECTED, other_url="https://gateway.example.com"), HERE)
    assert shown.remark == "Claude Code uses https://gateway.example.com now; disconnecting later brings it back."


def test_what_cannot_be_read_says_why() -> None:
    assert state_of(status(State.UNREADABLE, problem="It is no JSON."), HERE).remark == "It is no JSON."
