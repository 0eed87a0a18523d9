"""`claude`: Claude Code through the proxy, which is started for its lifetime where none runs."""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence

from desktop_proxy.clients.claude_code import settings_file
from desktop_proxy.clients.environment import client_environment
from desktop_proxy.commands.command import CommandFailed
from desktop_proxy.commands.output import tell
from desktop_proxy.commands.process import open_core, run_on_loop
from desktop_proxy.commands.state import State
from desktop_proxy.server.probe import Found, find_running

INSTALLATION = "npm install -g @anthropic-ai/claude-code"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Everything after `claude` goes to Claude Code untouched."""
    parser.add_argument("arguments", nargs="*", metavar="ARGS", help="passed on to Claude Code untouched")


def run(state: State, arguments: argparse.Namespace) -> int:
    """See `run_with`."""
    return run_with(state, arguments.arguments)


def run_with(state: State, arguments: Sequence[str]) -> int:
    """Run Claude Code with these arguments; returns its exit code."""
    program = shutil.which("claude", path=state.environ.get("PATH"))
    if program is None:
        raise CommandFailed(f"Claude Code (`claude`) is not on the PATH; install it with `{INSTALLATION}`.")
    token = asyncio.run(state.credentials.client_token()).reveal()
    place = find_running(state.paths.data_dir, state.settings.current.server, token)
    command = [program, *arguments]
    if place.found is Found.OURS:
        _warn_of_overriding_settings(state.environ, place.url)
        return _replace_this_process(command, client_environment(place.url, token, state.environ))
    return int(run_on_loop(lambda: _with_own_proxy(state, command, token)))


async def _with_own_proxy(state: State, command: list[str], token: str) -> int:
    # The terminal is Claude Code's: the log goes to its file only. Any free port, and no word of it to anyone: whoever
    # used this proxy as well would lose it when this Claude Code ends.
    core = open_core(state, {"server.port": 0}, announced=False)
    try:
        await core.start()
        if core.url is None:
            raise CommandFailed(getattr(core.server.state, "reason", "The proxy could not start."))
        _warn_of_overriding_settings(state.environ, core.url)
        return await _run_to_its_end(command, client_environment(core.url, token, state.environ))
    finally:
        await core.close()


async def _run_to_its_end(command: list[str], environment: dict[str, str]) -> int:
    loop = asyncio.get_running_loop()
    process = await asyncio.create_subprocess_exec(*command, env=environment)

    def pass_on() -> None:
        if process.returncode is None:
            process.terminate()

    for number, reaction in ((signal.SIGINT, lambda: None), (signal.SIGTERM, pass_on)):
        try:
            # A Ctrl-C reaches Claude Code by itself, and it decides what it means.
            loop.add_signal_handler(number, reaction)
        except NotImplementedError:
            signal.signal(number, signal.SIG_IGN)
    return _exit_code(await process.wait())


def _replace_this_process(command: list[str], environment: dict[str, str]) -> int:
    if sys.platform != "win32":
        os.execve(command[0], command, environment)  # noqa: S606
    return _exit_code(subprocess.run(command, env=environment, check=False).returncode)  # noqa: S603


def _exit_code(returncode: int) -> int:
    """As a shell gives it: 128 + the signal that ended it."""
    return returncode if returncode >= 0 else 128 - returncode


def _warn_of_overriding_settings(environ: Mapping[str, str], url: str) -> None:
    """Claude Code's own settings beat its environment."""
    file = settings_file(environ)
    try:
        set_there = json.loads(file.read_bytes())["env"]["ANTHROPIC_BASE_URL"]
    except (OSError, ValueError, KeyError, TypeError):
        return
    if str(set_there).rstrip("/") != url:
        tell(f"desktop-proxy: {file} sets ANTHROPIC_BASE_URL to another address, and that wins; remove it there.")
