"""The program as a process in a home of its own, and its commands in this process with a keyring in memory."""

from __future__ import annotations

import io
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from fakes import MemoryKeyring

from desktop_proxy.cli import main
from desktop_proxy.commands.state import State

NEEDED = ("PATH", "SYSTEMROOT", "TMPDIR", "PYTHONPATH", "VIRTUAL_ENV", "LANG")
START_LIMIT_S = 30


@dataclass
class Home:
    """An empty home, and the program in it."""

    path: Path

    @property
    def environ(self) -> dict[str, str]:
        return {
            **{name: os.environ[name] for name in NEEDED if name in os.environ},
            "HOME": str(self.path),
            "DESKTOP_PROXY_HOME": str(self.path / "data"),
            "PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring",
            "LITELLM_LOCAL_MODEL_COST_MAP": "True",
        }

    def run(self, *arguments: str, stdin: str = "", **environ: str) -> subprocess.CompletedProcess[str]:
        """One command as a process."""
        return subprocess.run(
            [sys.executable, "-m", "desktop_proxy", *arguments],
            cwd=self.path,
            env=self.environ | environ,
            input=stdin,
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=60,
            check=False,
        )

    def token(self) -> str:
        """The client token, as a user gets it."""
        return str(json.loads(self.run("env", "--json").stdout)["ANTHROPIC_AUTH_TOKEN"])

    @contextmanager
    def serving(self, *arguments: str, **environ: str) -> Iterator[Serving]:
        """`serve` on a free port."""
        process = subprocess.Popen(
            [sys.executable, "-m", "desktop_proxy", "serve", "--port", "0", *arguments],
            cwd=self.path,
            env=self.environ | environ,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
        )
        try:
            assert process.stdout is not None
            first = process.stdout.readline()
            found = re.fullmatch(r"Listening on (http://127\.0\.0\.1:\d+)\n", first)
            assert found, first + process.stdout.read()
            yield Serving(process, found[1])
        finally:
            process.terminate()
            process.communicate(timeout=20)


@dataclass
class Serving:
    """A running `serve`."""

    process: subprocess.Popen[str]
    url: str


@pytest.fixture
def home(tmp_path: Path) -> Home:
    (tmp_path / "home").mkdir()
    return Home(tmp_path / "home")


@pytest.fixture
def serving(home: Home) -> Iterator[Callable[..., Serving]]:
    with ExitStack() as stack:
        yield lambda *arguments, **environ: stack.enter_context(home.serving(*arguments, **environ))


@dataclass
class Outcome:
    """What a command in this process did."""

    code: int
    out: str
    err: str


@dataclass
class Program:
    """Commands in this process, sharing a home and a keyring."""

    folder: Path
    keyring: object
    environ: dict[str, str]
    _capture: pytest.CaptureFixture[str]
    _patch: pytest.MonkeyPatch

    def __call__(self, *arguments: str, stdin: str = "") -> Outcome:
        self._patch.setattr(sys, "stdin", io.StringIO(stdin))
        self._capture.readouterr()
        code = main(arguments, self.state())
        captured = self._capture.readouterr()
        return Outcome(code, captured.out, captured.err)

    def state(self) -> State:
        """As a new process has it."""
        return State(self.environ, self.folder, self.keyring)  # type: ignore[arg-type]


@pytest.fixture
def program(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Program:
    folder = tmp_path / "work"
    folder.mkdir()
    environ = {"DESKTOP_PROXY_HOME": str(tmp_path / "data"), "HOME": str(tmp_path)}
    return Program(folder, MemoryKeyring(), environ, capsys, monkeypatch)
