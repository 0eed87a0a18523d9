"""What the commands that run a core share: the loop and the log."""

from __future__ import annotations

import asyncio
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
