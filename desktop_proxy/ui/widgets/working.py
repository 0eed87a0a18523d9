"""Long work, shown where it was started: what is being done, for how long, and a button that stops it."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Coroutine
from typing import Any, TypeVar

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from desktop_proxy import tasks
from desktop_proxy.figures import duration
from desktop_proxy.ui import tokens
from desktop_proxy.ui.theme import Theme
from desktop_proxy.ui.widgets.buttons import button
from desktop_proxy.ui.widgets.labels import label

TICK_MS = 1000
MINUTE_S = 60

T = TypeVar("T")


class Working(QWidget):
    """Hidden while nothing is done. One work at a time; it ends with the widget.

    Signals: `busy_changed(bool)` when it begins and when it has ended, in whatever way.
    """

    busy_changed = Signal(bool)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._work = _Work()
        self._doing, self._since = "", 0.0
        self._shape = QLabel(self)
        self._shape.setFixedSize(tokens.ICON_SIZE, tokens.CONTROL_HEIGHT)
        self.text: QLabel = label("", "secondary", self)
        self.stop_button: QPushButton = button(self.tr("Stop"), self.stop, parent=self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(tokens.GAP)
        row.addWidget(self._shape, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.text, 1, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.stop_button, 0, Qt.AlignmentFlag.AlignTop)
        self._timer = QTimer(self, interval=TICK_MS)
        self._timer.timeout.connect(self._tell)
        self.destroyed.connect(self._work.stop)
        theme.changed.connect(self._tint)
        self._tint()
        self.hide()

    @property
    def busy(self) -> bool:
        """Whether something is being done."""
        return self._work.task is not None

    def begin(self, doing: str, work: Coroutine[Any, Any, T], done: Callable[[T], object]) -> None:
        """Start it and call `done` with what came of it, unless it was stopped. What it raises is only logged."""
        self._work.stop()
        self._doing, self._since = doing, time.monotonic()
        self._tell()
        self._timer.start()
        self.show()
        task = tasks.spawn(work, name=doing)
        self._work.task = task
        task.add_done_callback(lambda ended: self._end(ended, done) if self._work.task is ended else None)
        self.busy_changed.emit(True)

    def stop(self) -> None:
        """End it without a result."""
        self._work.stop()
        self._rest()

    def _end(self, task: asyncio.Task[T], done: Callable[[T], object]) -> None:
        self._work.task = None
        self._rest()
        if not task.cancelled() and task.exception() is None:
            done(task.result())

    def _rest(self) -> None:
        self._timer.stop()
        self.hide()
        self.busy_changed.emit(False)

    def _tell(self) -> None:
        seconds = int(time.monotonic() - self._since)
        elapsed = f"{seconds} s" if seconds < MINUTE_S else duration(seconds * 1000)
        self.text.setText(f"{self._doing} ({elapsed})" if seconds else self._doing)
        self.setAccessibleName(self._doing)
        self.stop_button.setAccessibleDescription(self._doing)

    def _tint(self) -> None:
        ratio = self.devicePixelRatioF()
        self._shape.setPixmap(self._theme.pixmap("clock", "secondary", tokens.ICON_SIZE, ratio))


class _Work:
    """The task, apart from the widget: it is stopped when the widget is no more."""

    def __init__(self) -> None:
        self.task: asyncio.Task[Any] | None = None

    def stop(self, *_: object) -> None:
        task, self.task = self.task, None
        if task is not None:
            task.cancel()
