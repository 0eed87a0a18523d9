"""A connected Claude Code follows the proxy as it starts, moves, stops and ends."""

from __future__ import annotations

import json
import socket
import time
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from keyring.errors import KeyringLocked

from desktop_proxy.clients import health
from desktop_proxy.core import Core
from desktop_proxy.paths import Paths
from tests.fakes import MemoryKeyring, eventually

CLAUDE_CODE = "claude-code"


@pytest.fixture
def settings_file(tmp_path: Path) -> Path:
    folder = tmp_path / "home" / ".claude"
    folder.mkdir(parents=True)
    (folder / "settings.json").write_bytes(b'{\n  "model": "opus"\n}\n')
    return folder / "settings.json"


@pytest.fixture
async def core(tmp_path: Path, settings_file: Path) -> AsyncIterator[Core]:
    made = make_core(tmp_path)
    await made.start()
    yield made
    await made.close()


def make_core(tmp_path: Path, *, port: int = 0, keyring: MemoryKeyring | None = None, **more: Any) -> Core:
    environ = {"DESKTOP_PROXY_HOME": str(tmp_path / "data"), "HOME": str(tmp_path / "home"), "PATH": ""}
    paths = Paths.find(environ)
    paths.ensure()
    return Core(paths, environ, tmp_path, {"server.port": port}, keyring=keyring or MemoryKeyring(), **more)


def address(file: Path) -> str | None:
    found = json.loads(file.read_text()).get("env", {}).get("ANTHROPIC_BASE_URL")
    return None if found is None else str(found)


async def connect(core: Core) -> None:
    assert core.url is not None
    token = (await core.credentials.client_token()).reveal()
    await core.clients.connect(CLAUDE_CODE, core.url, token)


async def test_stopping_gives_the_settings_back_and_starting_leads_the_client_here_again(
    core: Core, settings_file: Path
) -> None:
    before = settings_file.read_bytes()
    await connect(core)
    assert address(settings_file) == core.url
    await core.server.stop()
    await eventually(lambda: settings_file.read_bytes() == before)
    await core.server.start()
    await eventually(lambda: address(settings_file) == core.url is not None)


async def test_another_port_is_followed(core: Core, settings_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    await connect(core)
    old = core.url
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        free = probe.getsockname()[1]
    monkeypatch.setattr(core.settings, "_overrides", {"server.port": free})
    core.settings.update({"upstream.max_retries": 1})
    await eventually(lambda: core.url not in (None, old))
    await eventually(lambda: address(settings_file) == core.url)


async def test_the_end_gives_the_settings_back(tmp_path: Path, settings_file: Path) -> None:
    before = settings_file.read_bytes()
    core = make_core(tmp_path)
    await core.start()
    await connect(core)
    await core.close()
    assert settings_file.read_bytes() == before


async def test_a_user_who_wants_it_kept_keeps_the_connection(tmp_path: Path, settings_file: Path) -> None:
    core = make_core(tmp_path)
    await core.start()
    core.settings.update({"app.restore_clients": False})
    await connect(core)
    url = core.url
    await core.close()
    assert address(settings_file) == url


async def test_an_end_forced_by_the_system_gives_the_settings_back_at_once(core: Core, settings_file: Path) -> None:
    before = settings_file.read_bytes()
    await connect(core)
    begun = time.monotonic()
    core.flush_now()
    assert settings_file.read_bytes() == before
    assert time.monotonic() - begun < health.LIMIT_S, "nobody who cannot answer now was waited for"


class LockedKeyring(MemoryKeyring):
    """Until somebody unlocks it."""

    locked = True

    def get_password(self, service: str, username: str) -> str | None:
        if self.locked:
            raise KeyringLocked
        return super().get_password(service, username)


async def left_behind(tmp_path: Path, **more: Any) -> str:
    """What a killed proxy leaves: a client that is led to an address where nobody listens."""
    killed = make_core(tmp_path, **more)
    await killed.start()
    await connect(killed)
    url = killed.url
    assert url is not None
    killed.settings.update({"app.restore_clients": False})
    await killed.close()
    killed.settings.update({"app.restore_clients": None})
    return url


async def test_a_keyring_that_is_unlocked_later_leads_the_clients_here(tmp_path: Path, settings_file: Path) -> None:
    keyring = LockedKeyring()
    keyring.locked = False
    first = make_core(tmp_path, keyring=keyring)
    await first.start()
    await connect(first)
    await first.close()
    keyring.locked = True
    core = make_core(tmp_path, keyring=keyring)
    await core.start()
    await eventually(lambda: core.credentials.problem is not None)
    assert address(settings_file) is None
    keyring.locked = False
    await core.credentials.set("openai", "sk-of-somebody-who-unlocked-it-0123456789")
    await eventually(lambda: address(settings_file) == core.url is not None)
    await core.close()


async def test_what_a_killed_proxy_left_is_given_back_where_none_is_to_run(tmp_path: Path, settings_file: Path) -> None:
    before = settings_file.read_bytes()
    await left_behind(tmp_path)
    core = make_core(tmp_path)
    await core.start(listen=False)
    await eventually(lambda: settings_file.read_bytes() == before)
    await core.server.start()
    await eventually(lambda: address(settings_file) == core.url is not None)
    await core.close()


async def test_what_a_killed_proxy_left_is_given_back_where_the_port_is_taken(
    tmp_path: Path, settings_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = settings_file.read_bytes()
    await left_behind(tmp_path)
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        core = make_core(tmp_path, port=other.getsockname()[1])
        await core.start()
        await eventually(lambda: settings_file.read_bytes() == before)
        await core.close()


async def test_a_proxy_nobody_else_is_to_use_leaves_clients_alone(tmp_path: Path, settings_file: Path) -> None:
    core = make_core(tmp_path, announced=False)
    await core.start()
    await connect(core)
    url = core.url
    await core.close()
    assert address(settings_file) == url
