"""`import FILE`: take over a `.env`: its keys into the keyring, its settings into the settings file."""

from __future__ import annotations

import argparse
import asyncio
import stat
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop_proxy.commands.command import CommandFailed, WrongInput
from desktop_proxy.commands.output import say, tell
from desktop_proxy.commands.state import State

if TYPE_CHECKING:
    from desktop_proxy.environment import Environment

VERTEX_KEY = "providers.vertex_ai.credentials_file"


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
    changes = _changes(state, found)
    state.settings.check(changes)
    # The keys first: an address from the file whose key could not be stored would be sent a key from elsewhere.
    for name in found.keys:
        _store(state, name, found.keys[name].reveal(), file)
    _import_settings(state, changes)
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

    if file.is_dir():
        raise WrongInput(f"{file} is a folder; name the file in it, such as {file / '.env'}.")
    if not file.is_file():
        raise WrongInput(f"There is no file {file}.")
    try:
        file.read_bytes()
    except OSError as error:
        raise WrongInput(f"{file} cannot be read: {error.strerror}.") from None
    return Environment.read({}, file.parent, dotenv=file.name)


def _changes(state: State, found: Environment) -> dict[str, Any]:
    """What to set: what the file says, without the addresses that would be sent another key than the file's."""
    here, changes = state.environment, dict(found.settings)
    outranked = [(name, here.key_sources[name]) for name, key in found.keys.items() if here.keys.get(name, key) != key]
    if here.settings.get(VERTEX_KEY, changes.get(VERTEX_KEY)) != changes.get(VERTEX_KEY):
        outranked.append(("vertex_ai", here.setting_sources[VERTEX_KEY]))
    for name, source in outranked:
        tell(f"The key of {name} in the {source} is used instead of the file's, as long as it is there.")
        changes.pop(f"providers.{name}.allow_insecure_http", None)
        if changes.pop(f"providers.{name}.base_url", None):
            tell(f"The address of {name} is not imported: it would be sent that key.")
    preferred = "routing.preferred_provider"
    if preferred not in changes and found.suggested_provider and state.settings.source(preferred) != "settings":
        changes[preferred] = found.suggested_provider
    return changes


def _store(state: State, name: str, key: str, file: Path) -> None:
    if asyncio.run(state.credentials.set(name, key)) == "keyring":
        say(f"Stored the key of {name} in the keyring.")
        return
    way_out = (
        f"Leave them in {file.name}: it is read where Desktop Proxy is started in its folder"
        if file.name == ".env"
        else "Set them in the environment, or in a file named .env in the folder where Desktop Proxy is started"
    )
    raise CommandFailed(f"{state.credentials.problem} The key of {name} and the settings were not imported. {way_out}.")


def _import_settings(state: State, changes: dict[str, Any]) -> None:
    if changes:
        state.settings.update(changes)
    for dotted, value in changes.items():
        say(f"Set {dotted} to {value}.")


def _wants_blanks(wanted: bool | None, file: Path) -> bool:
    if wanted is not None:
        return wanted
    if sys.stdin is None or not sys.stdin.isatty():
        tell(f"The keys are still in {file.name}; --blank removes them there.")
        return False
    try:
        said = input(f"Blank the keys in {file.name} now that the keyring has them? [y/N] ")
    except EOFError:
        return False
    return said.strip().lower() in ("y", "yes")
