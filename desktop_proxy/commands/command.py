"""What a command is, and how one says that it cannot go on."""

from __future__ import annotations

import argparse
from dataclasses import dataclass
from importlib import import_module
from typing import Protocol, cast

from desktop_proxy.commands.state import State


class Implementation(Protocol):
    """What the module of a command brings."""

    def add_arguments(self, parser: argparse.ArgumentParser, /) -> None:
        """To the command's own parser."""

    def run(self, state: State, arguments: argparse.Namespace, /) -> int:
        """Returns the exit code: 0 done, 1 failed."""


@dataclass(frozen=True, slots=True)
class Command:
    """A row of the command table. Its module is imported when the command is asked for, so that each starts fast."""

    name: str
    help: str
    module: str
    """In this package."""

    def load(self) -> Implementation:
        """The module."""
        return cast(Implementation, import_module(f"desktop_proxy.commands.{self.module}"))


class CommandFailed(Exception):
    """It could not be done; the message is a sentence. Exit code 1."""


class WrongInput(Exception):
    """It was asked for in a way that makes no sense; the message is a sentence. Exit code 2."""
