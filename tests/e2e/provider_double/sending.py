"""How answers and errors leave the double."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator, Mapping
from typing import Any
from uuid import uuid4

from aiohttp import web

from .recorded import Recorded
from .refusal import Refusal, anthropic_body, google_body, openai_body, xai_body

_ERROR_BODIES: Mapping[str, Callable[[Refusal], dict[str, Any]]] = {
    "xai": xai_body,
    "gemini": google_body,
    "vertex": google_body,
    "anthropic": anthropic_body,
}


def send_error(face: str, refusal: Refusal) -> web.Response:
    body = _ERROR_BODIES.get(face, openai_body)(refusal)
    headers = {} if face in ("gemini", "vertex") else refusal.headers()
    return web.json_response(body, status=refusal.status, headers=headers | request_id())


async def send_stream(request: web.Request, events: Iterator[bytes], hanging: Recorded | None) -> web.StreamResponse:
    """Write the events in slices of odd sizes: a reader must not rely on where a packet ends."""
    response = web.StreamResponse(headers={"content-type": "text/event-stream; charset=utf-8", **request_id()})
    await response.prepare(request)
    whole = b"".join(events)
    for at, size in _slices(len(whole)):
        await response.write(whole[at : at + size])
    if hanging:
        await until_the_client_leaves(request, hanging)
        return response
    await response.write_eof()
    return response


async def until_the_client_leaves(request: web.Request, asked: Recorded) -> None:
    while request.transport is not None and not request.transport.is_closing():
        await asyncio.sleep(0.02)
    asked.left.set()


def request_id() -> dict[str, str]:
    name = f"req_{uuid4().hex}"
    return {"x-request-id": name, "request-id": name}


def _slices(length: int) -> Iterator[tuple[int, int]]:
    at, turn, sizes = 0, 0, (61, 7, 733, 2, 1361, 4093)
    while at < length:
        size = sizes[turn % len(sizes)]
        yield at, size
        at, turn = at + size, turn + 1
