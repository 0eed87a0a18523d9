"""Watches the one loop that serves requests and draws the window: what holds it up is logged with what ran.

The loop sets itself a timer, four a second while it rests and twenty while it works; a timer that comes late betrays a
stall. A thread looks at the loop's stack meanwhile: files and functions, never values. Lengths are measured with the
monotonic clock, so qasync's coarse timers do not matter.

A stall that waits instead of computing may begin unseen some time before the timer is due: only at twice the limit is
it certain to be logged.
"""

from __future__ import annotations

import asyncio
import logging
import sys
import threading
import time
from collections import Counter, deque
from dataclasses import dataclass
from pathlib import PurePath
from types import CodeType

LIMIT_S = 0.25
BUSY_SHARE = 0.05
"""Of a core, from which on the loop is at work."""
BUSY_PACE = 5
"""Timers, and looks at the stack during a stall, in each length of the limit."""
EVIDENCE = 0.4
"""Share of the limit by which a timer must be late; only then what was computed before it counts as well."""
HANGING_S = 5.0
"""A stall that has lasted so long is told before it ends: it may not end."""
FRAMES = 12
KEPT_LOOKS = 256

Stack = tuple[CodeType, ...]
"""The innermost call first."""

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Stall:
    began: float
    ended: float


class LoopLag:
    """`start` and `stop` on the loop to be watched."""

    def __init__(self, limit_s: float = LIMIT_S) -> None:
        self._limit_s = limit_s
        self._watching = threading.Lock()
        """Held while watching: waiting for a bare lock costs half of what waiting for an event does."""
        self._thread: threading.Thread | None = None
        self._timer: asyncio.Handle | None = None
        self._pause_s = limit_s
        self._due = self._alive_at = self._computed_s = 0.0
        self._stalls: deque[_Stall] = deque()
        self._looks: deque[tuple[float, Stack]] = deque(maxlen=KEPT_LOOKS)

    def start(self) -> None:
        """Watch the running loop and the thread that runs it."""
        loop = asyncio.get_running_loop()
        # A new one: the last thread has kept the one that was released for it.
        self._watching = threading.Lock()
        self._watching.acquire()
        self._alive_at, self._computed_s = time.monotonic(), time.thread_time()
        self._set_timer(loop)
        self._thread = threading.Thread(
            target=self._watch, args=(loop, threading.get_ident()), name="loop lag", daemon=True
        )
        self._thread.start()

    def stop(self) -> None:
        """Watch no more; fine where nothing is watched."""
        if self._thread is None or self._timer is None:
            return
        self._timer.cancel()
        self._watching.release()
        self._thread.join(1.0)
        self._thread = None

    def _set_timer(self, loop: asyncio.AbstractEventLoop) -> None:
        self._due = time.monotonic() + self._pause_s
        self._timer = loop.call_later(self._pause_s, self._on_timer, loop)

    def _on_timer(self, loop: asyncio.AbstractEventLoop) -> None:
        now, computed_s = time.monotonic(), time.thread_time()
        late_s, spent_s = now - self._due, computed_s - self._computed_s
        stall_s = late_s
        if late_s >= self._limit_s * EVIDENCE:
            # What this thread computed beyond that time it did just before it, while the timer was not due yet.
            stall_s += min(self._pause_s, max(0.0, spent_s - late_s))
        if stall_s > self._limit_s:
            self._stalls.append(_Stall(now - stall_s, now))
        busy = spent_s > BUSY_SHARE * (now - self._alive_at)
        self._pause_s = self._limit_s / BUSY_PACE if busy else self._limit_s
        self._alive_at, self._computed_s = now, computed_s
        self._set_timer(loop)

    def _watch(self, loop: asyncio.AbstractEventLoop, thread_id: int) -> None:
        """In the thread: look at the stack, and tell what the loop found, which has better things to do."""
        pause_s, told_due = self._limit_s, 0.0
        while not self._watching.acquire(timeout=pause_s) and not loop.is_closed():
            now, due = time.monotonic(), self._due
            self._looks.append((now, _stack(thread_id)))
            late_s = now - due
            pause_s = self._limit_s / BUSY_PACE if late_s > self._limit_s / BUSY_PACE else self._limit_s
            while self._stalls:
                self._tell(self._stalls.popleft())
            if late_s > HANGING_S and told_due != due:
                told_due = due
                logger.warning("The loop has stood still for %.0f s and still does, in %s", late_s, self._ran(due, now))

    def _tell(self, stall: _Stall) -> None:
        what = self._ran(stall.began, stall.ended)
        logger.warning("The loop stood still for %.2f s, in %s", stall.ended - stall.began, what)

    def _ran(self, began: float, ended: float) -> str:
        """The stack met most often in that time."""
        seen = Counter(stack for at, stack in tuple(self._looks) if began <= at <= ended)
        stack = max(seen, key=seen.__getitem__, default=())
        return " < ".join(map(_words, stack)) or "what nobody saw"


def _stack(thread_id: int) -> Stack:
    """What that thread runs, without the loop's own frames."""
    frame = sys._current_frames().get(thread_id)
    codes: list[CodeType] = []
    while frame is not None and len(codes) < FRAMES and frame.f_code is not asyncio.Handle._run.__code__:
        codes.append(frame.f_code)
        frame = frame.f_back
    return tuple(codes)


def _words(code: CodeType) -> str:
    return f"{'/'.join(PurePath(code.co_filename).parts[-2:])}:{code.co_qualname}"
