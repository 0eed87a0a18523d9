"""Where log messages go: the terminal and a rotating file, both redacted, both best effort.

No log call may fail or delay what it reports on: a full disk, a closed terminal and a missing one are ignored.
"""

from __future__ import annotations

import contextlib
import errno
import faulthandler
import logging
import logging.handlers
import os
import sys
import threading
from collections.abc import Callable
from io import TextIOWrapper
from pathlib import Path
from types import TracebackType
from typing import Any

from desktop_proxy.redaction import Redactor

FILE = "desktop-proxy.log"
FILE_BYTES = 5_000_000
FILES = 5

_GONE = (errno.EPIPE, errno.EIO, errno.EINVAL)
"""A reader that left, a terminal that hung up, and the first of these on Windows."""
_FORMAT = "%(asctime)s %(levelname)-7s %(name)s: %(message)s"
_TERMINAL_FORMAT = "%(levelname)s: %(message)s"

logger = logging.getLogger("desktop_proxy")


def log_to_file(redactor: Redactor, folder: Path, level: str = "info") -> None:
    """Once per process. `level` is for this program's own messages; libraries speak from `warning` on."""
    logging.raiseExceptions = False
    logging.getLogger().setLevel(logging.WARNING)
    logger.setLevel(level.upper())
    _add(_RotatingFile(folder / FILE), _FORMAT, redactor)
    _report_crashes()


def log_to_terminal(redactor: Redactor) -> None:
    """On standard error as well, where there is one."""
    if sys.stderr is not None:
        _add(_Terminal(sys.stderr), _TERMINAL_FORMAT, redactor)


def _add(handler: logging.Handler, format: str, redactor: Redactor) -> None:
    handler.setFormatter(logging.Formatter(format))
    handler.addFilter(redactor.logging_filter())
    logging.getLogger().addHandler(handler)


class _Terminal(logging.StreamHandler[Any]):
    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - logging's name
        """The terminal is gone."""
        self._silence_if_gone(sys.exc_info()[1])

    def flush(self) -> None:
        try:
            super().flush()
        except (OSError, ValueError) as error:
            self._silence_if_gone(error)

    def _silence_if_gone(self, error: BaseException | None) -> None:
        """What could not be written waits in the buffer, and the interpreter would end with an error over it."""
        if not isinstance(error, OSError) or error.errno not in _GONE:
            return
        with contextlib.suppress(OSError, ValueError), Path(os.devnull).open("w") as nowhere:
            os.dup2(nowhere.fileno(), self.stream.fileno())


class _RotatingFile(logging.handlers.RotatingFileHandler):
    """Opened with the first message, for the user alone."""

    def __init__(self, path: Path) -> None:
        super().__init__(path, maxBytes=FILE_BYTES, backupCount=FILES - 1, encoding="utf-8", delay=True)

    def _open(self) -> TextIOWrapper:
        descriptor = os.open(self.baseFilename, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        return TextIOWrapper(os.fdopen(descriptor, "ab"), encoding="utf-8", errors="replace")

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - logging's name
        """The disk is full or the folder read-only: the next message tries again."""


def _report_crashes() -> None:
    """Unexpected ends go to the log as everything else does; no memory image is left behind, it would hold keys."""
    with contextlib.suppress(Exception):
        # Fails where there is no standard error.
        faulthandler.enable()
    with contextlib.suppress(ImportError, OSError, ValueError):
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    sys.excepthook = _exception_hook(sys.excepthook)
    threading.excepthook = _report_thread


def _exception_hook(
    before: Callable[[type[BaseException], BaseException, TracebackType | None], Any],
) -> Callable[[type[BaseException], BaseException, TracebackType | None], Any]:
    def report(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if isinstance(error, KeyboardInterrupt):
            before(kind, error, trace)
        else:
            logger.critical("Desktop Proxy failed", exc_info=(kind, error, trace))

    return report


def _report_thread(arguments: threading.ExceptHookArgs) -> None:
    if arguments.exc_value is not None and not isinstance(arguments.exc_value, SystemExit):
        logger.critical("A thread failed", exc_info=(arguments.exc_type, arguments.exc_value, arguments.exc_traceback))
