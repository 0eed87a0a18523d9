"""`import FILE`: take over a `.env`: its keys into the keyring, its settings into the settings file."""

from __future__ import annotations

import argparse
import asyncio
import stat
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from desktop_proxy.commands.command import CommandFailed, WrongInput
from desktop_proxy.commands.output import say, tell
from desktop_proxy.commands.state import State

if TYPE_CHECKING:
    from desktop_proxy.environment import Environment


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """FILE, `--blank`."""
    parser.add_argument("file", metavar="FILE", type=Path, help="usually .env")
    blank = parser.add_mutually_exclusive_group()
    blank.add_argument("--blank", action="store_true", default=None, help="blank the keys in the file afterwards")
    blank.add_argument("--no-blank", dest="blank", action="store_false", help="leave the file as it is")


def run(state: State, arguments: argparse.Namespace) -> int:
    """Import; then blank the keys in the file if that is wanted."""
    file = (state.cwd / arguments.file).resolve()
    found = _read(file)
    for problem in found.problems:
        tell(problem)
    if not found.keys and not found.settings:
        raise CommandFailed(f"{file.name} has no keys and no settings of this program.")
    _import_settings(state, found)
    for name in found.keys:
        if asyncio.run(state.credentials.set(name, found.keys[name].reveal())) != "keyring":
            raise CommandFailed(f"{state.credentials.problem} The keys stay in {file.name}; leave them there.")
        say(f"Stored the key of {name} in the keyring.")
    if found.token:
        tell("DESKTOP_PROXY_TOKEN is not imported: the client token is made here, or given in the environment.")
    if found.keys and _wants_blanks(arguments.blank, file):
        count = blank_values(file, {secret.reveal() for secret in found.keys.values()})
        say(f"Blanked {count} {'key' if count == 1 else 'keys'} in {file.name}.")
    return 0


def blank_values(file: Path, values: set[str]) -> int:
    """Empty every assignment of one of `values`; all else stays as it is. Returns how many. Raises OSError."""
    from dotenv.parser import parse_stream

    from desktop_proxy.atomic_file import write_atomically

    count = 0
    text = []
    with file.open(encoding="utf-8", newline="") as stream:
        for binding in parse_stream(stream):
            original = binding.original.string
            if binding.key is not None and binding.value is not None and binding.value.strip() in values:
                original = _without_value(original)
                count += 1
            text.append(original)
    write_atomically(file, "".join(text).encode(), mode=stat.S_IMODE(file.stat().st_mode))
    return count


def _without_value(line: str) -> str:
    name, equals, value = line.partition("=")
    return name + equals + value[len(value.rstrip("\r\n")) :]


def _read(file: Path) -> Environment:
    from desktop_proxy.environment import Environment

    if not file.is_file():
        raise WrongInput(f"There is no file {file}.")
    try:
        file.read_bytes()
    except OSError as error:
        raise WrongInput(f"{file} cannot be read: {error.strerror}.") from None
    return Environment.read({}, file.parent, dotenv=file.name)


def _import_settings(state: State, found: Environment) -> None:
    changes = dict(found.settings)
    preferred = "routing.preferred_provider"
    if preferred not in changes and found.suggested_provider and state.settings.source(preferred) != "settings":
        changes[preferred] = found.suggested_provider
    if changes:
        state.settings.update(changes)
    for dotted, value in changes.items():
        say(f"Set {dotted} to {value}.")


def _wants_blanks(said: bool | None, file: Path) -> bool:
    if said is not None:
        return said
    if sys.stdin is None or not sys.stdin.isatty():
        tell(f"The keys are still in {file.name}; --blank removes them there.")
        return False
    return input(f"Blank the keys in {file.name} now that the keyring has them? [y/N] ").strip().lower() in ("y", "yes")
