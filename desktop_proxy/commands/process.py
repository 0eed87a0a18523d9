"""What the commands that run a core share: the loop, the log and the way it is told to stop."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Callable, Coroutine
from typing import TYPE_CHECKING, Any, TypeVar

from desktop_proxy.commands.state import State

if TYPE_CHECKING:
    from desktop_proxy.core import Core

T = TypeVar("T")


def run_on_loop(main: Callable[[], Coroutine[Any, Any, T]]) -> T:
    """Run a coroutine to its end on the fastest loop there is."""
    try:
        import uvloop
    except ImportError:
        factory = None
    else:
        factory = uvloop.new_event_loop
    with asyncio.Runner(loop_factory=factory) as runner:
        return runner.run(main())


def open_core(state: State, overrides: dict[str, Any], log_level: str = "info", *, announced: bool = True) -> Core:
    """A core whose log goes to the log folder; other processes use it only where it is `announced`."""
    from desktop_proxy.core import Core
    from desktop_proxy.core.log_output import log_to_file

    log_to_file(state.redactor, state.paths.log_dir, log_level)
    return Core(
        state.paths,
        state.environ,
        state.cwd,
        overrides,
        redactor=state.redactor,
        keyring=state.keyring,
        announced=announced,
    )


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
