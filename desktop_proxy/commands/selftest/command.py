"""Runs the checks one after the other and says a line for each."""

from __future__ import annotations

import argparse
import logging
import tempfile
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from desktop_proxy.commands.output import add_json, say, say_json
from desktop_proxy.commands.process import run_on_loop
from desktop_proxy.commands.state import State

if TYPE_CHECKING:
    from desktop_proxy.commands.selftest.checks import Check
    from desktop_proxy.commands.selftest.world import World

OK, FAILED, SKIPPED = "ok", "FAIL", "skip"
_WORDS = ((OK, "passed"), (FAILED, "failed"), (SKIPPED, "skipped"))


@dataclass(frozen=True, slots=True)
class Result:
    """How one check went; `detail` is empty or a sentence."""

    check: str
    outcome: str
    detail: str
    milliseconds: int


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """`--json`."""
    add_json(parser)
    parser.add_argument("--pages", type=Path, metavar="FILE", help=argparse.SUPPRESS)


def run(state: State, arguments: argparse.Namespace) -> int:
    """Exit code 0 when nothing failed; what was skipped does not count."""
    if arguments.pages:
        from desktop_proxy.commands.selftest.window import write_report

        write_report(arguments.pages)
        return 0
    # What goes wrong is told by the checks themselves.
    logging.getLogger().addHandler(logging.NullHandler())
    results = run_on_loop(lambda: _run_all(state, aloud=not arguments.json))
    failed = sum(result.outcome == FAILED for result in results)
    if arguments.json:
        say_json([asdict(result) for result in results])
    else:
        counts = [(sum(result.outcome == outcome for result in results), word) for outcome, word in _WORDS]
        say(", ".join(f"{count} {word}" for count, word in counts if count) + ".")
    return 1 if failed else 0


async def _run_all(state: State, *, aloud: bool) -> list[Result]:
    from desktop_proxy.commands.selftest.checks import CHECKS
    from desktop_proxy.commands.selftest.world import open_world

    results = []
    with tempfile.TemporaryDirectory(prefix="desktop-proxy-selftest-") as folder:
        async with open_world(Path(folder), state) as world:
            for check in CHECKS:
                result = await _run_one(check, world)
                results.append(result)
                if aloud:
                    detail = f": {result.detail}" if result.detail else ""
                    say(f"{result.outcome:<4}  {result.check} ({result.milliseconds} ms){detail}")
    return results


async def _run_one(check: Check, world: World) -> Result:
    from desktop_proxy.commands.selftest.message import Skipped

    started = time.monotonic()
    outcome, detail = OK, ""
    try:
        await check.run(world)
    except Skipped as reason:
        outcome, detail = SKIPPED, str(reason)
    except Exception as fault:  # noqa: BLE001 - whatever it is, it is this check's result
        outcome, detail = FAILED, str(fault) or type(fault).__name__
    return Result(check.name, outcome, detail, round((time.monotonic() - started) * 1000))
