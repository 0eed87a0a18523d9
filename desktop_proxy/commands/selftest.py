"""`selftest`."""

from __future__ import annotations

import argparse

from desktop_proxy.commands.state import State


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """`--json`."""


def run(state: State, arguments: argparse.Namespace) -> int:
    """Not there yet."""
    return 1
