"""`status`: what runs, who answers, and today's requests, tokens and cost."""

from __future__ import annotations

import argparse
import asyncio
from dataclasses import asdict
from datetime import datetime
from typing import Any

from desktop_proxy.commands.output import add_json, say, say_json
from desktop_proxy.commands.state import State
from desktop_proxy.figures import money
from desktop_proxy.server.probe import Found, Place, find_running

SONNET = "claude-sonnet-5"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """`--json`."""
    add_json(parser)


def run(state: State, arguments: argparse.Namespace) -> int:
    """Show it. Exit code 0 whether it runs or not: the question was answered."""
    status = _status(state)
    if arguments.json:
        say_json(status)
        return 0
    say(_running_line(status))
    say(f"Answering: {status['answering']}")
    today = status["today"]
    say(
        f"Today: {today['requests']:,} {'request' if today['requests'] == 1 else 'requests'} "
        f"({today['errors']:,} failed), "
        f"{today['input_tokens'] + today['cached_tokens']:,} tokens in ({today['cached_tokens']:,} cached), "
        f"{today['output_tokens']:,} out, {money(today['cost_usd'])}{_unpriced(today['unpriced'])}"
    )
    for problem in status["problems"]:
        say(f"Problem: {problem}")
    return 0


def _status(state: State) -> dict[str, Any]:
    from desktop_proxy.protocol.errors import ApiError
    from desktop_proxy.request_log import RequestLogError, Totals
    from desktop_proxy.request_log.reader import Reader

    problems = list(state.settings.problems)
    try:
        token = asyncio.run(state.credentials.client_token()).reveal()
    except ApiError as error:
        token = ""
        problems.append(error.message)
    place = find_running(state.paths.data_dir, state.settings.current.server, token)
    reader = Reader(state.paths.database)
    try:
        totals = reader.totals(_midnight())
    except RequestLogError as error:
        totals = Totals()
        problems.append(str(error))
    finally:
        reader.close()
    return {
        "running": place.found is Found.OURS,
        "url": place.url,
        "port_taken": place.found is Found.OTHER,
        "answering": _answering(state, place, token),
        "today": asdict(totals),
        "problems": list(dict.fromkeys(problems)),
    }


def _running_line(status: dict[str, Any]) -> str:
    if status["running"]:
        return f"Running at {status['url']}"
    if status["port_taken"]:
        return f"Not running; something else, or a proxy with another token, listens at {status['url']}"
    return "Not running; Start in the tray menu or `desktop-proxy serve` starts it"


def _answering(state: State, place: Place, token: str) -> str:
    from desktop_proxy.commands.answering import who_answers
    from desktop_proxy.commands.asking import targets_at

    seen = asyncio.run(who_answers(state.settings.current, state.credentials)).line.removeprefix("Answering: ")
    if place.found is not Found.OURS:
        return seen
    target = targets_at(place.url, token, [SONNET]).get(SONNET)
    if target is None:
        return f"{seen} (as seen from this shell; the running proxy names nobody)"
    if seen.startswith(f"{target} "):
        # The running proxy may have a key from the environment that it was started in.
        return seen.replace("(no key yet)", "(this shell has no key for it)")
    return f"{target} (the running proxy says so; as seen from this shell it would be {seen.partition(' ')[0]})"


def _midnight() -> float:
    return datetime.now().astimezone().replace(hour=0, minute=0, second=0, microsecond=0).timestamp()


def _unpriced(count: int) -> str:
    return f", and {count:,} without a known price" if count else ""
