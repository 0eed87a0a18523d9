"""`connect`: lead a client to the proxy by its own settings, after the change was shown and agreed to."""

from __future__ import annotations

import argparse
import asyncio
import sys
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from desktop_proxy.commands.command import CommandFailed, WrongInput
from desktop_proxy.commands.env import client_address
from desktop_proxy.commands.output import add_json, say, say_json, tell
from desktop_proxy.commands.parser import did_you_mean
from desktop_proxy.commands.state import State

if TYPE_CHECKING:
    from desktop_proxy.clients.clients import Clients
    from desktop_proxy.clients.outcomes import Outcome, Plan


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """CLIENT, `--yes`, `--print`, `--json`."""
    add_client(parser)
    parser.add_argument("--yes", action="store_true", help="do not ask")
    parser.add_argument("--print", action="store_true", help="show what would change, and change nothing")
    add_json(parser)


def run(state: State, arguments: argparse.Namespace) -> int:
    """Show the change, ask, make it. Exit code 1 where the answer is no."""
    from desktop_proxy.clients.client import ClientError

    clients, name = clients_of(state), known_client(arguments.client)
    asks = not (arguments.yes or arguments.print)
    if asks and (arguments.json or sys.stdin is None or not sys.stdin.isatty()):
        raise WrongInput("Nobody can be asked here: use --yes to make the change, or --print to see it.")
    token = asyncio.run(state.credentials.client_token()).reveal()
    url = client_address(state, token)
    try:
        plan = asyncio.run(clients.plan(name, url, token))
        if not arguments.json:
            _show(plan)
        if arguments.print:
            return _printed(plan, as_json=arguments.json)
        if asks and plan.diff and not _agreed():
            tell("Nothing was changed.")
            return 1
        outcome = asyncio.run(clients.connect(name, url, token, plan))
    except ClientError as error:
        raise CommandFailed(str(error)) from None
    _tell_result(plan, outcome, as_json=arguments.json)
    return 0


def add_client(parser: argparse.ArgumentParser) -> None:
    """CLIENT."""
    parser.add_argument("client", metavar="CLIENT", help="claude-code")


def clients_of(state: State) -> Clients:
    """Every client that can be connected."""
    from desktop_proxy.clients.clients import Clients

    return Clients(state.paths, state.environ)


def known_client(said: str) -> str:
    """The name, if a client has it. Raises WrongInput."""
    from desktop_proxy.clients.clients import CLIENTS

    names = [client.name for client in CLIENTS]
    if said not in names:
        raise WrongInput(f"“{said}” is no client that can be connected; {did_you_mean(said, names)}")
    return said


def outcome_as_json(outcome: Outcome) -> dict[str, Any]:
    """For scripts."""
    return asdict(outcome) | {
        "done": outcome.done.value,
        "path": str(outcome.path),
        "backup": outcome.backup and str(outcome.backup),
    }


def _show(plan: Plan) -> None:
    say(plan.diff or f"Nothing changes in {plan.path}.")
    for note in plan.notes:
        tell(note)


def _printed(plan: Plan, *, as_json: bool) -> int:
    if as_json:
        say_json({"path": str(plan.path), "url": plan.url, "diff": plan.diff, "notes": list(plan.notes)})
    return 0


def _agreed() -> bool:
    try:
        return input("Connect? [y/N] ").strip().lower() in ("y", "yes")
    except EOFError:
        return False


def _tell_result(plan: Plan, outcome: Outcome, *, as_json: bool) -> None:
    if as_json:
        say_json(outcome_as_json(outcome) | {"diff": plan.diff, "notes": list(plan.notes)})
        return
    say(f"{outcome.sentence} `desktop-proxy disconnect {outcome.client}` gives it its own settings back.")
    if outcome.backup:
        say(f"The file as it was: {outcome.backup}")
