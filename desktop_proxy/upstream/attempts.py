"""One target asked, as often as it may help: translation, the way to its provider, and the retries.

Fallbacks to other targets and the limit of parallel requests are `upstream.py`'s.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator
from contextlib import AsyncExitStack, aclosing, asynccontextmanager

from desktop_proxy.credentials import Credentials
from desktop_proxy.protocol.chat_request import build_chat_request
from desktop_proxy.protocol.chat_stream import ChatStream
from desktop_proxy.protocol.errors import ApiError
from desktop_proxy.protocol.event_writer import StreamOptions
from desktop_proxy.protocol.messages import Event, MessagesRequest
from desktop_proxy.protocol.profile import Translation
from desktop_proxy.protocol.responses_request import build_responses_request
from desktop_proxy.protocol.responses_stream import ResponsesStream
from desktop_proxy.routing import Target
from desktop_proxy.settings import SettingsStore
from desktop_proxy.upstream.answer_events import answer_events
from desktop_proxy.upstream.answers import check_status
from desktop_proxy.upstream.completion import stream_completion
from desktop_proxy.upstream.demo import stream_demo
from desktop_proxy.upstream.endpoints import Endpoint, Endpoints
from desktop_proxy.upstream.exchange import Exchange
from desktop_proxy.upstream.litellm_loader import LiteLLMLoader, Loaded
from desktop_proxy.upstream.relay import RelayedReply, RelayRequest, open_relay
from desktop_proxy.upstream.relay_events import relay_events
from desktop_proxy.upstream.repairs import RepairMemory, Repairs
from desktop_proxy.upstream.retired import with_successor
from desktop_proxy.upstream.retry import Retries
from desktop_proxy.upstream.stream_options import stream_options
from desktop_proxy.upstream.transport import Transport
from desktop_proxy.upstream.wires import Wire, wire_of

REQUEST_ID_HEADERS = ("x-request-id", "request-id", "apim-request-id", "x-goog-request-id")


class Attempts:
    """Asks one target."""

    def __init__(
        self,
        settings: SettingsStore,
        credentials: Credentials,
        endpoints: Endpoints,
        transport: Transport,
        loader: LiteLLMLoader,
    ) -> None:
        self._settings = settings
        self._credentials = credentials
        self._endpoints = endpoints
        self._transport = transport
        self._loader = loader
        self._repairs = RepairMemory()

    async def stream(
        self, target: Target, request: MessagesRequest, exchange: Exchange, *, only: Endpoint | None = None
    ) -> AsyncGenerator[list[Event]]:
        """Batches of events; raises `ApiError` before the first one only.

        `only` that endpoint is asked where one is given, whatever is stored under its name, and only once.
        """
        endpoint = only or await self._endpoints.find(target.provider)
        retries = Retries(0) if only else self._retries()
        repairs = Repairs(self._repairs, endpoint, target.model)
        earlier = list(exchange.notes)
        while True:
            exchange.attempts += 1
            exchange.status = None
            exchange.notes[:] = earlier
            asked = repairs.request(request, exchange.notes)
            begun = False
            try:
                async with aclosing(self._once(endpoint, target.model, asked, repairs, exchange)) as batches:
                    async for batch in batches:
                        begun = True
                        yield batch
                return
            except ApiError as error:
                if begun:
                    raise
                if not repairs.find(error, asked.max_tokens):
                    await self._before_next(with_successor(error, target.model), endpoint, exchange, retries)

    @asynccontextmanager
    async def relay(self, target: Target, request: RelayRequest, exchange: Exchange) -> AsyncGenerator[RelayedReply]:
        """The provider's reply to the client's own bytes."""
        endpoint = await self._endpoints.find(target.provider)
        retries = self._retries()
        while True:
            exchange.attempts += 1
            exchange.status = None
            async with AsyncExitStack() as stack:
                try:
                    reply = await stack.enter_async_context(
                        open_relay(self._transport, endpoint, request, target.model, exchange)
                    )
                except ApiError as error:
                    await self._before_next(error, endpoint, exchange, retries)
                    continue
                delay = self._relayed_delay(reply, endpoint, retries)
                if delay is None:
                    yield reply
                    return
            await asyncio.sleep(delay)

    def _retries(self) -> Retries:
        return Retries(self._settings.current.upstream.max_retries)

    async def _before_next(self, error: ApiError, endpoint: Endpoint, exchange: Exchange, retries: Retries) -> None:
        """Wait until the call may be made again; raises `error` when it may not."""
        if exchange.status == 401:
            await self._forget(endpoint)
        delay = retries.delay(error, exchange.status)
        if delay is None:
            raise error
        await asyncio.sleep(delay)

    def _relayed_delay(self, reply: RelayedReply, endpoint: Endpoint, retries: Retries) -> float | None:
        if reply.status < 400:
            return None
        if reply.status == 401:
            self._credentials.forget(endpoint.name)
        after = reply.headers.get("retry-after", "")
        refusal = ApiError(
            reply.status,
            "",
            retry_after=float(after) if after.isdecimal() else None,
            should_retry=False if reply.headers.get("x-should-retry") == "false" else None,
        )
        return retries.delay(refusal, reply.status)

    async def _forget(self, endpoint: Endpoint) -> None:
        """The provider refused the key or token: read it anew next time."""
        self._credentials.forget(endpoint.name)
        if self._loader.loaded is not None:
            self._loader.loaded.dialect.tokens.forget(endpoint)

    def _once(
        self, endpoint: Endpoint, model: str, request: MessagesRequest, repairs: Repairs, exchange: Exchange
    ) -> AsyncGenerator[list[Event]]:
        way = endpoint.provider.way
        if way == "demo":
            return stream_demo(request)
        if way == "relay":
            return relay_events(self._transport, endpoint, request, model, exchange)
        return self._translated(endpoint, model, request, repairs, exchange)

    async def _translated(
        self, endpoint: Endpoint, model: str, request: MessagesRequest, repairs: Repairs, exchange: Exchange
    ) -> AsyncGenerator[list[Event]]:
        loaded = await self._loader.get()
        profile = loaded.catalog.profile(endpoint, model)
        wire = wire_of(endpoint, model, loaded.catalog.mode(endpoint, model))
        build = build_responses_request if wire == "responses" else build_chat_request
        translation = repairs.translation(build(request, profile))
        exchange.notes += translation.notes
        options = stream_options(translation, request, profile, endpoint.label)
        if wire == "completion":
            batches = stream_completion(endpoint, translation, options, exchange, self._transport)
        else:
            batches = self._driven(wire, endpoint, model, translation, options, exchange, loaded)
        async with aclosing(batches):
            async for batch in batches:
                yield batch

    async def _driven(
        self,
        wire: Wire,
        endpoint: Endpoint,
        model: str,
        translation: Translation,
        options: StreamOptions,
        exchange: Exchange,
        loaded: Loaded,
    ) -> AsyncGenerator[list[Event]]:
        call, notes = await loaded.dialect.request(wire, endpoint, model, translation.body)
        exchange.notes += notes
        exchange.sent_url, exchange.sent_body = call.url, call.body
        async with self._transport.send(call, endpoint.label, fresh=exchange.attempts > 1) as reply:
            exchange.status = reply.status
            exchange.provider_request_id = next(
                (reply.headers[name] for name in REQUEST_ID_HEADERS if name in reply.headers), None
            )
            await check_status(reply, endpoint.label)
            stream = ResponsesStream(options) if wire == "responses" else ChatStream(options)
            parser = loaded.dialect.reply(wire, endpoint)
            async with aclosing(answer_events(reply, parser, stream, endpoint.label)) as batches:
                async for batch in batches:
                    yield batch
