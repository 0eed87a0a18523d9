"""A typed signal: how the core says that its state changed.

A listener is called at once, in the caller's thread, in the order of connection. There is no queue, no event loop
and no global bus; the user interface mirrors a signal with its own toolkit.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Generic, ParamSpec

P = ParamSpec("P")

logger = logging.getLogger(__name__)


class Signal(Generic[P]):
    """`connect` listeners with the same parameters as `emit`."""

    def __init__(self) -> None:
        self._listeners: tuple[Callable[P, object], ...] = ()

    def connect(self, listener: Callable[P, object]) -> Callable[[], None]:
        """Call `listener` at each emission from now on; the returned function ends that and may be called twice."""
        self._listeners += (listener,)
        connected = True

        def disconnect() -> None:
            nonlocal connected
            if connected:
                connected = False
                self._remove(listener)

        return disconnect

    def emit(self, *args: P.args, **kwargs: P.kwargs) -> None:
        """Call every listener. A listener that fails is logged: it never stops the others or the emitter."""
        for listener in self._listeners:
            try:
                listener(*args, **kwargs)
            except Exception:
                logger.exception("A listener of a signal failed")

    def _remove(self, listener: Callable[P, object]) -> None:
        listeners = list(self._listeners)
        # Equality finds bound methods, which are a new object at each access.
        listeners.remove(listener)
        self._listeners = tuple(listeners)
