"""`doctor`: whether everything a request depends on is well, and what to do where it is not."""

from __future__ import annotations

import argparse
from contextlib import aclosing
from typing import TYPE_CHECKING, Any

from desktop_proxy.commands.output import add_json, say, say_json
from desktop_proxy.commands.process import open_core, run_on_loop
from desktop_proxy.commands.state import State

if TYPE_CHECKING:
    from desktop_proxy.doctor import Finding

_FIELDS = ("level", "sentence", "advice", "subject")
_WORDS = {"skipped": "skip"}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """`--json`."""
    add_json(parser)


def run(state: State, arguments: argparse.Namespace) -> int:
    """A line for each finding. Exit code 1 when one of them is an error."""
    findings = run_on_loop(lambda: _examine(state, aloud=not arguments.json))
    if arguments.json:
        say_json(findings)
    return 1 if any(finding["level"] == "error" for finding in findings) else 0


async def _examine(state: State, *, aloud: bool) -> list[dict[str, Any]]:
    from desktop_proxy.doctor import examine

    core = open_core(state, {}, announced=False)
    findings = []
    # Only what asks the providers is started: a server would take the port that is looked at, and a second writer the
    # rows of the running proxy for its own.
    await core.upstream.start(load=False)
    try:
        async with aclosing(examine(core)) as found:
            async for check, finding in found:
                findings.append({"check": check.name} | {name: getattr(finding, name) for name in _FIELDS})
                if aloud:
                    say(_line(finding))
    finally:
        await core.upstream.close()
    return findings


def _line(finding: Finding) -> str:
    return f"{_WORDS.get(finding.level, finding.level):<5}  {finding.sentence} {finding.advice}".rstrip()
