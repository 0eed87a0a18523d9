"""S15, R24: a client's file is never damaged, whatever kills whom; undo restores it; the token is nowhere else."""

from __future__ import annotations

import contextlib
import json
import os
import random
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from desktop_proxy.clients.claude_code import CLAUDE_CODE
from desktop_proxy.clients.connection import Connection, connect, disconnect, plan
from desktop_proxy.clients.lifetime import follow, resume, suspend
from desktop_proxy.clients.merge import content

URL = "http://127.0.0.1:7"
TOKEN = "dp-canary-Kq8Rz3Wm5Xv7Lp1Nc9Hn4Vb6"
OWN_KEY = "sk-ant-api03-OwnKeyOfTheUserTf2Ys8Pd0"
FRAGMENT = 16
KILLED = 60

FILES: tuple[bytes | None, ...] = (
    None,
    b"",
    b"{ }",
    f'\ufeff{{\r\n\t"env" : {{ "ANTHROPIC_API_KEY":"{OWN_KEY}" ,"X":"1"}},\r\n\t"apiKeyHelper":"get"\r\n}}'.encode(),
    json.dumps({"permissions": {"allow": ["Bash(x)"] * 20_000}, "n": 2**70}, indent=2).encode(),
)

# Forks a process for each home; that one does everything that is ever done to a client's file, over and over.
CHANGER = """
import os, signal, sys
from pathlib import Path
from desktop_proxy.clients.claude_code import CLAUDE_CODE
from desktop_proxy.clients.connection import Connection, connect, disconnect
from desktop_proxy.clients.lifetime import follow, resume, suspend
url, token = sys.argv[1], sys.stdin.readline().strip()
signal.signal(signal.SIGCHLD, signal.SIG_IGN)
while line := sys.stdin.readline().strip():
    if pid := os.fork():
        print(pid, flush=True)
        continue
    home = Path(line)
    at = Connection(CLAUDE_CODE, home / "data", {"HOME": str(home), "PATH": ""})
    while True:
        connect(at, url, token)
        follow(at, url + "1", token, frozenset({url}))
        suspend(at, url + "1")
        resume(at, url, token)
        disconnect(at)
"""


def connection(home: Path) -> Connection:
    return Connection(CLAUDE_CODE, home / "data", {"HOME": str(home), "USERPROFILE": str(home), "PATH": ""})


def make_home(home: Path, before: bytes | None) -> Path:
    """Claude Code's settings in a home directory."""
    path = home / ".claude" / "settings.json"
    home.mkdir()
    if before is not None:
        path.parent.mkdir()
        path.write_bytes(before)
    return path


def bytes_of(path: Path) -> bytes | None:
    return path.read_bytes() if path.exists() else None


def files_with(secret: str, home: Path) -> Iterator[Path]:
    """Every file that holds a part of the secret."""
    parts = [secret[at : at + FRAGMENT].encode() for at in range(len(secret) - FRAGMENT + 1)]
    for path in home.rglob("*"):
        if path.is_file() and any(part in path.read_bytes() for part in parts):
            yield path


def is_good(path: Path, before: bytes | None) -> bool:
    """As it was, or an object with all that was in it and our address."""
    now = bytes_of(path)
    if now == before:
        return True
    kept = content((before or b"").decode())
    found = content((now or b"").decode())
    ours = found.pop("env")
    return {**kept, "env": 0, "apiKeyHelper": 0} == {**found, "env": 0, "apiKeyHelper": 0} and ours[
        "ANTHROPIC_BASE_URL"
    ].startswith(URL)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="forks, so that starting the interpreter is not what takes long")
def test_60_killed_processes_damage_no_file_and_everything_can_be_undone(tmp_path: Path) -> None:
    chance = random.Random(15)
    damaged, not_restored, halfway = [], [], 0
    with changers() as start:
        for number in range(KILLED):
            before = FILES[number % len(FILES)]
            home = tmp_path / str(number)
            path = make_home(home, before)
            pid = start(home)
            time.sleep(chance.uniform(0, 0.05))
            os.kill(pid, signal.SIGKILL)
            wait_until_gone(pid)
            halfway += bytes_of(path) != before or connection(home).record.exists()
            if not is_good(path, before):
                damaged.append(number)
            disconnect(connection(home))
            if bytes_of(path) != before or connection(home).record.exists():
                not_restored.append(number)
            assert_nothing_is_left(home, path, before)
    assert (damaged, not_restored) == ([], [])
    # They were killed while they did something.
    assert halfway > KILLED // 4


@contextmanager
def changers() -> Iterator[Callable[[Path], int]]:
    """Start a changer in a home; its process id."""
    command = [sys.executable, "-c", CHANGER, URL]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    with subprocess.Popen(command, text=True, **pipes) as parent:
        assert parent.stdin
        assert parent.stdout
        print(TOKEN, file=parent.stdin, flush=True)

        def start(home: Path) -> int:
            print(home, file=parent.stdin, flush=True)
            return int(parent.stdout.readline())

        yield start
        _, errors = parent.communicate(timeout=10)
        assert errors == ""


def wait_until_gone(pid: int) -> None:
    with contextlib.suppress(ProcessLookupError):
        while True:
            os.kill(pid, 0)


def assert_nothing_is_left(home: Path, path: Path, before: bytes | None) -> None:
    """What a killed write left behind is its owner's alone, and the next writes remove it."""
    left = list(files_with(TOKEN, home))
    for file in left:
        assert (file.parent, file.suffix) == (path.parent, ".tmp")
        assert os.name != "posix" or not stat.S_IMODE(file.stat().st_mode) & 0o077 or before is not None
        os.utime(file, (0, 0))
    if left:
        connect(connection(home), URL, TOKEN)
        disconnect(connection(home))
        assert list(files_with(TOKEN, home)) == []
        assert bytes_of(path) == before


@pytest.mark.parametrize("before", FILES, ids=["none", "empty", "blank", "odd", "large"])
def test_the_token_is_in_the_client_s_file_and_nowhere_else(
    tmp_path: Path, before: bytes | None, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG")
    path = make_home(tmp_path / "home", before)
    at = connection(tmp_path / "home")
    said = [str(plan(at, URL, TOKEN)), plan(at, URL, TOKEN).diff]
    said.append(str(connect(at, URL, TOKEN)))
    assert list(files_with(TOKEN, tmp_path)) == [path]
    said += [str(plan(at, URL, TOKEN)), str(follow(at, URL + "1", TOKEN, frozenset({URL}))), str(at.lease())]
    assert list(files_with(TOKEN, tmp_path)) == [path]
    said.append(str(suspend(at, URL + "1")))
    assert list(files_with(TOKEN, tmp_path)) == []
    said.append(str(resume(at, URL, TOKEN)))
    assert list(files_with(TOKEN, tmp_path)) == [path]
    said.append(str(disconnect(at)))
    assert list(files_with(TOKEN, tmp_path)) == []
    assert bytes_of(path) == before
    for secret in (TOKEN, OWN_KEY):
        assert secret not in "".join(said) + caplog.text


@pytest.mark.skipif(os.name != "posix", reason="modes are POSIX")
def test_what_the_user_had_as_a_key_is_kept_for_the_user_alone(tmp_path: Path) -> None:
    path = make_home(tmp_path / "home", FILES[3])
    at = connection(tmp_path / "home")
    connect(at, URL, TOKEN)
    for file in files_with(OWN_KEY, tmp_path):
        assert file != path
        assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_projects_and_other_files_of_claude_code_are_not_touched(tmp_path: Path) -> None:
    path = make_home(tmp_path / "home", b"{}")
    others = [
        path.with_name("settings.local.json"),
        tmp_path / "home" / ".claude.json",
        tmp_path / "home" / "project" / ".claude" / "settings.json",
    ]
    for other in others:
        other.parent.mkdir(parents=True, exist_ok=True)
        other.write_bytes(b'{"env": {"ANTHROPIC_BASE_URL": "https://project.example"}}')
    at = connection(tmp_path / "home")
    for act in (lambda: connect(at, URL, TOKEN), lambda: suspend(at, URL), lambda: disconnect(at)):
        act()
        assert {other.read_bytes() for other in others} == {
            b'{"env": {"ANTHROPIC_BASE_URL": "https://project.example"}}'
        }
