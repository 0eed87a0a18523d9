"""The thread that writes the request log: batches, and going on when the database cannot be written.

Nobody waits for it. What it cannot write now it keeps, up to a bound, and tries again; it says so once.
"""

from __future__ import annotations

import logging
import sqlite3
import threading
import time
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future
from functools import partial
from pathlib import Path
from typing import TypeVar

from desktop_proxy.request_log import database, retention
from desktop_proxy.request_log.reader import RequestLogError
from desktop_proxy.request_log.row import RequestRow

BATCH_S = 0.2
RETRY_S = 1.0
MAX_WAITING_ROWS = 10_000
RETENTION_EVERY_S = 600.0

_PASSING = frozenset({sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_FULL})
"""Errors after which the open connection is still good."""
_ROW_FAULTS = (
    TypeError,
    ValueError,
    OverflowError,
    sqlite3.InterfaceError,
    sqlite3.ProgrammingError,
    sqlite3.IntegrityError,
)

T = TypeVar("T")

logger = logging.getLogger(__name__)


class Writer:
    """`put` rows from any thread; the same row may be put again when it has changed."""

    def __init__(self, path: Path, limits: Callable[[], retention.Limits]) -> None:
        self._path = path
        self._limits = limits
        self._rows: deque[RequestRow] = deque()
        self._flushes: deque[Future[None]] = deque()
        self._deletions: deque[Future[int]] = deque()
        self._wake = threading.Event()
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="request-log", daemon=True)
        self._connection: sqlite3.Connection | None = None
        self._opened_before = False
        self._next_retention = 0.0
        self.dropped = 0
        """Rows that were given up because too many were waiting."""
        self.notice: str | None = None
        """Why nothing is written at the moment, in a sentence; None while all is well."""
        self.read_only = False

    def start(self) -> None:
        """Begin writing."""
        self._thread.start()

    def put(self, row: RequestRow) -> None:
        """Write this row within a batch's time, as it is then."""
        if len(self._rows) >= MAX_WAITING_ROWS or self.read_only:
            self.dropped += 1
            return
        self._rows.append(row)
        if not self._wake.is_set():
            self._wake.set()

    def flush(self) -> Future[None]:
        """Done when everything put so far was written, or could not be."""
        done: Future[None] = Future()
        if self.read_only or not self._thread.is_alive():
            done.set_result(None)
            return done
        self._flushes.append(done)
        self._wake.set()
        return done

    def delete_ended(self) -> Future[int]:
        """Delete every request that has ended; the number of them, or RequestLogError with why that failed."""
        done: Future[int] = Future()
        self._deletions.append(done)
        if self.read_only or not self._thread.is_alive():
            self._refuse(_taken(self._deletions))
        self._wake.set()
        return done

    def stop(self, timeout_s: float) -> None:
        """Write what waits, close the file and end the thread; gives up after `timeout_s`."""
        self._stopping.set()
        self._wake.set()
        if self._thread.is_alive():
            self._thread.join(timeout_s)

    def _run(self) -> None:
        while not self._stopping.is_set():
            # Cleared before anything is looked at: what is put from here on wakes the next round.
            self._wake.clear()
            flushes, deletions = _taken(self._flushes), _taken(self._deletions)
            ready = self._attempt(self._open) and self._attempt(self._work)
            _answer(flushes, None)
            if ready and deletions:
                ready = self._attempt(partial(self._delete_ended, deletions))
            self._refuse(deletions)
            if self.read_only:
                break
            if not ready:
                self._stopping.wait(RETRY_S)
                continue
            self._wake.wait(max(0.0, self._next_retention - time.monotonic()))
            if not self._flushes and not self._deletions:
                self._stopping.wait(BATCH_S)
        if self._rows and not self.read_only and self._attempt(self._open):
            self._attempt(self._write_batch)
        _answer(_taken(self._flushes), None)
        self._refuse(_taken(self._deletions))
        self._close()

    def _attempt(self, step: Callable[[], None]) -> bool:
        """Whether `step` succeeded. Whatever goes wrong is told once and never raised: this thread must live."""
        try:
            step()
        except database.NewerSchema:
            self.read_only = True
            self._rows.clear()
            self._say("The request log was written by a newer version: it is shown, and nothing is added to it.")
        except sqlite3.Error as error:
            self._fail(error)
        except OSError as error:
            self._say(f"The request log cannot be written ({error.strerror or error}); requests go on without it.")
        except Exception:
            logger.exception("The request log's writer failed")
            self._close()
        else:
            return True
        return False

    def _open(self) -> None:
        if self._connection is None:
            self._connection = database.open_for_writing(self._path)
        # Only once: later on, running rows in the file are our own.
        if not self._opened_before:
            database.mark_interrupted(self._connection)
            self._opened_before = True

    def _work(self) -> None:
        self._write_batch()
        if self.notice:
            logger.info("The request log is written again.")
            self.notice = None
        if time.monotonic() >= self._next_retention:
            self._next_retention = time.monotonic() + RETENTION_EVERY_S
            limits, now = self._limits(), time.time()
            retention.enforce(self._opened(), limits, now=now)
            retention.delete_copies(self._path, before=now - limits.retention_days * retention.SECONDS_PER_DAY)

    def _delete_ended(self, asked: list[Future[int]]) -> None:
        retention.delete_copies(self._path, before=time.time() + 1)
        _answer(asked, retention.delete_ended(self._opened()))

    def _refuse(self, deletions: list[Future[int]]) -> None:
        """Tell those that were not done why."""
        for deletion in deletions:
            if not deletion.done() and deletion.set_running_or_notify_cancel():
                why = self.notice or "The request log is not open."
                deletion.set_exception(RequestLogError(f"The history could not be deleted. {why}"))

    def _write_batch(self) -> None:
        taken = list(self._rows)
        if not taken:
            return
        # By identity: begun and finished in the same batch is one row to write.
        rows = list({id(row): row for row in taken}.values())
        try:
            database.store(self._opened(), rows)
        except _ROW_FAULTS:
            self._write_one_by_one(rows)
        for _ in taken:
            self._rows.popleft()

    def _write_one_by_one(self, rows: list[RequestRow]) -> None:
        """A value that cannot be stored costs its own row, not the batch."""
        for row in rows:
            try:
                database.store(self._opened(), [row])
            except _ROW_FAULTS:
                self.dropped += 1
                logger.warning("A row of the request log could not be stored: %s", row.id)

    def _opened(self) -> sqlite3.Connection:
        assert self._connection is not None, "opened before every step"
        return self._connection

    def _fail(self, error: sqlite3.Error) -> None:
        if database.is_damage(error):
            self._close()
            try:
                database.put_aside(self._path)
            except OSError:
                self._say("The request log is damaged and could not be put aside; requests go on without it.")
            return
        self._say(f"The request log cannot be written ({error}); requests go on without it.")
        if getattr(error, "sqlite_errorcode", 0) & 0xFF not in _PASSING:
            self._close()

    def _say(self, notice: str) -> None:
        if self.notice is None:
            logger.warning("%s", notice)
        self.notice = notice

    def _close(self) -> None:
        if self._connection is None:
            return
        connection, self._connection = self._connection, None
        try:
            connection.close()
        except sqlite3.Error:
            logger.debug("Closing the request log failed", exc_info=True)


def _taken(waiting: deque[Future[T]]) -> list[Future[T]]:
    return [waiting.popleft() for _ in range(len(waiting))]


def _answer(asked: list[Future[T]], result: T) -> None:
    for future in asked:
        # Whoever waited may have been cancelled, and that is no fault of this thread.
        if future.set_running_or_notify_cancel():
            future.set_result(result)
