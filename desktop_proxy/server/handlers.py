"""The endpoints. Each is a short list of steps; faults are answered in `app.py`."""

from __future__ import annotations

from contextlib import aclosing

from aiohttp import web

from desktop_proxy.protocol.accumulate import MessageAccumulator
from desktop_proxy.protocol.event_writer import message_start
from desktop_proxy.protocol.request_body import asked_model, count_tokens_request, load_json_object, messages_request
from desktop_proxy.routing import resolve
from desktop_proxy.server import models_list, relaying
from desktop_proxy.server.body import read_body
from desktop_proxy.server.connection import Request
from desktop_proxy.server.identifiers import new_message_id
from desktop_proxy.server.replies import json_reply, text_reply
from desktop_proxy.server.services import Services
from desktop_proxy.server.sse import EventStream, pump
from desktop_proxy.upstream.exchange import RelayRequest

MODEL_PREFIX = "/v1/models/"

WELCOME = """\
Desktop Proxy: the Anthropic Messages API, answered by the model you choose.

Point a client at it with the lines that `desktop-proxy env` prints (ANTHROPIC_BASE_URL without /v1 at its end).
Endpoints: POST /v1/messages, POST /v1/messages/count_tokens, GET /v1/models, GET /health.
"""


async def create_message(services: Services, request: Request) -> web.StreamResponse:
    """`POST /v1/messages`, streamed or whole: both are made from the same events."""
    body = await read_body(request)
    asked = load_json_object(body)
    model = asked_model(asked)
    with services.recorder.begin(request, model, streaming=asked.get("stream") is True) as record:
        route = record.routed(resolve(model, services.settings.current))
        if services.upstream.relays(route):
            return await relaying.relay(services, request, route, body, record)
        message = messages_request(asked)
        record.exchange.asked = RelayRequest(request.raw_path, request.headers, body)
        start = message_start(new_message_id(), message.model, services.upstream.estimate_tokens(route, message))
        async with aclosing(services.upstream.stream(route, message, record.exchange)) as batches:
            if message.stream:
                stream = EventStream(request, [start], services.redactor.redact)
                with services.streams.watching(request, stream):
                    await pump(batches, stream, record.observe)
                return stream.response
            whole = MessageAccumulator()
            whole.feed([start])
            async for batch in batches:
                record.observe(batch)
                whole.feed(batch)
            return json_reply(whole.message())


async def count_tokens(services: Services, request: Request) -> web.StreamResponse:
    """`POST /v1/messages/count_tokens`, without asking the provider where that can be avoided."""
    counted = count_tokens_request(load_json_object(await read_body(request)))
    route = resolve(counted.model, services.settings.current)
    return json_reply({"input_tokens": await services.upstream.count_tokens(route, counted)})


async def list_models(services: Services, request: Request) -> web.StreamResponse:
    """`GET /v1/models`: the names a client may ask for, with what answers them."""
    return json_reply(models_list.page(services.settings.current, await _configured(services), request.query))


async def get_model(services: Services, request: Request) -> web.StreamResponse:
    """`GET /v1/models/{id}`; raises `ApiError` 404 for a name nothing answers."""
    name = request.path.removeprefix(MODEL_PREFIX)
    return json_reply(models_list.one(services.settings.current, await _configured(services), name))


async def _configured(services: Services) -> tuple[str, ...]:
    keys = await services.credentials.sources(models_list.KEYED_PROVIDERS)
    return tuple(key.name for key in keys if key.masked)


async def health(services: Services, request: Request) -> web.StreamResponse:
    """`GET /health`: whether requests are answered at once. Needs no token and tells nothing else."""
    return json_reply({"status": "ready" if services.upstream.ready else "starting"})


async def welcome(services: Services, request: Request) -> web.StreamResponse:
    """`GET /` and `HEAD /`: what this is, for a person who looks."""
    return text_reply(WELCOME)
