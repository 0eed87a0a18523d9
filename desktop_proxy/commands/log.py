"""`log`: the requests of the request log, and with `--follow` each further one as it ends."""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Callable
from dataclasses import asdict
from datetime import datetime
from typing import TYPE_CHECKING

from desktop_proxy.commands.command import WrongInput
from desktop_proxy.commands.output import add_json, as_json, reader_left, say, tell
from desktop_proxy.commands.state import State
from desktop_proxy.figures import duration

if TYPE_CHECKING:
    from desktop_proxy.request_log import Reader, RequestRow

POLL_S = 0.25
LOOKED_AT_ROWS = 500
"""How many of the newest rows are compared at each change; as many requests may be running at the same time."""

_STATE_WIDTH = len("interrupted 200")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """How many, `--follow`, `--json`."""
    parser.add_argument("-n", "--lines", type=int, default=20, metavar="N", help="how many of the newest (20)")
    parser.add_argument("-f", "--follow", action="store_true", help="go on with new requests until Ctrl-C")
    add_json(parser, "print each request as one JSON object on a line")


def run(state: State, arguments: argparse.Namespace) -> int:
    """Print the newest requests, oldest first; with `--json` one object a line."""
    from desktop_proxy.request_log import RequestLog

    if arguments.lines < 0:
        raise WrongInput(f"-n must not be negative, but is {arguments.lines}.")
    line = _as_json if arguments.json else _as_text
    reader = RequestLog.open_reader(state.paths.database)
    try:
        shown = reader.recent(arguments.lines)[::-1]
        if not shown and arguments.lines and not arguments.follow and not arguments.json:
            tell("No requests yet.")
        for row in shown:
            say(line(row))
        if arguments.follow:
            _follow(reader, line, shown)
    except KeyboardInterrupt:
        # The way to end `--follow`.
        return 0
    finally:
        reader.close()
    return 0


def _follow(reader: Reader, line: Callable[[RequestRow], str], shown: list[RequestRow]) -> None:
    """Print rows that have ended since, until nobody reads any more."""
    version = reader.version()
    known = {row.id: row.state for row in (*reader.recent(LOOKED_AT_ROWS), *shown)}
    while True:
        time.sleep(POLL_S)
        if reader_left():
            return
        if reader.version() == version:
            continue
        version = reader.version()
        newest = reader.recent(LOOKED_AT_ROWS)[::-1]
        for row in newest:
            if row.state != "running" and known.get(row.id, "running") == "running" and not say(line(row)):
                return
        known = {row.id: row.state for row in newest}


def _as_json(row: RequestRow) -> str:
    values = asdict(row)
    values["notes"] = json.loads(row.notes) if row.notes else []
    return as_json(values)


def _as_text(row: RequestRow) -> str:
    began = datetime.fromtimestamp(row.started_at).astimezone()
    answered = f"{row.provider}/{row.answered}" if row.provider else row.answered or "?"
    parts = [
        f"{began:%m-%d %H:%M:%S}",
        f"{row.state} {row.status or ''}".ljust(_STATE_WIDTH),
        f"{row.asked} → {answered}",
        _tokens(row),
        f"${row.cost_usd:.4f}" if row.cost_usd is not None else "",
        _durations(row),
        _end(row),
    ]
    return "  ".join(part for part in parts if part)


def _end(row: RequestRow) -> str:
    if row.error:
        return _printable(row.error)
    return "the client left" if row.state == "cancelled" else row.stop_reason or ""


def _tokens(row: RequestRow) -> str:
    if row.output_tokens is None:
        return ""
    cached = f" ({row.cached_tokens:,} cached)" if row.cached_tokens else ""
    return f"{(row.input_tokens or 0) + (row.cached_tokens or 0):,}{cached} in, {row.output_tokens:,} out"


def _durations(row: RequestRow) -> str:
    if row.duration_ms is None:
        return ""
    first = f"{duration(row.first_token_ms)} to first, " if row.first_token_ms is not None else ""
    return f"{first}{duration(row.duration_ms)}"


def _printable(text: str) -> str:
    """A provider's words must not steer the terminal."""
    return "".join(character if character.isprintable() else " " for character in text)
