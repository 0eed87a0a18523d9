"""How a terminal or the system tells the program to stop."""

from __future__ import annotations

import asyncio
import signal


def stop_on_signals() -> asyncio.Event:
    """For a running loop. Set by the first SIGINT or SIGTERM; a second one ends the process at once."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    signals = (signal.SIGINT, signal.SIGTERM)

    def first() -> None:
        stop.set()
        for number in signals:
            loop.remove_signal_handler(number)

    for number in signals:
        try:
            loop.add_signal_handler(number, first)
        except NotImplementedError:
            # Windows: the handler runs between two steps of the loop, which has to be woken.
            signal.signal(number, lambda *_: loop.call_soon_threadsafe(stop.set))
    return stop
