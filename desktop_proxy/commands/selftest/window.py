"""The window: every page is opened by a process of its own, which writes into a file what was wrong.

A process of its own because Qt ends the one it is in where its libraries are missing, and wants another loop.
"""

from __future__ import annotations

import asyncio
import json
import os
import secrets
import signal
import sys
from pathlib import Path
from typing import Any

from desktop_proxy.commands.selftest.message import Failed, Skipped
from desktop_proxy.commands.selftest.world import World

LIMIT_S = 60.0
_HARMLESS = "This plugin does not support"
"""What Qt says of a window without a screen."""
_NONE_HERE = "no window can be shown on this machine"


async def opens_every_page(world: World) -> None:
    """Raises `Skipped` where there is no Qt to show a window with."""
    folder = world.home / "window"
    report = await asyncio.to_thread(_empty_report, folder)
    # What follows is the program itself in both cases.
    program = [sys.executable] if getattr(sys, "frozen", False) else [sys.executable, "-m", "desktop_proxy"]
    process = await asyncio.create_subprocess_exec(
        *program,
        "selftest",
        "--pages",
        str(report),
        env={**world.state.environ, "QT_QPA_PLATFORM": "offscreen"},
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.PIPE,
    )
    try:
        _, said = await asyncio.wait_for(process.communicate(), LIMIT_S)
    except TimeoutError:
        process.kill()
        await process.wait()
        raise Failed(f"The window was not ready within {LIMIT_S:.0f} seconds.") from None
    _judge(await asyncio.to_thread(report.read_bytes), process.returncode, said.decode(errors="replace"))


def _empty_report(folder: Path) -> Path:
    folder.mkdir()
    report = folder / "report.json"
    report.touch()
    return report


def _judge(report: bytes, code: int | None, said: str) -> None:
    lines = [line for line in said.splitlines() if line and not line.startswith(_HARMLESS)]
    last = lines[-1] if lines else "it said nothing"
    if not report:
        if code == -signal.SIGABRT and "platform plugin" in said:
            raise Skipped(f"{_NONE_HERE}: libraries of Qt are missing.")
        raise Failed(f"The process that opens the window ended with {code}: {last}")
    found: dict[str, Any] = json.loads(report)
    if "missing" in found:
        raise Skipped(f"{_NONE_HERE}: {found['missing']}.")
    if found["faults"]:
        raise Failed(" ".join(found["faults"]))


def write_report(report: Path) -> None:
    """The other process: open every page, in an empty home beside the report."""
    try:
        from desktop_proxy.ui import page_check
    except ImportError as error:
        report.write_text(json.dumps({"missing": str(error)}), encoding="utf-8")
        return
    home = report.parent
    environ = _environ(home)

    def open_core() -> Any:
        import keyring.backends.fail

        from desktop_proxy.core import Core
        from desktop_proxy.paths import Paths

        return Core(
            Paths.find(environ),
            environ,
            home,
            {"server.port": 0},
            keyring=keyring.backends.fail.Keyring(),  # type: ignore[no-untyped-call]
            announced=False,
        )

    report.write_text(json.dumps({"faults": page_check.faults(open_core)}), encoding="utf-8")


def _environ(home: Path) -> dict[str, str]:
    """Nothing of the user's own but the PATH, by which clients are found."""
    return {
        "DESKTOP_PROXY_HOME": str(home / "data"),
        "DESKTOP_PROXY_TOKEN": secrets.token_urlsafe(32),
        "HOME": str(home),
        "CLAUDE_CONFIG_DIR": str(home / "claude"),
        "PATH": os.environ.get("PATH", ""),
    }
