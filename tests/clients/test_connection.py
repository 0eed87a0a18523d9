from __future__ import annotations

import json
import os
import stat
import threading

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop_proxy.clients import settings_file
from desktop_proxy.clients.client import ClientError
from desktop_proxy.clients.connection import connect, disconnect, plan
from desktop_proxy.clients.lease import Held
from desktop_proxy.clients.outcomes import Done
from desktop_proxy.clients.settings_file import copies

from .conftest import TOKEN, URL, World
from .documents import settings_texts

posix = pytest.mark.skipif(os.name != "posix", reason="POSIX only")


@settings(max_examples=30, deadline=None)
@given(text=st.one_of(st.none(), st.just(""), settings_texts()))
def test_connecting_and_disconnecting_gives_back_the_very_same_file(
    tmp_path_factory: pytest.TempPathFactory, text: str | None
):
    world = World(tmp_path_factory.mktemp("home"))
    before = None if text is None else world.write(text)
    connect(world.connection, URL, TOKEN)
    assert world.env["ANTHROPIC_BASE_URL"] == URL
    assert world.env["ANTHROPIC_AUTH_TOKEN"] == TOKEN
    assert disconnect(world.connection).left == ()
    assert (world.file.read_bytes() if world.file.exists() else None) == before
    assert not world.connection.record.exists()


def test_a_file_and_a_folder_that_were_not_there_are_gone_again(world: World):
    outcome = connect(world.connection, URL, TOKEN)
    assert (outcome.done, outcome.backup) == (Done.CONNECTED, None)
    if os.name == "posix":
        assert stat.S_IMODE(world.file.stat().st_mode) == 0o600
        assert stat.S_IMODE(world.file.parent.stat().st_mode) == 0o700
    disconnect(world.connection)
    assert not world.file.parent.exists()


def test_a_folder_in_which_something_appeared_since_stays(world: World):
    connect(world.connection, URL, TOKEN)
    (world.file.parent / "history.jsonl").touch()
    disconnect(world.connection)
    assert list(world.file.parent.iterdir()) == [world.file.parent / "history.jsonl"]


def test_the_plan_is_what_is_written_and_shows_no_secret(world: World):
    world.write('{\n  "env": {\n    "ANTHROPIC_API_KEY": "sk-ant-api03-0123456789abcdef"\n  }\n}\n')
    shown = plan(world.connection, URL, TOKEN)
    assert TOKEN not in shown.diff
    assert "0123456789" not in shown.diff
    assert TOKEN not in repr(shown)
    assert f'+    "ANTHROPIC_BASE_URL": "{URL}",' in shown.diff
    assert not world.connection.record.exists()
    connect(world.connection, URL, TOKEN, shown)
    assert world.file.read_bytes() == shown.after
    assert plan(world.connection, URL, TOKEN).diff == ""


def test_a_file_that_changed_since_it_was_shown_is_not_written(world: World):
    world.write("{}")
    shown = plan(world.connection, URL, TOKEN)
    changed = world.write('{"model": "opus"}')
    with pytest.raises(ClientError, match="has changed since it was shown"):
        connect(world.connection, URL, TOKEN, shown)
    assert world.file.read_bytes() == changed
    assert not world.connection.record.exists()


def test_what_conflicts_is_put_aside_and_put_back(world: World):
    before = world.write('{"apiKeyHelper": "get-key", "env": {"CLAUDE_CODE_USE_BEDROCK": 1, "ANTHROPIC_API_KEY": "x"}}')
    connect(world.connection, URL, TOKEN)
    content = json.loads(world.file.read_bytes())
    assert content["apiKeyHelper"] == content["env"]["ANTHROPIC_API_KEY"] == ""
    disconnect(world.connection)
    assert world.file.read_bytes() == before


def test_a_copy_from_before_stands_beside_the_file_and_none_holds_our_token(world: World):
    before = world.write('{"model": "opus"}')
    outcome = connect(world.connection, URL, TOKEN)
    assert outcome.backup
    assert outcome.backup.read_bytes() == before
    connect(world.connection, "http://127.0.0.1:9000", TOKEN)
    world.connection.record.unlink()
    connect(world.connection, URL, TOKEN)
    disconnect(world.connection)
    for _ in range(3):
        connect(world.connection, URL, TOKEN)
        disconnect(world.connection)
    assert all(TOKEN.encode() not in copy.read_bytes() for copy in copies(world.file))
    assert len(copies(world.file)) <= 2


def test_connecting_twice_keeps_what_was_there_first(world: World):
    before = world.write('{"env": {"ANTHROPIC_BASE_URL": "https://first.example"}}')
    connect(world.connection, URL, TOKEN)
    connect(world.connection, "http://127.0.0.1:9000", "other-token-0123456789")
    assert world.env["ANTHROPIC_BASE_URL"] == "http://127.0.0.1:9000"
    disconnect(world.connection)
    assert world.file.read_bytes() == before


def test_a_variable_that_conflicts_only_later_is_put_aside_as_well(world: World):
    before = world.write("{}")
    connect(world.connection, URL, TOKEN)
    world.environ["ANTHROPIC_API_KEY"] = "sk-ant-api03-0123456789abcdef"
    connect(world.connection, URL, TOKEN)
    assert world.env["ANTHROPIC_API_KEY"] == ""
    disconnect(world.connection)
    assert world.file.read_bytes() == before


def test_what_somebody_else_changed_is_named_and_stays(world: World):
    world.write('{"env": {"ANTHROPIC_BASE_URL": "https://first.example"}, "model": "opus"}')
    connect(world.connection, URL, TOKEN)
    world.change(ANTHROPIC_BASE_URL="https://gate.example", ANTHROPIC_AUTH_TOKEN=None, MINE="1", model="sonnet")
    left = disconnect(world.connection).left
    assert [(drift.key, drift.now) for drift in left] == [("env.ANTHROPIC_BASE_URL", "https://gate.example")]
    assert json.loads(world.file.read_bytes()) == {
        "env": {"ANTHROPIC_BASE_URL": "https://gate.example", "MINE": "1"},
        "model": "sonnet",
    }


def test_a_default_model_that_only_we_have_is_remarked_on(world: World):
    world.write("{}")
    connect(world.connection, URL, TOKEN)
    world.change(model="anthropic/openai/gpt-x")
    assert "gpt-x" in disconnect(world.connection).remarks[0]


def test_disconnecting_what_is_not_connected_does_nothing(world: World):
    before = world.write('{"env": {"ANTHROPIC_BASE_URL": "https://first.example"}}')
    assert disconnect(world.connection).done is Done.NOTHING
    assert world.file.read_bytes() == before


@pytest.mark.parametrize("text", ["{", "[]", '{"env": "x"}', '{"env": {}, "env": {}}'])
def test_what_cannot_be_edited_is_refused_and_left_alone(world: World, text: str):
    before = world.write(text)
    for action in (plan, connect):
        with pytest.raises(ClientError, match=r"settings\.json .*\.$"):
            action(world.connection, URL, TOKEN)
    assert world.file.read_bytes() == before
    assert not world.connection.record.exists()
    assert copies(world.file) == []


def test_a_file_that_broke_while_connected_is_left_alone_and_can_be_disconnected_later(world: World):
    before = world.write("{}")
    connect(world.connection, URL, TOKEN)
    connected = world.file.read_bytes()
    world.write("{")
    with pytest.raises(ClientError, match="not valid JSON"):
        disconnect(world.connection)
    world.file.write_bytes(connected)
    disconnect(world.connection)
    assert world.file.read_bytes() == before


@posix
def test_a_link_out_of_the_home_directory_is_refused(world: World, tmp_path):
    outside = tmp_path / "settings.json"
    outside.write_text("{}")
    world.file.parent.mkdir()
    world.file.symlink_to(outside)
    for action in (plan, connect):
        with pytest.raises(ClientError, match="symbolic link"):
            action(world.connection, URL, TOKEN)
    assert outside.read_text() == "{}"


def test_another_folder_of_claude_code_is_not_connected_beside_the_first(world: World, tmp_path):
    connect(world.connection, URL, TOKEN)
    world.environ["CLAUDE_CONFIG_DIR"] = str(world.home / "other")
    with pytest.raises(ClientError, match="is connected by"):
        connect(world.connection, URL, TOKEN)
    # The record says which file it is about.
    disconnect(world.connection)
    assert not world.file.exists()
    connect(world.connection, URL, TOKEN)
    assert (world.home / "other" / "settings.json").exists()


def test_the_record_holds_no_token_and_is_for_its_owner_alone(world: World):
    connect(world.connection, URL, TOKEN)
    assert TOKEN not in world.connection.record.read_text()
    if os.name == "posix":
        assert stat.S_IMODE(world.connection.record.stat().st_mode) == 0o600


def test_a_record_that_cannot_be_read_is_a_sentence(world: World):
    world.write("{}")
    world.connection.record.mkdir(parents=True)
    for action in (lambda: connect(world.connection, URL, TOKEN), lambda: disconnect(world.connection)):
        with pytest.raises(ClientError, match="cannot be read"):
            action()


def test_a_damaged_record_is_a_sentence(world: World):
    connect(world.connection, URL, TOKEN)
    world.connection.record.write_text("{")
    for action in (lambda: connect(world.connection, URL, TOKEN), lambda: disconnect(world.connection)):
        with pytest.raises(ClientError, match="is damaged"):
            action()


@posix
def test_a_token_that_every_user_could_read_is_noted(world: World, monkeypatch: pytest.MonkeyPatch):
    world.write("{}")
    monkeypatch.setattr(settings_file, "is_open_to_others", lambda path: True)
    assert "chmod 600" in plan(world.connection, URL, TOKEN).notes[0]
    monkeypatch.setattr(settings_file, "is_open_to_others", lambda path: False)
    assert plan(world.connection, URL, TOKEN).notes == ()


def test_many_at_once_leave_one_good_state(world: World):
    before = world.write('{\n  "model": "opus"\n}\n')
    failures: list[BaseException] = []

    def work() -> None:
        try:
            for _ in range(5):
                connect(world.connection, URL, TOKEN)
                disconnect(world.connection)
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert failures == []
    assert world.file.read_bytes() == before
    assert not world.connection.record.exists()


def test_a_disconnect_that_is_killed_is_known_for_one(world: World, monkeypatch: pytest.MonkeyPatch):
    before = world.write("{}")
    connect(world.connection, URL, TOKEN)

    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(settings_file, "write", killed)
        disconnect(world.connection)
    lease = world.connection.lease()
    assert lease
    assert lease.held is Held.ENDING
    disconnect(world.connection)
    assert world.file.read_bytes() == before
