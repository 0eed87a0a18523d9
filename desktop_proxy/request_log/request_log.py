"""The request log as the rest of the program sees it: rows begin, rows finish, and neither ever waits or fails.

Writing is in `writer.py`, reading in `reader.py`.
"""

from __future__ import annotations

import asyncio
import logging
from pathlib import Path
from typing import Any

from desktop_proxy.request_log.reader import Reader
from desktop_proxy.request_log.retention import Limits
from desktop_proxy.request_log.row import RequestRow
from desktop_proxy.request_log.writer import Writer
from desktop_proxy.signals import Signal

CLOSE_TIMEOUT_S = 6.0
"""Longer than SQLite waits for a locked database."""

logger = logging.getLogger(__name__)


class RequestLog:
    """Call `begin` and `finish` from one thread; the signals are sent in it. `limits` and `enabled` may be changed."""

    def __init__(self, path: Path, *, limits: Limits | None = None, enabled: bool = True) -> None:
        self.limits = limits or Limits()
        self.enabled = enabled
        """Whether rows are stored; the signals are sent either way."""
        self.added: Signal[[RequestRow]] = Signal()
        self.updated: Signal[[RequestRow]] = Signal()
        self._path = path
        self._writer = Writer(path, lambda: self.limits)
        self._running: dict[str, RequestRow] = {}

    @staticmethod
    def open_reader(path: Path) -> Reader:
        """For a process that only shows the log, while another may be writing it."""
        return Reader(path)

    @property
    def notice(self) -> str | None:
        """Why requests are not being stored at the moment, in a sentence."""
        return self._writer.notice

    @property
    def dropped(self) -> int:
        """Changes that were not stored since the start."""
        return self._writer.dropped

    async def start(self) -> None:
        """Start the writer. The file is opened in its thread, so a bad one delays nothing."""
        self._writer.start()

    async def close(self) -> None:
        """Store what waits and close the file, within `CLOSE_TIMEOUT_S` seconds."""
        await asyncio.to_thread(self.close_now)

    def close_now(self) -> None:
        """As `close`, for when the loop has no time left; blocks."""
        self._writer.stop(CLOSE_TIMEOUT_S)

    async def flush(self) -> None:
        """Wait until everything begun or finished so far was stored, or could not be."""
        await asyncio.wrap_future(self._writer.flush())

    async def delete_all(self) -> int:
        """Delete every request that has ended from the files, in the writer's thread, and return how many.

        Raises RequestLogError. Running requests stay, and are stored as ever when they end.
        """
        return await asyncio.wrap_future(self._writer.delete_ended())

    @property
    def running(self) -> tuple[RequestRow, ...]:
        """The requests being answered, oldest first."""
        return tuple(self._running.values())

    def begin(self, row: RequestRow) -> None:
        """A request has arrived. The log keeps this very row and changes it in `finish`."""
        self._running[row.id] = row
        if self.enabled:
            self._writer.put(row)
        self.added.emit(row)

    def finish(self, id: str, **columns: Any) -> None:
        """A request has ended; `columns` are fields of RequestRow. An id that is not running is ignored."""
        row = self._running.pop(id, None)
        if row is None:
            return
        for name, value in columns.items():
            try:
                setattr(row, name, value)
            except AttributeError:
                logger.error("The request log has no column %s", name)
        if self.enabled:
            self._writer.put(row)
        self.updated.emit(row)

    def recent(self, limit: int, before: str | None = None) -> list[RequestRow]:
        """The newest stored requests, newest first; with `before` those older than that request id.

        Blocks for some milliseconds. Raises RequestLogError.
        """
        reader = Reader(self._path)
        try:
            return reader.recent(limit, before)
        finally:
            reader.close()
