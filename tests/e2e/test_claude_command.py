"""`desktop-proxy claude`: one command from a key to Claude Code, with and without a running proxy."""

from __future__ import annotations

import json
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from .provider_double import KEYS, Call, ProviderDouble, Step
from .proxy_process import ProxyProcess


@pytest.fixture
def installation(claude_binary: Path, double: ProviderDouble, tmp_path: Path) -> ProxyProcess:
    """A home with an OpenAI key, a port of its own and `claude` on the PATH; nothing runs yet."""
    programs = tmp_path / "bin"
    programs.mkdir()
    (programs / "claude").symlink_to(claude_binary)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = {
        "PATH": f"{programs}:/usr/bin:/bin",
        "PREFERRED_PROVIDER": "openai",
        "OPENAI_API_KEY": KEYS["openai"],
        "OPENAI_BASE_URL": double.url + "/openai/v1",
        "CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC": "1",
    }
    return ProxyProcess(tmp_path / "home", environment, {"server": {"port": port}})


@pytest.fixture(params=(False, True), ids=("alone", "beside-serve"))
def running(request: pytest.FixtureRequest, installation: ProxyProcess) -> Iterator[ProxyProcess]:
    """The installation, with and without a `serve` on its port."""
    if not request.param:
        yield installation
        return
    with installation:
        yield installation


def test_claude_code_works_in_one_command(running: ProxyProcess, double: ProviderDouble) -> None:
    file = running.home / "made.txt"
    marker = double.play(Step("", (Call("Write", {"file_path": str(file), "content": "heron\n"}),)), Step("Written."))
    done = running.command(
        "claude", "-p", f"{marker} write", "--output-format", "json", "--permission-mode", "acceptEdits"
    )
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["result"] == "Written."
    assert file.read_text() == "heron\n"
    assert [asked.model for asked in double.asked(marker)] == ["gpt-4.1", "gpt-4.1"]
