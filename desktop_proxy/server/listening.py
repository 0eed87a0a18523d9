"""One listening socket, and the sentence for when there cannot be one."""

from __future__ import annotations

import errno
import os
import socket

BACKLOG = 512

_REASONS = {
    errno.EADDRINUSE: "Port {port} is in use by another program. Stop it, or choose another port with `--port` or "
    "`desktop-proxy settings set server.port NUMBER`.",
    errno.EACCES: "This account may not listen on port {port}. Choose a port above 1023 with `--port`.",
    errno.EADDRNOTAVAIL: "{host} is not an address of this machine. Listen on 127.0.0.1.",
}

_REACHED_AT = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104 - told apart, not listened on
"""All addresses at once are no address to call; clients, and the rule about their Host, need one."""


def open_listening_socket(host: str, port: int) -> socket.socket:
    """A bound socket that listens; port 0 takes a free one. Raises OSError."""
    address = host.strip("[]") if host != "localhost" else "127.0.0.1"
    listening = socket.socket(socket.AF_INET6 if ":" in address else socket.AF_INET, socket.SOCK_STREAM)
    try:
        if os.name == "posix":
            # A restarted proxy takes its port over at once; on Windows the option would let two programs share it.
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        else:
            listening.setsockopt(socket.SOL_SOCKET, getattr(socket, "SO_EXCLUSIVEADDRUSE", ~socket.SO_REUSEADDR), 1)
        listening.bind((address, port))
        listening.listen(BACKLOG)
        listening.setblocking(False)
    except BaseException:
        listening.close()
        raise
    return listening


def url_of(listening: socket.socket) -> str:
    """Its address as clients of this machine write it, without a trailing slash."""
    host, port = listening.getsockname()[:2]
    host = _REACHED_AT.get(host, host)
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def why_not(error: OSError, host: str, port: int) -> str:
    """A sentence for a failed `open_listening_socket`."""
    if isinstance(error, socket.gaierror):
        return f"{host} is no address and no known name. Listen on 127.0.0.1."
    reason = _REASONS.get(error.errno or 0, "{host} port {port} cannot be listened on ({why}). Choose another port.")
    return reason.format(host=host, port=port, why=error.strerror or "unknown reason")
