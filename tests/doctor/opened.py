"""A core as a command opens it, whose providers are one loopback server, and its findings."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from pathlib import Path
from typing import Any

from fakes import TOKEN, MemoryKeyring
from upstream.loopback import Answer, Loopback, json_answer, loopback

from desktop_proxy.core import Core
from desktop_proxy.doctor.case import Case
from desktop_proxy.doctor.finding import Finding
from desktop_proxy.paths import Paths

KEY = "sk-canary-0123456789abcdefghij"
MODELS = json_answer({"object": "list", "data": [{"id": "gpt-4.1"}, {"id": "gpt-4.1-mini"}]})
Run = Callable[[Case], Awaitable[list[Finding]]]


class Opened:
    """The core and its provider."""

    def __init__(self, core: Core, double: Loopback) -> None:
        self.core = core
        self.double = double

    async def found(self, check: Run) -> list[Finding]:
        """What a check says."""
        case = Case(self.core)
        try:
            return await check(case)
        finally:
            await case.close()

    async def only(self, check: Run) -> Finding:
        """Of a check that looks at one thing."""
        (finding,) = await self.found(check)
        return finding


@contextlib.asynccontextmanager
async def opened(
    home: Path,
    *answers: Answer,
    environ: Mapping[str, str] | None = None,
    keyring: Any = None,
    overrides: Mapping[str, Any] | None = None,
) -> AsyncIterator[Opened]:
    """The provider gives `answers` in turn, the last one again and again."""
    async with loopback() as double:
        double.answers = list(answers) or [MODELS]
        variables = {
            "HOME": str(home),
            "DESKTOP_PROXY_HOME": str(home / "data"),
            "DESKTOP_PROXY_TOKEN": TOKEN,
            "OPENAI_BASE_URL": f"{double.url}/v1",
            **(environ or {}),
        }
        variables = {name: value for name, value in variables.items() if value}
        paths = Paths.find(variables)
        paths.ensure()
        settings = {"server.port": 0, **(overrides or {})}
        core = Core(paths, variables, home, settings, keyring=keyring or MemoryKeyring(), announced=False)
        await core.upstream.start(load=False)
        try:
            yield Opened(core, double)
        finally:
            await core.upstream.close()
