"""Printing. A reader that has gone is no failure; an output that cannot be written is one, but for remarks."""

from __future__ import annotations

import argparse
import codecs
import contextlib
import errno
import json
import os
import select
import sys
from collections.abc import Sequence
from typing import IO, Any

_GONE = (errno.EIO, errno.EINVAL)
"""Besides a broken pipe: a terminal that hung up, and a broken pipe of Windows."""
_LAST_STREAM = 2


def say(text: str = "") -> bool:
    """A line on standard output; False when nobody can read it any more. Raises OSError, as for a full disk."""
    return _write(sys.stdout, text)


def mention(text: str) -> None:
    """A line on standard output that may get lost: a full disk is no reason to end a proxy."""
    with contextlib.suppress(OSError):
        say(text)


def tell(text: str) -> None:
    """A line on standard error: remarks and failures, so that what is printed can be piped on. Never fails."""
    with contextlib.suppress(OSError):
        _write(sys.stderr, text)


def reader_left() -> bool:
    """Whether nobody can read standard output any more, found out without writing to it; never so on Windows."""
    if not hasattr(select, "poll"):
        return False
    try:
        asked = select.poll()
        # A pipe whose reader has gone says so, whatever is asked for.
        asked.register(sys.stdout.fileno(), 0)
        return bool(asked.poll(0))
    except (OSError, ValueError, AttributeError):
        return False


def say_json(value: Any) -> bool:
    """A value as JSON on more than one line."""
    return say(as_json(value, indent=2))


def as_json(value: Any, *, indent: int | None = None) -> str:
    """Text in it is readable where standard output can show all of it, else escaped: nothing of it is lost."""
    return json.dumps(value, indent=indent, ensure_ascii=not _shows_everything(sys.stdout))


def say_table(rows: Sequence[Sequence[str]]) -> None:
    """Columns, as wide as they need to be; the last one is not padded."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        say("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())


def accept_any_text() -> None:
    """Replace what the terminal's encoding has no character for, and nothing at all where there is no output."""
    _fill_closed_streams()
    for stream in (sys.stdout, sys.stderr):
        if stream is not None and hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")


def _fill_closed_streams() -> None:
    """A program may be started with its standard streams closed. Their numbers would be given to files and sockets, and
    libuv ends a process that closes one of those: https://github.com/libuv/libuv/blob/v1.x/src/unix/core.c, uv__close.
    """
    while (number := os.open(os.devnull, os.O_RDWR)) <= _LAST_STREAM:
        os.set_inheritable(number, True)
    os.close(number)


def _write(stream: IO[str] | None, text: str) -> bool:
    if stream is None:
        return False
    try:
        stream.write(f"{text}\n")
        stream.flush()
    except (BrokenPipeError, ValueError):
        _silence(stream)
        return False
    except OSError as error:
        _silence(stream)
        if error.errno in _GONE:
            return False
        raise OSError(error.errno, error.strerror, "Standard output") from None
    return True


def _shows_everything(stream: IO[str] | None) -> bool:
    encoding = getattr(stream, "encoding", None)
    return bool(encoding) and codecs.lookup(str(encoding)).name.startswith("utf")


def _silence(stream: IO[str]) -> None:
    """The interpreter flushes at its end, and would complain that the reader has gone."""
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
    except (OSError, ValueError):
        return


def add_json(parser: argparse.ArgumentParser, help: str = "print JSON") -> None:
    """The option of every command that prints something."""
    parser.add_argument("--json", action="store_true", help=help)
