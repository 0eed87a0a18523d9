"""Server-sent events, sans I/O: bytes in, `data:` payloads out.

Only what providers need: the event name, id and retry fields are ignored, because every payload says its own type.
Source: https://html.spec.whatwg.org/multipage/server-sent-events.html#parsing-an-event-stream
"""

from __future__ import annotations

MAX_EVENT_BYTES = 16 * 1024 * 1024


class EventTooLarge(Exception):
    """One event is larger than `MAX_EVENT_BYTES`."""


class EventStreamParser:
    """Fed with what a read gave, in any pieces. Takes time linear in the bytes fed."""

    __slots__ = ("_begun", "_data", "_limit", "_partial", "_size")

    def __init__(self, limit: int = MAX_EVENT_BYTES) -> None:
        self._partial: list[bytes] = []
        self._data: list[bytes] = []
        self._size = 0
        self._limit = limit
        self._begun = False

    def feed(self, piece: bytes) -> list[bytes]:
        """The payloads that became complete, oldest first; raises `EventTooLarge`."""
        if b"\n" not in piece and b"\r" not in piece:
            self._hold(piece)
            return []
        if self._partial:
            piece = b"".join(self._partial) + piece
            self._size -= sum(map(len, self._partial))
            self._partial.clear()
        held = b""
        if b"\r" in piece:
            # A last \r may be the first half of \r\n.
            piece, held = (piece[:-1], b"\r") if piece.endswith(b"\r") else (piece, b"")
            piece = piece.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
        *lines, rest = piece.split(b"\n")
        payloads = self._take(lines)
        if rest or held:
            self._hold(rest + held)
        return payloads

    def close(self) -> list[bytes]:
        """The stream has ended: an event whose closing blank line is missing still counts."""
        return self.feed(b"\n\n") if self._partial or self._data else []

    def _hold(self, piece: bytes) -> None:
        self._partial.append(piece)
        self._grow(len(piece))

    def _grow(self, size: int) -> None:
        self._size += size
        if self._size > self._limit:
            raise EventTooLarge

    def _take(self, lines: list[bytes]) -> list[bytes]:
        payloads: list[bytes] = []
        data = self._data
        if not self._begun and lines:
            self._begun = True
            lines[0] = lines[0].removeprefix(b"\xef\xbb\xbf")
        for line in lines:
            if line.startswith(b"data:"):
                value = line[6:] if line.startswith(b"data: ") else line[5:]
                data.append(value)
                self._grow(len(value))
            elif not line and data:
                payloads.append(data[0] if len(data) == 1 else b"\n".join(data))
                data.clear()
                self._size = 0
        return payloads
