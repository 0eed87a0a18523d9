"""`tray`, and what runs without a command: the tray app; where no window can be shown, the same proxy as `serve`."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from desktop_proxy.commands import listen_options
from desktop_proxy.commands.display import has_display
from desktop_proxy.commands.output import tell
from desktop_proxy.commands.state import State

if TYPE_CHECKING:
    from desktop_proxy.core import Core


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Those of `serve`, and two of its own."""
    listen_options.add_arguments(parser)
    parser.add_argument("--background", action="store_true", help="open no window, not even for the first steps")
    parser.add_argument("--demo", action="store_true", help="try everything; nothing is kept")


def run(state: State, arguments: argparse.Namespace) -> int:
    """Until Quit is chosen, SIGINT or SIGTERM. A second start shows the window of the first and ends."""
    if arguments.demo:
        from desktop_proxy.commands.tray_demo import demo_state

        # The usual port may be the user's own proxy's.
        arguments.port = arguments.port or 0
        with demo_state(state) as demo:
            return _run(demo, arguments)
    return _run(state, arguments)


def _run(state: State, arguments: argparse.Namespace) -> int:
    overrides = listen_options.overrides(arguments)
    if not has_display(state.environ):
        tell("There is no display: running as `desktop-proxy serve`.")
        return _serve(state, arguments)
    try:
        from desktop_proxy.ui import application
        from desktop_proxy.ui.start import Start
    except ImportError as error:
        # Qt's libraries are not complete on every server.
        tell(f"The window cannot be shown ({error}): running as `desktop-proxy serve`.")
        return _serve(state, arguments)

    def core() -> Core:
        from desktop_proxy.commands.process import open_core

        return open_core(state, overrides, arguments.log_level)

    return application.run(Start(state.paths, core, background=arguments.background))


def _serve(state: State, arguments: argparse.Namespace) -> int:
    from desktop_proxy.commands import serve

    return serve.run(state, arguments)
