"""`providers`: what can answer, and named OpenAI-compatible endpoints of the user's own."""

from __future__ import annotations

import argparse
import asyncio
from typing import Any
from urllib.parse import urlsplit

from desktop_proxy.commands.command import WrongInput
from desktop_proxy.commands.output import add_json, say, say_json, say_table, tell
from desktop_proxy.commands.parser import add_command
from desktop_proxy.commands.state import State


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """`list`, `add`, `remove`."""
    actions = parser.add_subparsers(metavar="ACTION", required=True)
    listing = add_command(actions, "list", "show providers, your endpoints, and the presets to make more")
    adding = add_command(actions, "add", "add or change an endpoint; its models are NAME/model")
    removing = add_command(actions, "remove", "remove an endpoint")
    add_json(listing)
    adding.add_argument("name", metavar="NAME", help="what you call it: small letters, digits, - and _")
    removing.add_argument("name", metavar="NAME", help="as `providers list` shows it")
    adding.add_argument("--preset", help="make it from a preset; `providers list` shows them")
    adding.add_argument("--base-url", metavar="URL", help="its address, up to and with /v1")
    adding.add_argument("--api", choices=("auto", "chat", "responses"), help="which OpenAI API it speaks (auto)")
    adding.add_argument("--models", metavar="A,B", help="its models; the first two are its BIG and SMALL")
    adding.add_argument("--allow-insecure-http", action="store_true", help="accept http:// to another machine")
    for sub, action in ((listing, _list), (adding, _add), (removing, _remove)):
        sub.set_defaults(action=action)


def run(state: State, arguments: argparse.Namespace) -> int:
    """Run the action."""
    action = arguments.action
    return int(action(state, arguments))


def _list(state: State, arguments: argparse.Namespace) -> int:
    rows = _rows(state)
    if arguments.json:
        say_json({"providers": rows, "presets": _presets()})
        return 0
    say_table([("NAME", "WHAT", "ADDRESS", "KEY"), *((r["name"], r["label"], r["base_url"], r["key"]) for r in rows)])
    say()
    say("Presets for `providers add NAME --preset PRESET`: " + ", ".join(preset["name"] for preset in _presets()))
    return 0


def _add(state: State, arguments: argparse.Namespace) -> int:
    name = arguments.name.lower()
    _check_free(name)
    before = state.settings.current.providers.get(name)
    if not (arguments.preset or arguments.base_url or before):
        raise WrongInput("Say what it is: --preset PRESET or --base-url URL.")
    changes = {
        "preset": arguments.preset,
        "base_url": arguments.base_url,
        "api": arguments.api,
        "models": arguments.models,
        "allow_insecure_http": arguments.allow_insecure_http or None,
    }
    own = before.model_dump(mode="json", exclude_defaults=True) if before else {}
    own |= {field: value for field, value in changes.items() if value is not None}
    if arguments.base_url and not own.get("allow_insecure_http"):
        _check_address(arguments.base_url)
    state.settings.update({f"providers.{name}": own})
    _say_what_it_is(state, name, has_models="models" in own)
    return 0


def _remove(state: State, arguments: argparse.Namespace) -> int:
    from desktop_proxy.routing.preference import removing

    name = arguments.name.lower()
    settings = state.settings.current
    if name not in settings.providers:
        raise WrongInput(f"There is no endpoint “{name}” of yours; `desktop-proxy providers list` shows all.")
    if settings.routing.preferred_provider == name:
        tell(f"“{name}” was the one that answers; choose another with `desktop-proxy use PROVIDER`.")
    state.settings.update(removing(name, state.settings))
    say(f"Removed {name}. Its key, if it had one, stays in the keyring: `desktop-proxy keys delete {name}`.")
    return 0


def _say_what_it_is(state: State, name: str, *, has_models: bool) -> None:
    from desktop_proxy.routing import endpoint

    row = endpoint(name, state.settings.current)
    say(f"{row.label} at {row.base_url}: its models are {name}/MODEL.")
    use = f"`desktop-proxy use {name}{'' if has_models else ' --big MODEL --small MODEL'}`"
    key = f"`desktop-proxy keys set {name}`"
    say(f"Next: {key}, then {use}." if row.key_required else f"Next: {use}; {key} if it wants a key.")


def _check_address(url: str) -> None:
    """The settings would name their own field, which is an option here."""
    from desktop_proxy.settings.base_url import is_loopback

    try:
        parts = urlsplit(url)
    except ValueError:
        return
    if parts.scheme == "http" and parts.hostname and "@" not in parts.netloc and not is_loopback(parts.hostname):
        raise WrongInput(
            f"{url} would get the key and the traffic unencrypted; write https://, or add --allow-insecure-http."
        )


def _check_free(name: str) -> None:
    from desktop_proxy.providers import preferred_provider, provider

    row = provider(name) or preferred_provider(name)
    if row is not None and not row.preset:
        raise WrongInput(
            f"“{name}” is built in; choose another name, or change its address with "
            f"`desktop-proxy settings set providers.{row.name}.base_url URL`."
        )


def _rows(state: State) -> list[dict[str, Any]]:
    from desktop_proxy.commands.named_provider import all_names
    from desktop_proxy.protocol.errors import ApiError
    from desktop_proxy.routing import endpoint

    names = all_names(state)
    infos = {info.name: info for info in asyncio.run(state.credentials.sources(names))}
    rows = []
    for name in names:
        try:
            row = endpoint(name, state.settings.current)
        except ApiError as error:
            rows.append({"name": name, "label": error.message, "base_url": "", "key": ""})
            continue
        key = infos[name].source if row.key_required or infos[name].source != "none" else "not needed"
        rows.append({"name": name, "label": row.label, "base_url": row.base_url or "", "key": key})
    return rows


def _presets() -> list[dict[str, str]]:
    from desktop_proxy.providers import PROVIDERS

    return [{"name": row.name, "label": row.label, "base_url": row.base_url} for row in PROVIDERS if row.preset]
