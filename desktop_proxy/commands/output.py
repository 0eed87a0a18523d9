"""Printing. Nothing here fails: a closed or missing terminal is no reason to end a proxy."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Sequence
from typing import IO, Any


def say(text: str = "") -> bool:
    """A line on standard output; False when nobody can read it any more."""
    return _write(sys.stdout, text)


def tell(text: str) -> bool:
    """A line on standard error: remarks and failures, so that what is printed can be piped on."""
    return _write(sys.stderr, text)


def say_json(value: Any) -> bool:
    """A value on one or more lines; text in it is readable, not escaped."""
    return say(json.dumps(value, indent=2, ensure_ascii=False))


def say_table(rows: Sequence[Sequence[str]]) -> None:
    """Columns, as wide as they need to be; the last one is not padded."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        say("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())


def accept_any_text() -> None:
    """Replace what the terminal's encoding has no character for."""
    for stream in (sys.stdout, sys.stderr):
        if stream is not None and hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")


def _write(stream: IO[str] | None, text: str) -> bool:
    if stream is None:
        return False
    try:
        stream.write(f"{text}\n")
        stream.flush()
    except (OSError, ValueError):
        _silence(stream)
        return False
    return True


def _silence(stream: IO[str]) -> None:
    """The interpreter flushes at its end, and would complain that the reader has gone."""
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
    except (OSError, ValueError):
        return


def add_json(parser: argparse.ArgumentParser) -> None:
    """The option of every command that prints something."""
    parser.add_argument("--json", action="store_true", help="print JSON")
