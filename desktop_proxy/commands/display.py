"""Is there a screen for a window? Asked before Qt is, because Qt ends the process where there is none."""

from __future__ import annotations

import contextlib
import re
import socket
import sys
from collections.abc import Mapping
from pathlib import Path

LIMIT_S = 2.0
_X11_PORT = 6000
_DISPLAY = re.compile(r"(?:(?P<host>[^:/]*)/?(?:unix)?)?:(?P<number>\d+)(?:\.\d+)?$")


def has_display(environ: Mapping[str, str]) -> bool:
    """Whether a window can be shown. A `DISPLAY` nobody listens at counts as none."""
    if sys.platform in ("win32", "darwin") or environ.get("QT_QPA_PLATFORM"):
        return True
    if wayland := environ.get("WAYLAND_DISPLAY"):
        folder = environ.get("XDG_RUNTIME_DIR", "")
        if (Path(folder) / wayland).exists():
            return True
    return _x11_answers(environ.get("DISPLAY", ""))


def _x11_answers(display: str) -> bool:
    found = _DISPLAY.match(display)
    if found is None:
        return False
    host, number = found["host"] or "", int(found["number"])
    if host in ("", "unix"):
        path = f"/tmp/.X11-unix/X{number}"  # noqa: S108 - where X servers listen
        return any(_connects(socket.AF_UNIX, address) for address in (path, f"\0{path}"))
    with contextlib.suppress(OSError):
        socket.create_connection((host, _X11_PORT + number), timeout=LIMIT_S).close()
        return True
    return False


def _connects(family: int, address: str) -> bool:
    with contextlib.suppress(OSError), socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.settimeout(LIMIT_S)
        probe.connect(address)
        return True
    return False
