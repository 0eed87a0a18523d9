"""Long work on the one thread of loop and window, in slices short enough that nothing else waits for it."""

from __future__ import annotations

import time
from collections.abc import Callable, Generator
from typing import Generic, TypeVar

from PySide6.QtCore import QObject, QTimer

SLICE_S = 0.012
"""After this the loop gets its turn; a step itself should take no longer."""

T = TypeVar("T")


class SlicedWork(QObject, Generic[T]):
    """One work at a time; `begin` gives up the one before. A work that fits into one slice is done at once."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._steps: Generator[None, None, T] | None = None
        self._done: Callable[[T], object] | None = None
        self._timer = QTimer(self, interval=0, singleShot=True)
        self._timer.timeout.connect(self._go_on)

    @property
    def active(self) -> bool:
        """Whether a work is not done yet."""
        return self._steps is not None

    def begin(self, steps: Generator[None, None, T], done: Callable[[T], object]) -> None:
        """Run `steps`, which yields where it may be interrupted, and hand what it returns to `done`."""
        self.stop()
        self._steps, self._done = steps, done
        self._go_on()

    def stop(self) -> None:
        """Give up what is not done."""
        self._timer.stop()
        self._steps = self._done = None

    def _go_on(self) -> None:
        steps, done = self._steps, self._done
        if steps is None or done is None:
            return
        end = time.perf_counter() + SLICE_S
        try:
            next(steps)
            while time.perf_counter() < end:
                next(steps)
        except StopIteration as finished:
            self.stop()
            done(finished.value)
            return
        self._timer.start()
