"""Read a request's body, whole and within its limit. What the bytes mean is decided in `protocol/messages.py`."""

from __future__ import annotations

from aiohttp import web

from desktop_proxy.protocol.errors import ApiError
from desktop_proxy.server.connection import Request
from desktop_proxy.server.gate import MAX_BODY_BYTES, body_too_large


async def read_body(request: Request) -> bytes:
    """The body; raises `ApiError` 413 when it grows over the limit and 400 when its framing is broken.

    A body that takes too long is the connection's concern: `Listener.close_slow` closes it.
    """
    if "Expect" in request.headers:
        await _continue(request)
    content = request.content
    if not content.is_eof():
        request.connection.waiting_since = request.clock()
    try:
        pieces, size = [], 0
        while piece := await content.readany():
            pieces.append(piece)
            size += len(piece)
            if size > MAX_BODY_BYTES:
                raise body_too_large()
    except web.RequestPayloadError:
        raise ApiError(400, "The request body is not framed as its headers say.") from None
    request.connection.waiting_since = None
    return pieces[0] if len(pieces) == 1 else b"".join(pieces)


async def _continue(request: Request) -> None:
    if request.headers["Expect"].lower() != "100-continue":
        raise ApiError(417, "Only `Expect: 100-continue` is supported.")
    await request.writer.write(b"HTTP/1.1 100 Continue\r\n\r\n")
    # The answer itself has not begun: aiohttp decides by this count whether an error can still be sent.
    request.writer.output_size = 0
