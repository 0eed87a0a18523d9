"""`keys`: provider keys in the OS keyring. A key is typed or piped in, never an argument: those are visible to all."""

from __future__ import annotations

import argparse
import asyncio
import getpass
import sys
from dataclasses import asdict

from desktop_proxy.commands.command import CommandFailed, WrongInput
from desktop_proxy.commands.output import add_json, say, say_json, say_table, tell
from desktop_proxy.commands.parser import add_command
from desktop_proxy.commands.state import State

MAX_KEY_CHARACTERS = 16_384
NO_ARGUMENT = (
    "The key is typed at the prompt or piped in, never an argument; if this was one, change it at its provider: it is "
    "in your shell's history."
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """`set`, `list`, `delete`."""
    actions = parser.add_subparsers(metavar="ACTION", required=True)
    setting = add_command(actions, "set", "store a key: asks for it, or reads it from standard input")
    listing = add_command(actions, "list", "show where each key comes from")
    deleting = add_command(actions, "delete", "remove a key from the keyring")
    for sub in (setting, deleting):
        sub.add_argument("name", metavar="NAME", help="openai, gemini (google), xai, anthropic, or your endpoint")
    setting.set_defaults(surplus=NO_ARGUMENT)
    add_json(listing)
    for sub, action in ((setting, _set), (listing, _list), (deleting, _delete)):
        sub.set_defaults(action=action)


def run(state: State, arguments: argparse.Namespace) -> int:
    """Run the action."""
    action = arguments.action
    return int(action(state, arguments))


def _set(state: State, arguments: argparse.Namespace) -> int:
    from desktop_proxy.commands.named_provider import key_variable, named_provider

    if state.redactor.redact(arguments.name) != arguments.name:
        raise WrongInput(NO_ARGUMENT)
    provider = named_provider(state, arguments.name)
    if not provider.key_required and provider.way in ("demo", "vertex"):
        raise WrongInput(_without_key(provider.way))
    key = _read_key(provider.label)
    where = asyncio.run(state.credentials.set(provider.name, key))
    _remark_on_shape(key, provider.name)
    if where != "keyring":
        instead = f"set {key_variable(provider)} in the environment or in a .env file."
        raise CommandFailed(f"{state.credentials.problem} The key was not stored: {instead}")
    say(f"Stored the key of {provider.label} in the keyring.")
    if provider.name in state.environment.keys:
        source = state.environment.key_sources[provider.name]
        tell(f"The key in the {'.env file' if source == '.env' else source} is used instead, as long as it is there.")
    _prefer(state, provider.name, provider.label)
    return 0


def _list(state: State, arguments: argparse.Namespace) -> int:
    from desktop_proxy.commands.named_provider import all_names

    keyless = ("demo", "vertex_ai")
    names = dict.fromkeys((*all_names(state), *state.environment.keys))
    infos = asyncio.run(state.credentials.sources(name for name in names if name not in keyless))
    if arguments.json:
        say_json([asdict(info) for info in infos])
    else:
        say_table([("PROVIDER", "FROM", "KEY"), *((info.name, info.source, info.masked or "") for info in infos)])
    if state.credentials.problem:
        tell(state.credentials.problem)
    return 0


def _delete(state: State, arguments: argparse.Namespace) -> int:
    from desktop_proxy.providers import preferred_provider

    # Not looked up: the key of an endpoint that is gone must be deletable.
    row = preferred_provider(arguments.name)
    name = row.name if row and arguments.name not in state.settings.current.providers else arguments.name
    deleted = asyncio.run(state.credentials.delete(name))
    if name in state.environment.keys:
        tell(f"The key in the {state.environment.key_sources[name]} stays; only you can remove it there.")
    if not deleted:
        raise CommandFailed(f"There is no key of “{name}” in the keyring.")
    say(f"Deleted the key of {name} from the keyring.")
    if state.settings.current.routing.preferred_provider == name and name not in state.environment.keys:
        tell(f"“{name}” is still the one that answers; choose another with `desktop-proxy use PROVIDER`.")
    return 0


def _read_key(label: str) -> str:
    if sys.stdin is None:
        raise WrongInput("There is no standard input to read the key from.")
    try:
        asked = sys.stdin.isatty()
        key = getpass.getpass(f"Key of {label} (not shown): ") if asked else sys.stdin.read(MAX_KEY_CHARACTERS)
    except EOFError:
        # Ctrl-D leaves the cursor behind the question.
        tell("")
        key = ""
    if not key.strip():
        raise WrongInput("No key was given; type it at the prompt or pipe it in.")
    return key.strip()


def _remark_on_shape(key: str, name: str) -> None:
    from desktop_proxy.providers import provider, recognise

    row, other = provider(name), recognise(key)
    if row is None or row.key_pattern is None or row is other:
        return
    hint = f"it looks like one of {other.label}" if other else "check that it was pasted whole"
    tell(f"This does not look like a key of {row.label}: {hint}.")


def _prefer(state: State, name: str, label: str) -> None:
    """The first key chooses who answers, unless something else was chosen; where it can answer."""
    from desktop_proxy.protocol.errors import ApiError
    from desktop_proxy.routing.preference import prefer_first

    try:
        route = prefer_first(name, state.settings)
    except ApiError as error:
        tell(error.message)
        return
    if route is not None:
        say(f"{label} answers from now on, sonnet with {route.target.model}; `desktop-proxy use` changes that.")


def _without_key(way: str) -> str:
    if way == "demo":
        return "The demo needs no key."
    wanted = ("project", "location", "credentials_file")
    names = ", ".join(f"providers.vertex_ai.{name}" for name in wanted)
    return f"Vertex AI has no key; it needs {names}: `desktop-proxy settings set NAME VALUE`."
