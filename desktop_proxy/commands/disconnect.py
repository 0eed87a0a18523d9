"""`disconnect`: give a client its own settings back."""

from __future__ import annotations

import argparse
import asyncio

from desktop_proxy.commands.command import CommandFailed
from desktop_proxy.commands.connect import add_client, clients_of, known_client, outcome_as_json
from desktop_proxy.commands.output import add_json, say, say_json, tell
from desktop_proxy.commands.state import State


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """CLIENT, `--json`."""
    add_client(parser)
    add_json(parser)


def run(state: State, arguments: argparse.Namespace) -> int:
    """Put back what was there before; to do so twice is no fault."""
    from desktop_proxy.clients.client import ClientError

    try:
        outcome = asyncio.run(clients_of(state).disconnect(known_client(arguments.client)))
    except ClientError as error:
        raise CommandFailed(str(error)) from None
    if arguments.json:
        say_json(outcome_as_json(outcome))
        return 0
    say(outcome.sentence)
    for left in outcome.left:
        now = "is gone" if left.now is None else f"is “{left.now}”"
        tell(f"{left.key} {now} since somebody else changed it, and stays so.")
    for remark in outcome.remarks:
        tell(remark)
    return 0
