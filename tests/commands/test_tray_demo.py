"""The demo: a history that says it is none, in a folder that is gone afterwards, and nothing else touched."""

from __future__ import annotations

import random
import sqlite3
import time
from pathlib import Path

import pytest
from fakes import MemoryKeyring

from desktop_proxy.commands.state import State
from desktop_proxy.commands.tray_demo import ROWS, SAMPLE, SPAN_S, SessionKeyring, demo_state, sample_rows
from desktop_proxy.paths import HOME_VARIABLE
from desktop_proxy.request_log import RequestRow

NOW = 1_800_000_000.0
KEY = "sk-test-0123456789abcdefghijklmnopqrstuv"


def everything_below(folder: Path) -> dict[str, tuple[int, bytes]]:
    """Each file with its time and content."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return {str(path): (path.stat().st_mtime_ns, path.read_bytes()) for path in files}


@pytest.fixture
def users(tmp_path: Path) -> State:
    """A user with a configured proxy, a key in the environment and in the keyring."""
    home = tmp_path / "home"
    (home / ".claude").mkdir(parents=True)
    (home / ".claude" / "settings.json").write_text('{"env": {}}')
    (home / ".env").write_text(f"GEMINI_API_KEY={KEY}\n")
    keyring = MemoryKeyring()
    environ = {
        "HOME": str(home),
        HOME_VARIABLE: str(tmp_path / "data"),
        "OPENAI_API_KEY": KEY,
        "PATH": "/usr/bin",
        "DISPLAY": ":0",
        "CLAUDE_CONFIG_DIR": str(home / ".claude"),
    }
    state = State(environ, home, keyring)
    state.settings.update({"server.port": 9000})
    keyring.set_password("desktop-proxy", "xai", KEY)
    return state


def rows(seed: int = 1) -> list[RequestRow]:
    return sample_rows(NOW, random.Random(seed))


def test_nothing_outside_its_folder_is_touched_and_the_folder_is_gone_afterwards(users: State, tmp_path: Path) -> None:
    before, kept = everything_below(tmp_path), dict(users.keyring.values)  # type: ignore[union-attr]
    with demo_state(users) as demo:
        folder = demo.cwd
        demo.settings.update({"app.first_run_done": True, "server.port": 9001})
        assert demo.keyring is not None
        demo.keyring.set_password("desktop-proxy", "openai", KEY)
        for place in (demo.paths.config_dir, demo.paths.data_dir, demo.paths.log_dir):
            assert place.is_relative_to(folder)
        assert everything_below(folder)
        assert not folder.is_relative_to(tmp_path / "home")
    assert not folder.exists()
    assert everything_below(tmp_path) == before
    assert users.keyring.values == kept  # type: ignore[union-attr]


def test_the_folder_is_gone_after_a_failure_as_well(users: State) -> None:
    with pytest.raises(RuntimeError), demo_state(users) as demo:
        raise RuntimeError
    assert not demo.cwd.exists()


def test_it_begins_as_for_a_new_user(users: State) -> None:
    with demo_state(users) as demo:
        assert demo.settings.current.server.port == 8082
        assert not demo.settings.current.app.first_run_done
        assert not demo.environment.keys
        assert demo.keyring is not None and demo.keyring.get_password("desktop-proxy", "xai") is None


def test_it_knows_the_screen_and_no_key_or_folder_of_the_user(users: State, tmp_path: Path) -> None:
    with demo_state(users) as demo:
        assert (demo.environ["DISPLAY"], demo.environ["PATH"]) == (":0", "/usr/bin")
        assert not [value for value in demo.environ.values() if KEY in value or str(tmp_path / "home") in value]
        for name in ("HOME", "CLAUDE_CONFIG_DIR", HOME_VARIABLE):
            assert Path(demo.environ[name]).is_relative_to(demo.cwd)


def test_its_history_is_in_its_request_log(users: State) -> None:
    with demo_state(users) as demo:
        database = sqlite3.connect(f"file:{demo.paths.database}?mode=ro", uri=True)
        counted = database.execute("SELECT count(*), count(DISTINCT id), max(started_at) FROM requests").fetchone()
        database.close()
    assert counted[:2] == (ROWS, ROWS)
    assert time.time() - SPAN_S < counted[2] <= time.time()


def test_every_row_says_that_it_is_a_sample() -> None:
    assert all(SAMPLE in (row.reason, row.client) for row in rows())


def test_the_rows_are_ones_that_a_proxy_could_have_written() -> None:
    made = rows()
    assert [row.started_at for row in made] == sorted(row.started_at for row in made)
    assert all(NOW - SPAN_S <= row.started_at <= NOW for row in made)
    assert len({row.id for row in made}) == ROWS
    for row in made:
        assert row.state in ("done", "error") and row.id.startswith("req_")
        assert row.asked.startswith("claude-") and row.answered and row.provider
        assert row.duration_ms is not None and row.duration_ms > 0
        if row.state == "error":
            assert row.error and row.error.endswith(".") and row.status and row.status >= 400
            assert row.stop_reason is None and row.output_tokens is None
        else:
            assert row.status == 200 and row.error is None and row.stop_reason
            assert row.output_tokens and row.input_tokens and row.cached_tokens is not None
            assert row.first_token_ms is not None and row.first_token_ms < row.duration_ms


def test_the_history_shows_every_kind_of_row() -> None:
    made = rows(8082)
    assert {row.state for row in made} == {"done", "error"}
    assert len({(row.provider, row.answered) for row in made}) >= 4
    costs = {row.cost_usd is None or row.cost_usd > 0 for row in made}
    assert costs == {True, False} and any(row.cost_usd is None for row in made)


def test_the_same_chance_gives_the_same_history() -> None:
    assert rows(3) == rows(3) != rows(4)


def test_its_keyring_forgets() -> None:
    keyring = SessionKeyring()
    assert keyring.get_password("desktop-proxy", "openai") is None
    keyring.set_password("desktop-proxy", "openai", KEY)
    assert keyring.get_password("desktop-proxy", "openai") == KEY
    keyring.delete_password("desktop-proxy", "openai")
    keyring.delete_password("desktop-proxy", "openai")
    assert keyring.get_password("desktop-proxy", "openai") is None
