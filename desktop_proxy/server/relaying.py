"""A relayed answer: Anthropic's bytes to the client as they come, nothing rewritten.

What the server adds is what it adds to every stream: pings while the provider has not begun, and the record. How the
bytes are fetched, and what happens when they break off, is in `upstream/relay.py`.
"""

from __future__ import annotations

import contextlib

from aiohttp import web

from desktop_proxy.protocol.errors import ApiError
from desktop_proxy.routing import Route
from desktop_proxy.server.connection import Request
from desktop_proxy.server.recording import Recording
from desktop_proxy.server.replies import bytes_reply
from desktop_proxy.server.services import Services
from desktop_proxy.server.sse import EventStream
from desktop_proxy.upstream.relay import RelayedReply, RelayObserver, RelayRequest


async def relay(
    services: Services, request: Request, route: Route, body: bytes, record: Recording
) -> web.StreamResponse:
    """The provider's answer with its status; raises `ApiError` where there is none."""
    asked = RelayRequest(request.raw_path, request.headers, body)
    stream = EventStream(request, [], services.redactor.redact)
    async with contextlib.AsyncExitStack() as stack:
        if record.row.streaming:
            stack.enter_context(services.streams.watching(request, stream))
        reply = await stack.enter_async_context(services.upstream.relay(route, asked, record.exchange))
        if "text/event-stream" in reply.headers.get("content-type", ""):
            return await _pass_stream(reply, stream, record)
        return await _pass_whole(reply, stream, record)


async def _pass_stream(reply: RelayedReply, stream: EventStream, record: Recording) -> web.StreamResponse:
    observer = RelayObserver(streaming=True)
    if not stream.opened:
        stream.response.headers.update(reply.headers)
    try:
        async for chunk in reply.chunks:
            observer.feed(chunk)
            await stream.write(chunk)
    finally:
        observer.close()
        record.take_over(observer, reply.status)
    return stream.response


async def _pass_whole(reply: RelayedReply, stream: EventStream, record: Recording) -> web.StreamResponse:
    observer = RelayObserver(streaming=False)
    body = b"".join([chunk async for chunk in reply.chunks])
    observer.feed(body)
    observer.close()
    record.take_over(observer, reply.status)
    if stream.opened:
        # A refusal that came after the client got its 200 for a ping.
        sentence = observer.error or f"The provider refused the request with status {reply.status}."
        raise ApiError(reply.status, sentence, type=observer.error_type)
    return bytes_reply(reply.status, body, reply.headers)
