"""The options of the commands that start a proxy. It imports little, for the tray icon is waiting."""

from __future__ import annotations

import argparse
from typing import Any

from desktop_proxy.commands.command import WrongInput

LEVELS = ("debug", "info", "warning", "error")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Where to listen, and whom to let in."""
    parser.add_argument("--host", help="address to listen on (127.0.0.1); another one is for containers")
    parser.add_argument("--port", type=int, help="port to listen on (8082); 0 takes a free one")
    parser.add_argument("--no-token", action="store_true", help="let every program of this machine in")
    parser.add_argument("--allowed-host", action="append", metavar="NAME", help="a further name clients may call it by")
    parser.add_argument("--log-level", choices=LEVELS, default="info", help="how much to log (info)")


def overrides(arguments: argparse.Namespace) -> dict[str, Any]:
    """The settings that the command line decides. Raises WrongInput."""
    from desktop_proxy.server.gate import is_loopback

    if arguments.port is not None and not 0 <= arguments.port <= 65535:
        raise WrongInput(f"--port must be between 0 and 65535, not {arguments.port}.")
    if arguments.host and not is_loopback(arguments.host):
        if arguments.no_token:
            raise WrongInput("--no-token is only possible on this machine's own address, 127.0.0.1.")
        if not arguments.allowed_host:
            raise WrongInput(
                f"Other machines can reach {arguments.host}: name the host they will call it by with --allowed-host."
            )
    return {
        "server.host": arguments.host,
        "server.port": arguments.port,
        "server.require_token": False if arguments.no_token else None,
        "server.allowed_hosts": tuple(arguments.allowed_host) if arguments.allowed_host else None,
    }
