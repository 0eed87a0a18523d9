"""`serve`: the proxy in this terminal, until it is told to stop."""

from __future__ import annotations

import argparse
import asyncio
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop_proxy.commands import listen_options
from desktop_proxy.commands.answering import who_answers
from desktop_proxy.commands.command import CommandFailed
from desktop_proxy.commands.first_steps import activation, first_steps
from desktop_proxy.commands.output import mention, tell
from desktop_proxy.commands.process import open_core, run_on_loop
from desktop_proxy.commands.state import State
from desktop_proxy.server import ports
from desktop_proxy.server.probe import Found, probe

if TYPE_CHECKING:
    from desktop_proxy.core import Core


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Where to listen, and whom to let in."""
    listen_options.add_arguments(parser)


def run(state: State, arguments: argparse.Namespace) -> int:
    """Serve until SIGINT or SIGTERM."""
    chosen = listen_options.overrides(arguments)
    run_on_loop(lambda: _serve(state, chosen, arguments.log_level))
    return 0


async def _serve(state: State, overrides: dict[str, Any], log_level: str) -> None:
    from desktop_proxy.core.log_output import log_to_terminal
    from desktop_proxy.core.stop_signals import stop_on_signals
    from desktop_proxy.server.runner import GRACE_S

    core = open_core(state, overrides, log_level)
    stop = stop_on_signals()
    try:
        await core.start()
        if core.url is None:
            raise CommandFailed(await _why_not(core, state.environ))
        mention(f"Listening on {core.url}")
        await _check_token(core)
        log_to_terminal(core.redactor)
        await _introduce(core, core.url, state.environ)
        await stop.wait()
        mention(f"Stopping: open requests have up to {GRACE_S:.0f} s to end; Ctrl-C again ends them at once.")
    finally:
        await core.close()


async def _check_token(core: Core) -> None:
    """A proxy whose token cannot be stored would refuse everybody; with a locked keyring it may be told later."""
    from desktop_proxy.protocol.errors import ApiError

    if not core.settings.current.server.require_token:
        return
    try:
        await core.credentials.client_token()
    except ApiError as error:
        if isinstance(error.__cause__, OSError):
            raise CommandFailed(error.message) from None
        tell(error.message)


async def _introduce(core: Core, url: str, environ: Mapping[str, str]) -> None:
    answering = await who_answers(core.settings.current, core.credentials)
    for line in first_steps(core.settings.current, url, answering, activation(environ, Path(sys.prefix))):
        mention(line)
    for problem in core.settings.problems:
        tell(f"Settings: {problem}")


async def _why_not(core: Core, environ: Mapping[str, str]) -> str:
    server = core.settings.current.server
    reason = getattr(core.server.state, "reason", "Desktop Proxy could not start.")
    if not ports.in_use(server.port, server.host):
        return str(reason)
    token = (await core.credentials.client_token()).reveal()
    url = f"http://{server.host}:{server.port}"
    if await asyncio.to_thread(probe, url, token) is Found.OURS:
        return f"Desktop Proxy is already running at {url}; `desktop-proxy status` shows it."
    taken = await asyncio.to_thread(ports.taken_by, server.port)
    return f"{taken}{_with_port(ports.next_free(server.port, server.host), environ)}."


def _with_port(free: int | None, environ: Mapping[str, str]) -> str:
    if free is None:
        return ""
    # Set for whatever make runs.
    command = f'make run ARGS="--port {free}"' if "MAKELEVEL" in environ else f"desktop-proxy serve --port {free}"
    return f"; {free} is free: `{command}`"
