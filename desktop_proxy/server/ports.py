"""Who has a port, and which one is free. Ends no process."""

from __future__ import annotations

import contextlib
import errno
import socket
from pathlib import Path

SEARCHED = 50
_LISTENING = "0A"


def next_free(port: int, host: str = "127.0.0.1") -> int | None:
    """The first port after `port` that can be listened on now."""
    candidates = range(port + 1, min(port + 1 + SEARCHED, 65536))
    return next((candidate for candidate in candidates if _bind_error(candidate, host) is None), None)


def in_use(port: int, host: str = "127.0.0.1") -> bool:
    """Whether another program has it, as opposed to: this account may not have it."""
    return _bind_error(port, host) == errno.EADDRINUSE


def owner(port: int) -> str | None:
    """`name (process id)` of the program that listens on it; None where the system does not tell."""
    with contextlib.suppress(OSError):
        inodes = _listening_inodes(port)
        for folder in Path("/proc").glob("[0-9]*"):
            if inodes and _has_socket(folder, inodes):
                return f"{(folder / 'comm').read_text().strip()} (process {folder.name})"
    return None


def taken_by(port: int) -> str:
    """The beginning of a sentence: who has the port, as far as the system tells."""
    return f"Port {port} is in use by {owner(port) or 'another program'}"


def _bind_error(port: int, host: str) -> int | None:
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        try:
            probe.bind((host, port))
        except OSError as error:
            return error.errno or errno.EADDRINUSE
    return None


def _listening_inodes(port: int) -> set[str]:
    wanted = f":{port:04X}"
    inodes = set()
    for table in ("/proc/net/tcp", "/proc/net/tcp6"):
        with contextlib.suppress(OSError):
            for line in Path(table).read_text().splitlines()[1:]:
                fields = line.split()
                if fields[1].endswith(wanted) and fields[3] == _LISTENING:
                    inodes.add(fields[9])
    return inodes


def _has_socket(process: Path, inodes: set[str]) -> bool:
    # Another user's process, or one that has just ended, does not tell.
    with contextlib.suppress(OSError):
        for descriptor in (process / "fd").iterdir():
            with contextlib.suppress(OSError):
                target = str(descriptor.readlink())
                if target.startswith("socket:[") and target[8:-1] in inodes:
                    return True
    return False
