"""The proxy as a user runs it: `serve`, from source or built, in a process of its own, in an empty home."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

CLIENT_TOKEN = "the-client-token-of-the-end-to-end-tests"
START_LIMIT_S = 30
FROM_SOURCE = (sys.executable, "-m", "desktop_proxy")
_LISTENING = re.compile(r"Listening on (http://127\.0\.0\.1:\d+)")


class ProxyProcess:
    """One `serve`; use it as a context manager."""

    def __init__(
        self,
        home: Path,
        environment: Mapping[str, str],
        settings: Mapping[str, Any] | None = None,
        program: Sequence[str] = FROM_SOURCE,
    ) -> None:
        home.mkdir(parents=True, exist_ok=True)
        if settings:
            (home / "settings.json").write_text(json.dumps(settings), encoding="utf-8")
        self.home = home
        self.url = ""
        self._program = program
        # A port the settings name is that of the whole installation.
        self._port = () if "port" in (settings or {}).get("server", {}) else ("--port", "0")
        self._environment = _clean_environment(home) | environment
        self._output = home / "serve.txt"
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> ProxyProcess:
        with self._output.open("wb") as output:
            self._process = subprocess.Popen(
                [*self._program, "serve", *self._port],
                cwd=self.home,
                env=self._environment,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
            )
        try:
            self.url = self._wait_for_address()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        assert self._process
        self._process.terminate()
        try:
            self._process.wait(15)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    @property
    def pid(self) -> int:
        assert self._process
        return self._process.pid

    def output(self) -> str:
        """What it printed so far."""
        return self._output.read_text(encoding="utf-8", errors="replace")

    def command(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Another `desktop-proxy` command with the same home and environment."""
        return subprocess.run(
            [*self._program, *arguments],
            cwd=self.home,
            env=self._environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )

    def _wait_for_address(self) -> str:
        assert self._process
        limit = time.monotonic() + START_LIMIT_S
        while time.monotonic() < limit:
            if found := _LISTENING.search(self.output()):
                return found[1]
            if self._process.poll() is not None:
                break
            time.sleep(0.02)
        raise AssertionError(f"serve did not start (exit {self._process.poll()}):\n{self.output()[-3000:]}")


def _clean_environment(home: Path) -> dict[str, str]:
    kept = ("PATH", "LANG", "SYSTEMROOT", "TMPDIR", "PYTHONPATH", "VIRTUAL_ENV", "COVERAGE_PROCESS_START")
    return {
        **{name: os.environ[name] for name in kept if name in os.environ},
        "HOME": str(home),
        "DESKTOP_PROXY_HOME": str(home),
        "DESKTOP_PROXY_TOKEN": CLIENT_TOKEN,
        "PYTHON_KEYRING_BACKEND": "keyring.backends.null.Keyring",
        "LITELLM_LOCAL_MODEL_COST_MAP": "True",
    }
