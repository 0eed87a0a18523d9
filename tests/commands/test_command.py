from __future__ import annotations

import argparse

import pytest

from desktop_proxy.cli import COMMANDS
from desktop_proxy.commands.command import Command


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.name)
def test_the_module_of_each_command_brings_its_arguments_and_what_it_does(command: Command) -> None:
    implementation = command.load()
    implementation.add_arguments(argparse.ArgumentParser())
    assert callable(implementation.run)
