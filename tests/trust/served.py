"""`desktop-proxy serve` as a process of its own, with its keys in the working folder's `.env`, logging all it can."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import sys
from collections.abc import AsyncIterator, Mapping
from pathlib import Path
from typing import Any

START_LIMIT_S = 30.0
STOP_LIMIT_S = 15.0
_KEPT = ("PATH", "LANG", "SYSTEMROOT", "TMPDIR", "PYTHONPATH", "VIRTUAL_ENV")


class Served:
    """A running process. `home` holds all it writes, `output` all it prints."""

    def __init__(self, folder: Path) -> None:
        self.home = folder / "home"
        self.work = folder / "work"
        self.output = folder / "output.txt"
        self.port = 0
        self.pid = 0
        self.environment = {
            **{name: os.environ[name] for name in _KEPT if name in os.environ},
            "HOME": str(folder),
            "DESKTOP_PROXY_HOME": str(self.home),
            "PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring",
        }

    async def command(self, *arguments: str) -> bytes:
        """What another command prints."""
        process = await self._run(*arguments, output=asyncio.subprocess.PIPE)
        printed, _ = await asyncio.wait_for(process.communicate(), START_LIMIT_S)
        return printed

    @contextlib.asynccontextmanager
    async def running(self, variables: Mapping[str, str], settings: Mapping[str, Any]) -> AsyncIterator[Served]:
        """Serve on a free port for the time of the block, then end it as a user does."""
        self.home.mkdir()
        self.work.mkdir()
        (self.work / ".env").write_text("".join(f"{name}={value}\n" for name, value in variables.items()))
        (self.home / "settings.json").write_text(json.dumps(settings))
        with self.output.open("wb") as output:
            process = await self._run("serve", "--port", "0", "--log-level", "debug", output=output)
        try:
            self.pid = process.pid
            self.port = await self._listening()
            yield self
        finally:
            process.terminate()
            await asyncio.wait_for(process.wait(), STOP_LIMIT_S)

    async def _run(self, *arguments: str, output: Any) -> asyncio.subprocess.Process:
        return await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "desktop_proxy",
            *arguments,
            cwd=self.work,
            env=self.environment,
            stdin=asyncio.subprocess.DEVNULL,
            stdout=output,
            stderr=asyncio.subprocess.STDOUT,
        )

    async def _listening(self) -> int:
        async with asyncio.timeout(START_LIMIT_S):
            while b"Listening on http://127.0.0.1:" not in (said := self.output.read_bytes()):
                await asyncio.sleep(0.02)
        return int(said.partition(b"http://127.0.0.1:")[2].split()[0])
