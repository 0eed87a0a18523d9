"""The body of an answer as batches of payloads, one batch per read, whether it is an event stream or one document.

Some servers answer a streaming request with a plain JSON document, an HTML page of a gateway, or nothing: told apart
by the first byte, because the content type is often wrong.
"""

from __future__ import annotations

from collections.abc import AsyncGenerator, Mapping
from dataclasses import dataclass
from typing import Any

from desktop_proxy.protocol.errors import ApiError
from desktop_proxy.protocol.provider_errors import provider_error
from desktop_proxy.upstream.event_stream import MAX_EVENT_BYTES, EventStreamParser, EventTooLarge
from desktop_proxy.upstream.transport import ERROR_LIMIT, Reply

BYTE_ORDER_MARK = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class Batch:
    """What one read gave."""

    payloads: list[bytes]
    whole: bool = False
    """The one payload is the whole answer, not a part of a stream."""
    last: bool = False
    """The stream ended behind these; the last of them may be cut off."""


async def check_status(reply: Reply, label: str) -> None:
    """Raise what a provider's refusal means."""
    if reply.status < 400:
        return
    raise provider_error(reply.status, _headers(reply.headers), await reply.read_all(ERROR_LIMIT), label)


def _headers(headers: Mapping[str, Any]) -> dict[str, str]:
    return {name.lower(): value for name, value in headers.items()}


async def read_batches(reply: Reply, label: str) -> AsyncGenerator[Batch]:
    """The payloads of a successful answer. Raises `ApiError` 502 where there is none."""
    first = b""
    while not first:
        piece = await reply.read()
        if not piece:
            raise ApiError(502, f"{label} sent an empty answer: try again.")
        first = piece.lstrip().removeprefix(BYTE_ORDER_MARK)
    if first.startswith(b"<"):
        raise ApiError(
            502, f"{label} answered with a web page instead of its API: check the base URL and any proxy between."
        )
    if first.startswith((b"{", b"[")):
        yield Batch([first + await reply.read_all()], whole=True, last=True)
        return
    parser = EventStreamParser()
    piece = first
    try:
        while piece:
            if payloads := parser.feed(piece):
                reply.begin_events()
                yield Batch(payloads)
            piece = await reply.read()
        if payloads := parser.close():
            yield Batch(payloads, last=True)
    except EventTooLarge:
        raise ApiError(
            502, f"{label} sent one event of more than {MAX_EVENT_BYTES // 1024**2} MB, so the connection was closed."
        ) from None
