from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from desktop_proxy.environment import Environment
from desktop_proxy.settings import SettingsError, SettingsStore


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "settings.json"


def store(path: Path, variables: dict[str, str] | None = None, **kwargs: Any) -> SettingsStore:
    return SettingsStore(path, Environment.read(variables or {}, path.parent), **kwargs)


def on_disk(path: Path) -> Any:
    return json.loads(path.read_text())


def test_without_anything_the_defaults_hold_and_nothing_is_written(path: Path):
    fresh = store(path)
    assert fresh.current.server.port == 8082
    assert fresh.problems == ()
    assert not path.exists()


def test_an_update_is_validated_written_and_announced(path: Path):
    fresh = store(path)
    seen = []
    fresh.changed.connect(lambda old, new: seen.append((old.server.port, new.server.port)))
    fresh.update({"server.port": "9000", "routing.tiers.opus": "openai/gpt-4.1"})
    assert seen == [(8082, 9000)]
    assert on_disk(path) == {"server": {"port": 9000}, "routing": {"tiers": {"opus": "openai/gpt-4.1"}}, "version": 1}
    assert store(path).current == fresh.current


def test_none_goes_back_to_the_default(path: Path):
    fresh = store(path)
    fresh.update({"server.port": 9000})
    fresh.update({"server.port": None})
    assert fresh.current.server.port == 8082
    assert on_disk(path) == {"version": 1}


def test_an_update_without_a_difference_is_not_announced(path: Path):
    fresh = store(path)
    before = fresh.current
    fresh.changed.connect(lambda old, new: pytest.fail("nothing changed"))
    fresh.update({"server.port": 8082})
    assert fresh.current is before


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"server.port": 99999}, "“server.port” must be less than or equal to 65535."),
        ({"server.nothing": 1}, "There is no setting “server.nothing”"),
        ({"providers.nas.base_url": "http://nas:1/v1"}, "unencrypted"),
        ({"providers.mine.models": "a"}, "needs an address"),
        ({"providers.Mine": {}}, "providers.Mine"),
        ({"routing.preferred_provider": "gogle"}, "is not set up"),
        ({"routing.naming": "old"}, "“routing.naming” must be 'recommended' or 'classic'."),
        ({"server.host": "0.0.0.0"}, "only for `desktop-proxy serve --host`"),
    ],
)
def test_a_refused_update_says_why_and_changes_nothing(path: Path, changes: dict[str, Any], sentence: str):
    fresh = store(path)
    fresh.update({"server.port": 9000})
    before = path.read_bytes()
    with pytest.raises(SettingsError) as raised:
        fresh.update({"server.max_streams": 7, **changes})
    assert sentence in str(raised.value)
    assert path.read_bytes() == before
    assert fresh.current.server.max_streams == 64


def test_checking_refuses_what_an_update_would_and_writes_nothing(path: Path):
    fresh = store(path)
    fresh.check({"server.port": 9000})
    with pytest.raises(SettingsError, match=r"server\.port"):
        fresh.check({"server.port": 99999})
    assert not path.exists()


def test_an_endpoint_is_added_and_removed_as_a_whole(path: Path):
    fresh = store(path)
    fresh.update({"providers.mine": {"preset": "groq", "models": ["a", "b"]}})
    assert on_disk(path)["providers"] == {"mine": {"preset": "groq", "models": ["a", "b"]}}
    fresh.update({"providers.mine": None})
    assert fresh.current.providers == {}


def test_unknown_keys_and_faulty_neighbours_survive_an_update(path: Path):
    document = {"future": {"deep": [1]}, "server": {"colour": "red", "port": "many"}, "version": 1}
    path.write_text(json.dumps(document))
    fresh = store(path)
    assert fresh.problems == (fresh.problems[0],)
    assert "server.port" in fresh.problems[0]
    fresh.update({"server.max_streams": 5})
    document["server"]["max_streams"] = 5  # type: ignore[index]
    assert on_disk(path) == document


def test_the_order_of_truth(path: Path):
    path.write_text(json.dumps({"routing": {"big_model": "file", "small_model": "file"}, "server": {"port": 1}}))
    (path.parent / ".env").write_text("SMALL_MODEL=dotenv\nBIG_MODEL=dotenv")
    layered = store(path, {"BIG_MODEL": "environment"}, overrides={"server.port": 3, "server.max_streams": None})
    assert layered.current.routing.big_model == "environment"
    assert layered.current.routing.small_model == "dotenv"
    assert layered.current.server.port == 3
    names = ("server.port", "routing.big_model", "routing.small_model", "server.max_streams")
    assert [layered.source(name) for name in names] == ["command line", "environment", ".env", "default"]
    assert store(path).source("server.port") == "settings"
    layered.update({"routing.naming": "classic"})
    assert on_disk(path)["routing"] == {"big_model": "file", "small_model": "file", "naming": "classic"}


@pytest.mark.parametrize(
    ("variables", "file", "expected"),
    [
        ({}, {}, (None, "recommended", "default")),
        ({"XAI_API_KEY": "k1"}, {}, ("xai", "recommended", "environment")),
        ({"XAI_API_KEY": "k1"}, {"preferred_provider": "openai"}, ("openai", "recommended", "settings")),
        ({"PREFERRED_PROVIDER": "google"}, {"preferred_provider": "openai"}, ("gemini", "classic", "environment")),
    ],
)
def test_which_provider_is_preferred(path: Path, variables: dict[str, str], file: dict[str, str], expected: Any):
    path.write_text(json.dumps({"routing": file}))
    layered = store(path, variables)
    routing = layered.current.routing
    found = (routing.preferred_provider, routing.naming, layered.source("routing.preferred_provider"))
    assert found == expected


def test_what_decides_beside_the_file_is_named_and_a_suggestion_does_not_decide(path: Path):
    fresh = store(
        path, {"BIG_MODEL": "gpt-4.1", "OPENAI_API_KEY": "sk-0123456789abcdefghij"}, overrides={"server.port": 1}
    )
    names = ("server.port", "routing.big_model", "routing.preferred_provider", "routing.small_model")
    assert [fresh.pinned_by(name) for name in names] == ["command line", "environment", None, None]


def test_a_wrong_override_is_refused_at_the_start(path: Path):
    with pytest.raises(SettingsError, match=r"server\.port"):
        store(path, overrides={"server.port": 70000})
    with pytest.raises(SettingsError, match="no setting"):
        store(path, overrides={"server.prot": 1})


def test_another_host_holds_only_from_the_command_line(path: Path):
    path.write_text('{"server": {"host": "0.0.0.0"}}')
    listed = store(path)
    assert listed.current.server.host == "127.0.0.1"
    assert "serve --host" in listed.problems[0]
    assert store(path, overrides={"server.host": "0.0.0.0"}).current.server.host == "0.0.0.0"


def test_a_wrong_value_from_the_environment_is_a_problem(path: Path):
    layered = store(path, {"OPENAI_BASE_URL": "nonsense"})
    assert layered.current.providers["openai"].base_url is None
    assert layered.current.providers["openai"].base_url_fault
    assert "providers.openai.base_url" in layered.problems[0]


def test_a_change_by_another_process_is_taken_over_at_the_next_request(path: Path):
    running = store(path)
    seen: list[int] = []
    running.changed.connect(lambda old, new: seen.append(new.server.port))
    store(path).update({"server.port": 9000})
    running.refresh()
    running.refresh()
    assert seen == [9000]
    path.unlink()
    running.refresh()
    assert running.current.server.port == 8082


def test_a_file_that_breaks_while_running_keeps_the_settings(path: Path):
    running = store(path)
    running.update({"server.port": 9000})
    path.write_bytes(b"\x00" * 50)
    running.refresh()
    assert running.current.server.port == 9000
    assert "damaged" in running.problems[0]
    running.update({"server.max_streams": 3})
    assert on_disk(path)["server"] == {"port": 9000, "max_streams": 3}
    assert running.problems == ()


def test_two_processes_do_not_undo_each_other(path: Path):
    one, other = store(path), store(path)
    one.update({"server.port": 9000})
    other.update({"server.max_streams": 3})
    assert on_disk(path)["server"] == {"port": 9000, "max_streams": 3}


def test_a_folder_that_cannot_be_written_is_a_sentence(path: Path):
    path.mkdir()
    with pytest.raises(SettingsError, match="cannot be written"):
        store(path).update({"server.port": 1})


def test_a_newer_version_is_named_and_kept(path: Path):
    path.write_text('{"version": 7, "server": {"port": 9}}')
    newer = store(path)
    assert newer.current.server.port == 9
    assert "version 7" in newer.problems[0]
    newer.update({"server.port": 10})
    assert on_disk(path)["version"] == 7
