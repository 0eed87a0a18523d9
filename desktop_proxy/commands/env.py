"""`env`: what a shell needs so that its Anthropic clients use the proxy."""

from __future__ import annotations

import argparse
import asyncio

from desktop_proxy.clients.environment import client_variables, conflicting
from desktop_proxy.clients.snippets import SHELLS
from desktop_proxy.commands.command import CommandFailed
from desktop_proxy.commands.output import add_json, say, say_json, tell
from desktop_proxy.commands.state import State
from desktop_proxy.server.probe import Found, find_running


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """`--shell`, `--json`."""
    parser.add_argument("--shell", choices=list(SHELLS), default="bash", help="whose syntax (bash fits zsh and sh)")
    add_json(parser)


def run(state: State, arguments: argparse.Namespace) -> int:
    """Print the variables, for the running proxy or the configured address."""
    token = asyncio.run(state.credentials.client_token()).reveal()
    variables = client_variables(client_address(state, token), token, state.environ)
    if arguments.json:
        say_json(variables)
        return 0
    shell = SHELLS[arguments.shell]
    for name in conflicting(state.environ):
        say(shell.unset.format(name))
    for name, value in variables.items():
        say(shell.set(name, value))
    return 0


def client_address(state: State, token: str) -> str:
    """Where clients find the running proxy, or will find one. Raises CommandFailed where somebody else listens."""
    place = find_running(state.paths.data_dir, state.settings.current.server, token)
    if place.found is Found.OTHER:
        # It would be given the token and every prompt.
        raise CommandFailed(
            f"Another program, or a Desktop Proxy with another token, listens at {place.url}: start yours with "
            "`desktop-proxy serve --port PORT`, then this command finds it."
        )
    if place.found is Found.NOTHING:
        tell(f"Nothing runs at {place.url} yet; `desktop-proxy serve` starts the proxy.")
    return place.url
