"""`use`: choose the provider that answers, and its models. A running proxy follows with the next request."""

from __future__ import annotations

import argparse
import asyncio
from typing import TYPE_CHECKING

from desktop_proxy.commands import models
from desktop_proxy.commands.output import add_json, say_json, tell
from desktop_proxy.commands.state import State

if TYPE_CHECKING:
    from desktop_proxy.providers import Provider

PROVIDERS_HELP = "openai, gemini (google), vertex_ai (vertex), xai, anthropic, demo, or an endpoint of yours"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """PROVIDER, `--big`, `--small`."""
    parser.add_argument("provider", metavar="PROVIDER", help=PROVIDERS_HELP)
    parser.add_argument("--big", metavar="MODEL", help="answers sonnet, opus, fable and unknown names")
    parser.add_argument("--small", metavar="MODEL", help="answers haiku")
    add_json(parser)


def run(state: State, arguments: argparse.Namespace) -> int:
    """Write the choice and show what it means. Without a model those come back that the provider had before."""
    from desktop_proxy.commands.named_provider import named_provider
    from desktop_proxy.routing.preference import choosing, switching

    provider = named_provider(state, arguments.provider)
    named = arguments.big, arguments.small
    store = state.settings
    changes = choosing(provider.name, store, *named) if named != (None, None) else switching(provider.name, store)
    state.settings.update(changes)
    for dotted in changes:
        if (source := state.settings.pinned_by(dotted)) is not None:
            tell(f"{dotted} is set in the {source} as well, and that wins.")
    if provider.key_required:
        _remark_on_key(state, provider)
    rows = models.mapping(state, [])
    if arguments.json:
        say_json(rows)
    else:
        models.show(rows)
    return 0


def _remark_on_key(state: State, provider: Provider) -> None:
    from desktop_proxy.commands.named_provider import key_variable
    from desktop_proxy.protocol.errors import ApiError

    try:
        if asyncio.run(state.credentials.get(provider.name)) is not None:
            return
    except ApiError as error:
        tell(error.message)
        return
    way = f"run `desktop-proxy keys set {provider.name}`"
    if state.credentials.problem:
        way = f"set {key_variable(provider)} in the environment or in a .env file, and start again"
    tell(f"{provider.label} has no key yet and answers nothing before it has one: {way}.")
