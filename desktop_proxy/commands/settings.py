"""`settings`: every setting by its dotted name, validated and written at once."""

from __future__ import annotations

import argparse
import json
from typing import Any

from desktop_proxy.commands.command import WrongInput
from desktop_proxy.commands.output import add_json, say, say_json, say_table, tell
from desktop_proxy.commands.parser import add_command
from desktop_proxy.commands.state import State

MOVING = "A proxy that runs moves there by itself, unless `serve` was told where; set up other shells again with `env`."
OPEN_WARNING = "Every program of this machine can now spend your keys: clients need no token any more."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """`list`, `get`, `set`."""
    actions = parser.add_subparsers(metavar="ACTION", required=True)
    listing = add_command(actions, "list", "show every setting with its value and where that comes from")
    getting = add_command(actions, "get", "show one value")
    setting = add_command(actions, "set", "write one value")
    for sub in (getting, setting):
        sub.add_argument("key", metavar="KEY", help="dotted name, for instance upstream.idle_timeout_s")
    setting.add_argument("value", nargs="?", metavar="VALUE", help="lists with commas")
    setting.add_argument("--default", action="store_true", help="go back to the default")
    for sub, action in ((listing, _list), (getting, _get), (setting, _set)):
        sub.set_defaults(action=action)
        add_json(sub)


def run(state: State, arguments: argparse.Namespace) -> int:
    """Run the action."""
    action = arguments.action
    code = int(action(state, arguments))
    for problem in state.settings.problems:
        tell(problem)
    return code


def _list(state: State, arguments: argparse.Namespace) -> int:
    from desktop_proxy.settings import dotted_items

    items = dotted_items(state.settings.current)
    if arguments.json:
        say_json([_described(state, name, value) | {"help": help} for name, value, help in items])
    else:
        say_table([(name, _text(value), f"({state.settings.source(name)}) {help}") for name, value, help in items])
    return 0


def _get(state: State, arguments: argparse.Namespace) -> int:
    _show(state, arguments.key, as_json=arguments.json)
    return 0


def _set(state: State, arguments: argparse.Namespace) -> int:
    if (arguments.value is None) is not arguments.default:
        raise WrongInput("Give either a VALUE or --default.")
    state.settings.update({arguments.key: arguments.value})
    if (source := state.settings.source(arguments.key)) in ("environment", ".env"):
        tell(f"{arguments.key} is set in the {source} as well, and that wins.")
    if arguments.key in ("server.host", "server.port"):
        tell(MOVING)
    if arguments.key == "server.require_token" and not state.settings.current.server.require_token:
        tell(OPEN_WARNING)
    _show(state, arguments.key, as_json=arguments.json)
    return 0


def _show(state: State, key: str, *, as_json: bool) -> None:
    from desktop_proxy.settings.document import check_name, value_at

    try:
        check_name(key)
    except ValueError as error:
        raise WrongInput(str(error)) from None
    value = value_at(state.settings.current, key)
    if as_json:
        say_json(_described(state, key, value))
    else:
        say(_text(value))


def _described(state: State, key: str, value: Any) -> dict[str, Any]:
    return {"key": key, "value": _plain(value), "source": state.settings.source(key)}


def _plain(value: Any) -> Any:
    from pydantic_core import to_jsonable_python

    return to_jsonable_python(value, exclude_none=True)


def _text(value: Any) -> str:
    plain = _plain(value)
    if plain in (None, [], {}):
        return "-"
    if isinstance(plain, list) and all(isinstance(item, str) for item in plain):
        return ",".join(plain)
    return plain if isinstance(plain, str) else json.dumps(plain, ensure_ascii=False)
