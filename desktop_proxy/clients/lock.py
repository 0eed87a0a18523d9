"""One process at a time changes clients' files: a lock that the operating system releases when its holder dies."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from desktop_proxy.clients.client import ClientError

LIMIT_S = 10.0
_PAUSE_S = 0.02

if sys.platform == "win32":
    import msvcrt

    def _take(descriptor: int) -> None:
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)

    def _release(descriptor: int) -> None:
        os.lseek(descriptor, 0, os.SEEK_SET)
        msvcrt.locking(descriptor, msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    def _take(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)

    def _release(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_UN)


@contextmanager
def alone(file: Path, limit_s: float = LIMIT_S) -> Iterator[None]:
    """Hold the lock. Raises ClientError where another process does not let go of it, or there is no place for it."""
    try:
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        descriptor = os.open(file, os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as error:
        raise ClientError(f"{file} cannot be used ({error.strerror}), and so nothing is changed.") from None
    try:
        _wait(descriptor, limit_s)
        try:
            yield
        finally:
            _release(descriptor)
    finally:
        os.close(descriptor)


def _wait(descriptor: int, limit_s: float) -> None:
    limit = time.monotonic() + limit_s
    while True:
        try:
            _take(descriptor)
            return
        except OSError:
            if time.monotonic() >= limit:
                raise ClientError("Another Desktop Proxy is changing this just now; try again in a moment.") from None
        time.sleep(_PAUSE_S)
