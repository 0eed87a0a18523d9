"""Everything behind a route: `Upstream` answers a request with Anthropic events, whoever answers it.

Finds the endpoint, translates, chooses the way, repeats a failed call and falls back to another target. The ways
themselves are `dialect.py` with `transport.py`, `completion.py`, `relay.py` and `demo.py`.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Mapping
from contextlib import aclosing, asynccontextmanager

from desktop_proxy.credentials import Credentials
from desktop_proxy.protocol.errors import ApiError
from desktop_proxy.protocol.messages import CountTokensRequest, Event, MessagesRequest
from desktop_proxy.protocol.profile import Note
from desktop_proxy.routing import Route, Target
from desktop_proxy.routing import endpoint as provider_row
from desktop_proxy.settings import SettingsStore
from desktop_proxy.upstream.attempts import Attempts
from desktop_proxy.upstream.endpoints import Draft, Endpoint, Endpoints
from desktop_proxy.upstream.exchange import Exchange
from desktop_proxy.upstream.litellm_loader import LiteLLMLoader
from desktop_proxy.upstream.model_listing import list_models
from desktop_proxy.upstream.provider_test import ProviderTest, not_set_up, try_provider
from desktop_proxy.upstream.relay import RelayedReply, RelayRequest
from desktop_proxy.upstream.retry import may_fall_back
from desktop_proxy.upstream.slots import Slots
from desktop_proxy.upstream.sweep import INTERVAL_S
from desktop_proxy.upstream.tokens import Estimator, count_tokens
from desktop_proxy.upstream.transport import Transport
from desktop_proxy.upstream.vertex_auth import VertexTokens

__all__ = ["Upstream"]


class Upstream:
    """The providers, as the server sees them. `start` before the first request, `close` at the end."""

    def __init__(
        self,
        settings: SettingsStore,
        credentials: Credentials,
        *,
        sweep_interval: float = INTERVAL_S,
    ) -> None:
        self._settings = settings
        self._credentials = credentials
        self._transport = Transport(settings, sweep_interval=sweep_interval)
        self._loader = LiteLLMLoader(credentials.conceal)
        self._endpoints = Endpoints(settings, credentials)
        self._slots = Slots(self._transport.sweeper, lambda: settings.current.server.max_streams)
        self._attempts = Attempts(settings, credentials, self._endpoints, self._transport, self._loader)
        self._estimator = Estimator()

    async def start(self, *, load: bool = True) -> None:
        """Open the HTTP session and begin to load LiteLLM in the background; or `load` it only when it is needed."""
        await self._transport.start()
        if load:
            self._loader.start()

    async def close(self) -> None:
        """Close every connection to a provider."""
        await self._loader.close()
        await self._transport.close()

    @property
    def ready(self) -> bool:
        """Whether LiteLLM is loaded; requests that need it wait for it."""
        return self._loader.loaded is not None

    async def stream(self, route: Route, request: MessagesRequest, exchange: Exchange) -> AsyncGenerator[list[Event]]:
        """Batches of events after `message_start`. Use `contextlib.aclosing`: closing it closes the upstream.

        Raises `ApiError` before the first batch; a later failure arrives as a final `error` event.
        """
        async with self._slots.one():
            left = [route.target, *route.fallbacks]
            failure: ApiError | None = None
            while True:
                target, asked = left.pop(0), exchange.attempts
                try:
                    async with aclosing(self._attempts.stream(target, request, exchange)) as batches:
                        async for batch in batches:
                            exchange.answered_by = target
                            yield batch
                            self._learn(target, request, batch)
                    return
                except ApiError as error:
                    if exchange.answered_by:
                        raise
                    # A fallback that is not set up is no news to who asked for something else.
                    unusable = failure is not None and exchange.attempts == asked
                    failure = failure if failure and unusable else error
                    if not left or not (unusable or may_fall_back(error, exchange.status)):
                        raise failure from None
                    exchange.notes.append(_fell_back(target, left[0], error))

    def relays(self, route: Route) -> bool:
        """Whether the client's bytes go to the provider unchanged; then `relay` answers and not `stream`."""
        try:
            return provider_row(route.target.provider, self._settings.current).way == "relay"
        except ApiError:
            return False

    @asynccontextmanager
    async def relay(self, route: Route, request: RelayRequest, exchange: Exchange) -> AsyncGenerator[RelayedReply]:
        """The provider's reply to the client's own bytes. Raises `ApiError` where it gave none."""
        async with self._slots.one(), self._attempts.relay(route.target, request, exchange) as reply:
            exchange.answered_by = route.target
            yield reply

    async def count_tokens(self, route: Route, request: CountTokensRequest) -> int:
        """Input tokens of a request, counted offline."""
        return await asyncio.to_thread(count_tokens, request)

    def estimate_tokens(self, route: Route, request: MessagesRequest) -> int:
        """Input tokens, estimated in microseconds from what the model counted before."""
        return self._estimator.estimate(str(route.target), request)

    async def list_models(self, provider_name: str) -> list[str]:
        """The models that provider offers, asked from it. Raises `ApiError`."""
        return await self._list(await self._endpoints.find(provider_name))

    async def test(self, name: str, model: str | None = None, draft: Draft | None = None) -> ProviderTest:
        """Whether that provider works, with what is stored or with a draft of it; a failure is a result too."""
        if draft is not None and draft.key is not None:
            self._credentials.conceal(draft.key.reveal())
        try:
            endpoint = await self._endpoints.find(name, draft)
            await self._loader.get()
        except ApiError as error:
            return not_set_up(error)
        settings = (draft or Draft()).applied_to(self._settings.current, name)
        return await try_provider(endpoint, settings, model, self._list, self._attempts)

    async def _list(self, endpoint: Endpoint) -> list[str]:
        return await list_models(self._transport, endpoint, self._tokens)

    async def _tokens(self) -> VertexTokens:
        return (await self._loader.get()).dialect.tokens

    def cost(self, target: Target, usage: Mapping[str, int]) -> float | None:
        """US dollars for an answer with this Anthropic usage; None where the price is not known (yet)."""
        try:
            row = provider_row(target.provider, self._settings.current)
        except ApiError:
            return None
        if row.way == "demo":
            return 0.0
        if self._loader.loaded is None:
            return None
        return self._loader.loaded.catalog.cost(Endpoint(row, target.provider), target.model, usage)

    def _learn(self, target: Target, request: MessagesRequest, batch: list[Event]) -> None:
        for event in batch[-2:]:
            if event["type"] == "message_delta":
                usage = event["usage"]
                names = ("input_tokens", "cache_read_input_tokens", "cache_creation_input_tokens")
                counted = sum(usage.get(name) or 0 for name in names)
                if counted:
                    self._estimator.learn(str(target), request, counted)


def _fell_back(target: Target, following: Target, error: ApiError) -> Note:
    return Note("model", "rewritten", f"{target} could not answer ({error.message}), so {following} was asked")
