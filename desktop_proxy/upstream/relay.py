"""Anthropic to Anthropic: the client's bytes go up and the provider's bytes come down unchanged.

Changed are only the model, where routing chose another one, thinking that another model signed, and the headers, by
allow-lists: nothing that opened the proxy reaches the provider, and nothing of its session reaches the client. One
attempt; retries are the caller's, who finds 429 and 5xx in `RelayedReply.status` as well as in a raised `ApiError`.
"""

from __future__ import annotations

from collections.abc import AsyncGenerator, AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import orjson

from desktop_proxy.protocol import json_text
from desktop_proxy.protocol.claude_history import may_hold_foreign_thinking, without_foreign_thinking
from desktop_proxy.protocol.errors import ApiError
from desktop_proxy.protocol.profile import Note
from desktop_proxy.protocol.provider_errors import provider_error, stream_error
from desktop_proxy.redaction import Redactor
from desktop_proxy.upstream.endpoints import Endpoint
from desktop_proxy.upstream.event_stream import MAX_EVENT_BYTES, EventTooLarge
from desktop_proxy.upstream.exchange import Exchange, RelayRequest
from desktop_proxy.upstream.relay_headers import reply_headers, request_headers
from desktop_proxy.upstream.relay_observer import RelayObserver
from desktop_proxy.upstream.transport import ERROR_LIMIT, ProviderRequest, Reply, Transport
from desktop_proxy.upstream.whole_events import WholeEvents

__all__ = ["RelayObserver", "RelayRequest", "RelayedReply", "open_relay"]

_THINKING_DROPPED = Note("messages.content.thinking", "dropped", "Claude takes back only thinking of its own")


@dataclass(frozen=True, slots=True)
class RelayedReply:
    """What the client is sent. `chunks` never raise: a stream that breaks ends with an SSE `error` event."""

    status: int
    headers: dict[str, str]
    chunks: AsyncIterator[bytes]


@asynccontextmanager
async def open_relay(
    transport: Transport, endpoint: Endpoint, request: RelayRequest, model: str, exchange: Exchange
) -> AsyncGenerator[RelayedReply]:
    """Send `request` with `model` and give the reply once its first bytes are here; leaving closes the upstream.

    An error in the Anthropic shape is a reply with its status and body. Raises `ApiError` for every other failure
    that comes before the first bytes of a stream or the last of a JSON answer.
    """
    url = endpoint.base_url.removesuffix("/v1") + request.path_query
    body = adapted(request.body, {"model": model}, exchange)
    exchange.sent_url, exchange.sent_body = url, body
    headers = request_headers(request.headers, endpoint.key)
    call = ProviderRequest(url, headers, body)
    async with transport.send(call, endpoint.label, fresh=exchange.attempts > 1) as reply:
        exchange.status = reply.status
        exchange.provider_request_id = reply.headers.get("request-id")
        kept = reply_headers(reply.headers)
        if reply.status >= 400:
            yield RelayedReply(reply.status, kept, _once(await _error_body(reply, endpoint)))
        elif "text/event-stream" in reply.headers.get("content-type", ""):
            first = await _first_bytes(reply, endpoint.label)
            yield RelayedReply(reply.status, kept, _stream(reply, first, endpoint))
        else:
            yield RelayedReply(reply.status, kept, _once(await _json_body(reply, endpoint.label)))


def adapted(body: bytes, changes: Mapping[str, Any], exchange: Exchange) -> bytes:
    """`body` with other top-level fields and without another model's thinking.

    The same bytes where that changes nothing, or where they cannot be read.
    """
    try:
        data = json_text.load(body)
    except ValueError:
        return body
    if not isinstance(data, dict):
        return body
    if may_hold_foreign_thinking(body):
        messages = without_foreign_thinking(data.get("messages"))
        if messages is not data.get("messages"):
            changes = {**changes, "messages": messages}
            _note_once(exchange, _THINKING_DROPPED)
    if all(data.get(name) == value for name, value in changes.items()):
        return body
    return orjson.dumps({**data, **changes})


def _note_once(exchange: Exchange, note: Note) -> None:
    if note not in exchange.notes:
        exchange.notes.append(note)


async def _error_body(reply: Reply, endpoint: Endpoint) -> bytes:
    body = await reply.read_all(ERROR_LIMIT)
    # Claude Code reads "x-api-key" in a 401 as a missing login, and retries a bare one for three minutes.
    if reply.status == 401 or not _is_anthropic_error(body):
        raise provider_error(reply.status, reply.headers, body, endpoint.label)
    return _without_key(body, endpoint)


def _without_key(data: bytes, endpoint: Endpoint) -> bytes:
    """A failure's bytes: a gateway in between may quote the key it was given, whole or in part."""
    if endpoint.key is None:
        return data
    redactor = Redactor()
    redactor.add(endpoint.key)
    text = data.decode("utf-8", "surrogateescape")
    return redactor.redact(text, limit=len(text)).encode("utf-8", "surrogateescape")


def _is_anthropic_error(body: bytes) -> bool:
    try:
        payload = orjson.loads(body)
    except orjson.JSONDecodeError:
        return False
    error = payload.get("error") if isinstance(payload, dict) and payload.get("type") == "error" else None
    return isinstance(error, dict) and isinstance(error.get("type"), str) and isinstance(error.get("message"), str)


async def _json_body(reply: Reply, label: str) -> bytes:
    body = await reply.read_all()
    try:
        payload = orjson.loads(body)
    except orjson.JSONDecodeError:
        if body.lstrip().startswith(b"{"):
            raise _cut_short(label) from None
        payload = None
    if isinstance(payload, dict) and payload.get("error"):
        raise stream_error(payload, label)
    if not isinstance(payload, dict) or payload.get("type") != "message":
        raise ApiError(
            502, f"{label} did not answer with a message: check that its base URL leads to an Anthropic API."
        )
    return body


async def _first_bytes(reply: Reply, label: str) -> bytes:
    data = await reply.read()
    if not data:
        raise _cut_short(label)
    reply.begin_events()
    return data


async def _once(body: bytes) -> AsyncGenerator[bytes]:
    yield body


async def _stream(reply: Reply, data: bytes, endpoint: Endpoint) -> AsyncGenerator[bytes]:
    """Whole events only, so that an error event can follow whatever was sent before the break."""
    observer = RelayObserver(streaming=True)
    events = WholeEvents()
    failure: ApiError | None = None
    try:
        while data:
            if whole := events.feed(data):
                observer.feed(whole)
                yield _without_key(whole, endpoint) if observer.error else whole
                if observer.finished:
                    reply.expect_end()
                    return
            data = await reply.read()
        rest = events.rest()
    except ApiError as error:
        failure = error
    except EventTooLarge:
        megabytes = MAX_EVENT_BYTES // 1024**2
        failure = ApiError(502, f"{endpoint.label} sent one event of more than {megabytes} MB: try again.")
    else:
        observer.feed(rest)
        observer.close()
        if observer.finished:
            yield _without_key(rest, endpoint) if observer.error else rest
            return
    yield b"event: error\ndata: " + orjson.dumps((failure or _cut_short(endpoint.label)).envelope()) + b"\n\n"


def _cut_short(label: str) -> ApiError:
    return ApiError(502, f"{label} ended its answer before it was complete: try again.")
