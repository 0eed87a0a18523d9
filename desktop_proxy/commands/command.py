"""What a command is, and how one says that it cannot go on."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from dataclasses import dataclass

from desktop_proxy.commands.state import State


@dataclass(frozen=True, slots=True)
class Command:
    """A row of the command table. `run` returns the exit code: 0 done, 1 failed."""

    name: str
    help: str
    add_arguments: Callable[[argparse.ArgumentParser], None]
    run: Callable[[State, argparse.Namespace], int]


class CommandFailed(Exception):
    """It could not be done; the message is a sentence. Exit code 1."""


class WrongInput(Exception):
    """It was asked for in a way that makes no sense; the message is a sentence. Exit code 2."""
