"""Keys in a real Secret Service: gnome-keyring on a session bus of its own, with the real process."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from anthropic import Anthropic, APIStatusError

from .provider_double import KEYS, ProviderDouble
from .proxy_process import CLIENT_TOKEN, ProxyProcess
from .session_bus import keyring_daemon, need, session_bus


@pytest.fixture
def desktop(tmp_path: Path) -> Iterator[dict[str, str]]:
    need("gnome-keyring-daemon")
    with session_bus(tmp_path) as environment:
        yield environment | {"PYTHON_KEYRING_BACKEND": "keyring.backends.SecretService.Keyring"}


def keys(desktop: Mapping[str, str], *arguments: str, typed: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "desktop_proxy", "keys", *arguments],
        input=typed,
        env={**desktop, "DESKTOP_PROXY_HOME": f"{desktop['HOME']}/proxy"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        cwd=desktop["HOME"],
    )


def ask(proxy: ProxyProcess) -> str:
    with Anthropic(base_url=proxy.url, api_key=CLIENT_TOKEN, max_retries=0) as client:
        message = client.messages.create(
            model="openai/gpt-4.1", max_tokens=50, messages=[{"role": "user", "content": "Hello"}]
        )
    return "".join(block.text for block in message.content if block.type == "text")


def ask_until_answered(proxy: ProxyProcess) -> str:
    """A failure of the keyring is believed for a second."""
    limit = time.monotonic() + 10
    while True:
        try:
            return ask(proxy)
        except APIStatusError:
            assert time.monotonic() < limit
            time.sleep(0.1)


def test_a_key_set_by_the_command_is_used_by_the_proxy_and_stands_in_no_file(
    desktop: dict[str, str], double: ProviderDouble, tmp_path: Path
) -> None:
    key = KEYS["openai"]
    with keyring_daemon(desktop, unlocked=True):
        stored = keys(desktop, "set", "openai", typed=f"{key}\n")
        assert stored.returncode == 0, stored.stderr
        listed = json.loads(keys(desktop, "list", "--json").stdout)
        row = next(info for info in listed if info["name"] == "openai")
        assert row["source"] == "keyring" and row["masked"] and key not in row["masked"]
        environment = {**desktop, "OPENAI_BASE_URL": f"{double.url}/openai/v1"}
        with ProxyProcess(tmp_path / "proxy", environment) as proxy:
            assert ask(proxy)
        holders = [
            path for path in (tmp_path / "proxy").rglob("*") if path.is_file() and key.encode() in path.read_bytes()
        ]
        assert holders == []
        assert keys(desktop, "delete", "openai").returncode == 0
        assert "openai" not in {
            info["name"] for info in json.loads(keys(desktop, "list", "--json").stdout) if info["masked"]
        }


def test_a_locked_keyring_is_told_in_words_and_works_again_once_it_is_unlocked(
    desktop: dict[str, str], double: ProviderDouble, tmp_path: Path
) -> None:
    with keyring_daemon(desktop, unlocked=True):
        assert keys(desktop, "set", "openai", typed=KEYS["openai"]).returncode == 0
    environment = {**desktop, "OPENAI_BASE_URL": f"{double.url}/openai/v1"}
    with ProxyProcess(tmp_path / "proxy", environment) as proxy:
        with keyring_daemon(desktop, unlocked=False), pytest.raises(APIStatusError) as raised:
            ask(proxy)
        assert raised.value.status_code == 503
        assert "keyring" in raised.value.message
        with keyring_daemon(desktop, unlocked=True):
            assert ask_until_answered(proxy)
