"""Server-sent events passed on as bytes: what has arrived up to the end of the last whole event.

The events are not read here; `event_stream.py` does that. Takes time linear in the bytes fed.
"""

from __future__ import annotations

from desktop_proxy.upstream.event_stream import MAX_EVENT_BYTES, EventTooLarge

_GAPS = (b"\n\n", b"\r\n\r\n")
_SEAM = len(max(_GAPS, key=len)) - 1


class WholeEvents:
    """Holds back the beginning of an event until its end has come."""

    def __init__(self, limit: int = MAX_EVENT_BYTES) -> None:
        self._limit = limit
        self._held: list[bytes] = []
        self._size = 0
        self._seam = b""
        """The last bytes held: a gap may have begun there."""

    def feed(self, data: bytes) -> bytes:
        """The whole events that became complete; raises `EventTooLarge`."""
        searched = self._seam + data
        end = max(searched.rfind(gap) + len(gap) if gap in searched else 0 for gap in _GAPS) - len(self._seam)
        if end <= 0:
            self._hold(data, searched)
            return b""
        whole = b"".join((*self._held, data[:end]))
        self._held, self._size = [], 0
        self._hold(data[end:], data[end:])
        return whole

    def rest(self) -> bytes:
        """What is still held."""
        return b"".join(self._held)

    def _hold(self, data: bytes, searched: bytes) -> None:
        self._held.append(data)
        self._size += len(data)
        self._seam = searched[-_SEAM:]
        if self._size > self._limit:
            raise EventTooLarge
