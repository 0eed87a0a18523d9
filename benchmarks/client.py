"""A small keep-alive HTTP/1.1 client on plain sockets: cheap, so that its own time does not hide the server's."""

from __future__ import annotations

import socket
import time


class Client:
    """One connection to 127.0.0.1; `post` returns the seconds until the whole answer was read."""

    def __init__(self, port: int, path: str, token: str) -> None:
        self._socket = socket.create_connection(("127.0.0.1", port))
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._head = (
            f"POST {path} HTTP/1.1\r\nhost: 127.0.0.1:{port}\r\ncontent-type: application/json\r\n"
            f"authorization: Bearer {token}\r\nanthropic-version: 2023-06-01\r\n"
        )

    def post(self, body: bytes) -> float:
        """Send one request and read its answer to the end; raises `RuntimeError` unless it is a 200."""
        started = time.perf_counter()
        self._socket.sendall(f"{self._head}content-length: {len(body)}\r\n\r\n".encode() + body)
        received = self._socket.recv(1 << 20)
        if not received.startswith(b"HTTP/1.1 200"):
            raise RuntimeError(received[:600].decode(errors="replace"))
        head, _, body = received.partition(b"\r\n\r\n")
        missing = _sized(head) - len(body)
        tail = body[-5:]
        while tail != b"0\r\n\r\n" and missing > 0:
            piece = self._socket.recv(1 << 20)
            if not piece:
                raise RuntimeError("the connection was closed early")
            missing -= len(piece)
            tail = (tail + piece)[-5:]
        return time.perf_counter() - started


def _sized(head: bytes) -> float:
    """The body's length; infinite for a chunked one, which ends with its last chunk."""
    lowered = head.lower()
    return (
        int(lowered.split(b"content-length:")[1].split(b"\r\n")[0]) if b"content-length:" in lowered else float("inf")
    )
