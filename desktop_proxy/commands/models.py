"""`models`: what answers each Claude name, or any name, and why; and what a provider offers."""

from __future__ import annotations

import argparse
from typing import Any

from desktop_proxy.commands.command import CommandFailed
from desktop_proxy.commands.output import add_json, say, say_json, say_table
from desktop_proxy.commands.state import State

ADDRESS_HINT = " Check that its base URL ends as the provider writes it, usually with /v1."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Names to explain, `--fetch`."""
    parser.add_argument("names", nargs="*", metavar="NAME", help="explain these names instead of the Claude tiers")
    parser.add_argument("--fetch", metavar="PROVIDER", help="ask that provider which models it has")
    add_json(parser)


def run(state: State, arguments: argparse.Namespace) -> int:
    """Show the mapping, or the provider's list."""
    if arguments.fetch:
        return _fetch(state, arguments.fetch, arguments.json)
    rows = _as_it_runs(state, mapping(state, arguments.names))
    if arguments.json:
        say_json(rows)
    else:
        show(rows)
    return 0


def mapping(state: State, names: list[str]) -> list[dict[str, Any]]:
    """For each name its target, the reason, and a remark on a retired model; without names, for the Claude tiers."""
    from desktop_proxy.routing.listing import CLAUDE_NAMES

    return [_row(state, name) for name in names or [name for name, _ in CLAUDE_NAMES]]


def show(rows: list[dict[str, Any]]) -> None:
    """As a table; where nobody answers anything, the reasons."""
    if not any(row["target"] for row in rows):
        for reason in dict.fromkeys(row["reason"] for row in rows):
            say(f"Nobody answers: {reason}")
        return
    say_table(
        [("NAME", "ANSWERED BY", "WHY"), *((row["name"], row["target"] or "nobody", row["reason"]) for row in rows)]
    )
    for remark in dict.fromkeys(row["remark"] for row in rows if row["remark"]):
        say(remark)


def _as_it_runs(state: State, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """With what a running proxy says instead, where that is something else than follows from this shell."""
    from desktop_proxy.commands.asking import targets_there

    there = targets_there(state, [row["name"] for row in rows])
    return [
        row
        if (target := there.get(row["name"], row["target"])) == row["target"]
        else {
            "name": row["name"],
            "target": target,
            "reason": f"the running proxy says so; as seen from this shell it would be {row['target'] or 'nobody'}",
            "fallbacks": [],
            "remark": None,
        }
        for row in rows
    ]


def _row(state: State, name: str) -> dict[str, Any]:
    from desktop_proxy.protocol.errors import ApiError
    from desktop_proxy.providers import retirement
    from desktop_proxy.routing import resolve

    try:
        route = resolve(name, state.settings.current)
    except ApiError as error:
        return {"name": name, "target": None, "reason": error.message, "fallbacks": [], "remark": None}
    retired = retirement(route.target.model)
    return {
        "name": name,
        "target": str(route.target),
        "reason": route.reason,
        "fallbacks": [str(fallback) for fallback in route.fallbacks],
        "remark": f"{retired.id} {retired.when()}; its successor is {retired.successor}." if retired else None,
    }


def _fetch(state: State, said: str, as_json: bool) -> int:
    from desktop_proxy.commands.named_provider import named_provider
    from desktop_proxy.commands.process import run_on_loop
    from desktop_proxy.protocol.errors import ApiError

    provider = named_provider(state, said)
    try:
        models = run_on_loop(lambda: _ask(state, provider.name))
    except ApiError as error:
        raise CommandFailed(error.message + (ADDRESS_HINT if error.status == 404 else "")) from None
    if as_json:
        say_json({"provider": provider.name, "models": models})
    else:
        for model in models:
            say(f"{provider.name}/{model}")
    return 0


async def _ask(state: State, name: str) -> list[str]:
    from desktop_proxy.upstream.upstream import Upstream

    upstream = Upstream(state.settings, state.credentials)
    await upstream.start(load=False)
    try:
        return await upstream.list_models(name)
    finally:
        await upstream.close()
