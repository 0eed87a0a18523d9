"""The coroutines of one widget: they end with it, so that none of them touches what is no more."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from typing import Any, TypeVar

from PySide6.QtWidgets import QWidget

from desktop_proxy import tasks

T = TypeVar("T")


class OwnTasks:
    """Make it in the widget's constructor and start the widget's coroutines by `run`."""

    def __init__(self, widget: QWidget) -> None:
        self._running: set[asyncio.Task[Any]] = set()
        # Not the bound method: PySide holds that weakly, and the widget's attributes may be gone by then.
        widget.destroyed.connect(lambda *_: self.cancel())

    def run(self, work: Coroutine[Any, Any, T], name: str) -> asyncio.Task[T]:
        """Start a coroutine from a slot; its failure is logged under the name."""
        task = tasks.spawn(work, name=name)
        self._running.add(task)
        task.add_done_callback(self._running.discard)
        return task

    def cancel(self) -> None:
        """End all of them."""
        for task in tuple(self._running):
            task.cancel()
