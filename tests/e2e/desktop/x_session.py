"""A desktop of its own: an X server, a session bus, a window manager, and panels that come and go."""

from __future__ import annotations

import contextlib
import os
import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path

from tests.e2e.session_bus import need, session_bus

PROGRAMS = ("Xvfb", "openbox", "trayer", "xdotool", "xwininfo", "import")
SCREEN = "1280x900x24"


@contextlib.contextmanager
def desktop(folder: Path) -> Iterator[dict[str, str]]:
    """The environment of programs on a fresh screen, with no panel on it yet."""
    need(*PROGRAMS)
    with session_bus(folder) as session, _screen() as display:
        environment = session | {"DISPLAY": display, "XDG_SESSION_TYPE": "x11", "LANG": "C.UTF-8"}
        with running(environment, "openbox", "--sm-disable"):
            yield environment


@contextlib.contextmanager
def running(environment: Mapping[str, str], *command: str) -> Iterator[subprocess.Popen[bytes]]:
    """That program, for as long as it is needed."""
    process = subprocess.Popen(
        command, env=dict(environment), stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        yield process
    finally:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def trayer(environment: Mapping[str, str]) -> contextlib.AbstractContextManager[subprocess.Popen[bytes]]:
    """A panel that is nothing but a tray, in the upper right corner."""
    place = ("--edge", "top", "--align", "right", "--widthtype", "request", "--height", "32", "--SetDockType", "true")
    return running(environment, "trayer", *place)


@contextlib.contextmanager
def _screen() -> Iterator[str]:
    read, write = os.pipe()
    arguments = ["Xvfb", "-displayfd", str(write), "-screen", "0", SCREEN, "-nolisten", "tcp", "-noreset"]
    server = subprocess.Popen(arguments, pass_fds=(write,), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    os.close(write)
    try:
        with os.fdopen(read) as number:
            yield f":{number.readline().strip()}"
    finally:
        server.terminate()
        server.wait(10)
