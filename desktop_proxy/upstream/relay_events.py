"""An Anthropic provider as an ordinary target: its own events, without `message_start`.

For fallbacks to Anthropic and for replays; a client's request that is routed there is relayed as bytes (`relay.py`).
"""

from __future__ import annotations

from collections.abc import AsyncGenerator

import orjson

from desktop_proxy.protocol.errors import ApiError
from desktop_proxy.protocol.messages import Event, MessagesRequest
from desktop_proxy.protocol.provider_errors import provider_error
from desktop_proxy.upstream.endpoints import Endpoint
from desktop_proxy.upstream.event_stream import EventStreamParser, EventTooLarge
from desktop_proxy.upstream.exchange import Exchange
from desktop_proxy.upstream.relay import RelayedReply, RelayRequest, adapted, open_relay
from desktop_proxy.upstream.transport import Transport

_NOT_SHOWN = frozenset({"message_start", "ping"})


async def relay_events(
    transport: Transport, endpoint: Endpoint, request: MessagesRequest, model: str, exchange: Exchange
) -> AsyncGenerator[list[Event]]:
    """Batches of events. Raises `ApiError` before the first one; a stream that breaks ends with an `error` event."""
    async with open_relay(transport, endpoint, _sent(request, exchange), model, exchange) as reply:
        if reply.status >= 400:
            pieces = [piece async for piece in reply.chunks]
            raise provider_error(reply.status, reply.headers, b"".join(pieces), endpoint.label)
        async for events in _events(reply, endpoint.label):
            yield events


def _sent(request: MessagesRequest, exchange: Exchange) -> RelayRequest:
    """The client's own words where there are any: validation knows neither every field nor the client's headers."""
    asked = exchange.asked
    changes = {"stream": True, "max_tokens": request.max_tokens}
    if asked is not None:
        return RelayRequest("/v1/messages", asked.headers, adapted(asked.body, changes, exchange))
    body = request.model_dump(exclude_none=True) | changes
    return RelayRequest("/v1/messages", {}, orjson.dumps(body))


async def _events(reply: RelayedReply, label: str) -> AsyncGenerator[list[Event]]:
    parser = EventStreamParser()
    begun = False
    async for data in reply.chunks:
        try:
            events = [event for event in map(orjson.loads, parser.feed(data)) if event["type"] not in _NOT_SHOWN]
        except (orjson.JSONDecodeError, EventTooLarge, KeyError, TypeError):
            events = [ApiError(502, f"{label} sent an answer that cannot be read: try again.").envelope()]
        if not events:
            continue
        if not begun and events[0]["type"] == "error":
            error = events[0]["error"]
            raise ApiError(502, str(error.get("message", "")), type=error.get("type"))
        begun = True
        yield events
