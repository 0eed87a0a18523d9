"""Whole answers: JSON, plain text, and an error in Anthropic's envelope. Streams are made in `sse.py`."""

from __future__ import annotations

from typing import Any

import orjson
from aiohttp import web
from multidict import CIMultiDict

from desktop_proxy.protocol.errors import ApiError
from desktop_proxy.server.identifiers import new_request_id

_JSON = "application/json"


def json_reply(value: Any) -> web.Response:
    """200 with `value` as JSON."""
    return bytes_reply(200, orjson.dumps(value))


def bytes_reply(status: int, body: bytes, headers: dict[str, str] | None = None) -> web.Response:
    """An answer whose body is JSON already."""
    return web.Response(status=status, body=body, headers=CIMultiDict({"content-type": _JSON, **(headers or {})}))


def text_reply(text: str) -> web.Response:
    """200 with plain text."""
    return web.Response(text=text)


def error_reply(error: ApiError, request_id: str | None) -> web.Response:
    """The one rendering of an error that is sent with its status."""
    return bytes_reply(error.status, orjson.dumps(error.envelope(request_id)), error.headers())


def raw_error(error: ApiError) -> bytes:
    """The same as bytes on the wire, for a connection that never brought a whole request; it closes afterwards."""
    request_id = new_request_id()
    body = orjson.dumps(error.envelope(request_id))
    head = (
        f"HTTP/1.1 {error.status} Refused\r\ncontent-type: {_JSON}\r\ncontent-length: {len(body)}\r\n"
        f"request-id: {request_id}\r\nconnection: close\r\n\r\n"
    )
    return head.encode() + body
