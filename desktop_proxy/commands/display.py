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
_DISPLAY = re.compile(r"(?:(?P<host>[^:/]*)/?(?:unix)?)?:(?P<number>\d{1,5})(?:\.\d+)?$")


def has_display(environ: Mapping[str, str]) -> bool:
    """Whether a window can be shown. A display nobody listens at counts as none: the variables outlive a session."""
    if sys.platform in ("win32", "darwin") or environ.get("QT_QPA_PLATFORM"):
        return True
    return _wayland_answers(environ) or _x11_answers(environ.get("DISPLAY", ""))


def _wayland_answers(environ: Mapping[str, str]) -> bool:
    display = environ.get("WAYLAND_DISPLAY", "")
    # A relative name means nothing without the folder; an absolute one wants none.
    place = Path(environ.get("XDG_RUNTIME_DIR", "")) / display
    return bool(display) and place.is_absolute() and _connects(str(place))


def _x11_answers(display: str) -> bool:
    found = _DISPLAY.match(display)
    if found is None:
        return False
    host, number = found["host"] or "", int(found["number"])
    if host in ("", "unix"):
        path = f"/tmp/.X11-unix/X{number}"  # noqa: S108 - where X servers listen
        return any(_connects(address) for address in (path, f"\0{path}"))
    # A port or a name that cannot be is no OSError.
    with contextlib.suppress(OSError, OverflowError, UnicodeError):
        socket.create_connection((host, _X11_PORT + number), timeout=LIMIT_S).close()
        return True
    return False


def _connects(address: str) -> bool:
    with contextlib.suppress(OSError), socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as probe:
        probe.settimeout(LIMIT_S)
        probe.connect(address)
        return True
    return False
