"""`env`: what a shell needs so that its Anthropic clients use the proxy."""

from __future__ import annotations

import argparse
import asyncio
import shlex
from collections.abc import Callable, Mapping

from desktop_proxy.commands.client_environment import client_variables
from desktop_proxy.commands.finding import find_running
from desktop_proxy.commands.output import add_json, say, say_json
from desktop_proxy.commands.state import State


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """`--shell`, `--json`."""
    parser.add_argument("--shell", choices=list(SHELLS), default="bash", help="whose syntax (bash fits zsh and sh)")
    add_json(parser)


def run(state: State, arguments: argparse.Namespace) -> int:
    """Print the variables, for the running proxy or the configured address."""
    token = asyncio.run(state.credentials.client_token()).reveal()
    variables = client_variables(find_running(state, token).url, token, state.environ)
    if arguments.json:
        say_json(variables)
        return 0
    line = SHELLS[arguments.shell]
    for name, value in variables.items():
        say(line(name, value))
    return 0


def _bash(name: str, value: str) -> str:
    return f"export {name}={shlex.quote(value)}"


def _fish(name: str, value: str) -> str:
    escaped = value.replace("\\", "\\\\").replace("'", "\\'")
    return f"set -gx {name} '{escaped}'"


def _powershell(name: str, value: str) -> str:
    doubled = value.replace("'", "''")
    return f"$env:{name} = '{doubled}'"


SHELLS: Mapping[str, Callable[[str, str], str]] = {"bash": _bash, "fish": _fish, "powershell": _powershell}
