"""Whether the proxy could listen on a port, which one it could instead, and having it try at once.

Nothing is shown here and no process is ended. Asking about a port may block for some tenths of a second: in a thread.
"""

from __future__ import annotations

import errno
from dataclasses import dataclass

from desktop_proxy.server import ports
from desktop_proxy.server.listening import open_listening_socket
from desktop_proxy.server.runner import Failed, ProxyServer

FIRST_UNPRIVILEGED = 1024
USUAL = 8082


@dataclass(frozen=True, slots=True)
class PortFault:
    """Why the proxy cannot listen there."""

    in_use: bool
    """By another program, as opposed to: this account may not."""
    owner: str | None
    """`name (process id)` of that program, where the system tells."""
    free: int | None
    """A port that could be used instead."""


def port_fault(port: int, host: str) -> PortFault | None:
    """None where the proxy could listen there. Asked as the server asks, so that both always agree."""
    try:
        open_listening_socket(host, port).close()
    except OSError as error:
        in_use = error.errno == errno.EADDRINUSE
        # What follows a port that is not for this account is not for it either.
        before = port if port >= FIRST_UNPRIVILEGED else USUAL - 1
        return PortFault(in_use, ports.owner(port) if in_use else None, ports.next_free(before, host))
    return None


async def listen_now(server: ProxyServer) -> None:
    """Where the server could not listen, it tries at once what it would try again in some seconds."""
    if isinstance(server.state, Failed):
        await server.stop()
        await server.start()
