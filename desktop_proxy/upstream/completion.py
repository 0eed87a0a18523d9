"""Any other LiteLLM provider: one streamed `litellm.acompletion`, as Anthropic events.

The slow way (0.3 ms a chunk), for providers that `dialect.py` does not drive. It makes exactly one attempt; retries
and fallbacks are the caller's. LiteLLM's exceptions end here.
"""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import AsyncGenerator, AsyncIterator, Awaitable
from contextlib import aclosing
from typing import TYPE_CHECKING, Any, TypeVar

from desktop_proxy.protocol.chat_stream import ChatStream
from desktop_proxy.protocol.errors import ApiError
from desktop_proxy.protocol.event_writer import StreamOptions
from desktop_proxy.protocol.messages import Event
from desktop_proxy.protocol.profile import Translation
from desktop_proxy.upstream.completion_arguments import AZURE, completion_arguments, settle
from desktop_proxy.upstream.completion_errors import completion_error
from desktop_proxy.upstream.exchange import Exchange
from desktop_proxy.upstream.sweep import Watch
from desktop_proxy.upstream.transport import Transport

if TYPE_CHECKING:
    from desktop_proxy.upstream.completion_http import CompletionHttp
    from desktop_proxy.upstream.endpoints import Endpoint

OWN_CLIENT_LIMIT_S = 180.0
"""Limit on silence for the few LiteLLM providers that bring an HTTP client of their own."""
_LITELLM_TIMEOUT_S = 6000.0

T = TypeVar("T")


async def stream_completion(
    endpoint: Endpoint, translation: Translation, options: StreamOptions, exchange: Exchange, transport: Transport
) -> AsyncGenerator[list[Event]]:
    """Batches of events after `message_start`; closing the generator closes the upstream.

    Raises `ApiError` before the first batch; a later failure is a final `error` event.
    """
    from desktop_proxy.upstream.completion_http import CompletionHttp

    stream = ChatStream(options)
    http = CompletionHttp(transport, endpoint.label, exchange)
    begun = False
    try:
        async with aclosing(_chunks(endpoint, translation, http, Watch(transport.sweeper))) as chunks:
            async for chunk in chunks:
                events = stream.feed(chunk)
                if stream.error is not None and not begun:
                    raise stream.error
                if events:
                    begun = True
                    yield events
                if stream.finished or stream.stopped_early:
                    break
        rest = _ending(stream, http, begun)
    except Exception as error:  # noqa: BLE001 - LiteLLM raises whatever its providers' code raises
        failure = http.failure() or completion_error(error, endpoint.label)
        if not begun:
            raise failure from None
        rest = stream.fail(failure)
    if rest:
        yield rest


def _ending(stream: ChatStream, http: CompletionHttp, begun: bool) -> list[Event]:
    """The end of the message; an answer without an end is told in the words of what was seen on the wire."""
    rest = stream.close()
    if stream.error is None or not rest:
        return rest
    failure = http.failure() or stream.error
    if not begun:
        raise failure
    return [*rest[:-1], failure.envelope()]


async def _chunks(
    endpoint: Endpoint, translation: Translation, http: CompletionHttp, watch: Watch
) -> AsyncGenerator[dict[str, Any]]:
    """LiteLLM's chunks as plain dicts; ends without a finish where the provider gave none."""
    litellm = _litellm()
    arguments = settle(litellm, completion_arguments(endpoint, translation))
    client = _client(litellm, http, arguments)
    wrapper: Any = None
    try:
        wrapper = await _watched(
            watch, endpoint, litellm.acompletion(**arguments, client=client, timeout=_LITELLM_TIMEOUT_S)
        )
        iterator: AsyncIterator[Any] = aiter(wrapper)
        while True:
            item = anext(iterator, None)
            chunk = await (item if http.used else _watched(watch, endpoint, item))
            if chunk is None:
                return
            data = chunk.model_dump(exclude_none=True)
            if _finish_is_invented(wrapper, http, data):
                return
            http.begin_events()
            yield data
    finally:
        await http.close()
        if hasattr(wrapper, "aclose"):
            await wrapper.aclose()
        await client.close()


async def _watched(watch: Watch, endpoint: Endpoint, work: Awaitable[T]) -> T:
    watch.begin(OWN_CLIENT_LIMIT_S)
    try:
        return await work
    except asyncio.CancelledError:
        if watch.was_cut_off():
            label = endpoint.label
            raise ApiError(504, f"{label} sent nothing for {OWN_CLIENT_LIMIT_S:g} s: try again.") from None
        raise
    finally:
        watch.end()


def _finish_is_invented(wrapper: Any, http: CompletionHttp, chunk: dict[str, Any]) -> bool:
    """Whether LiteLLM wrote this `finish_reason` because the provider's stream ended without any."""
    if not any(choice.get("finish_reason") for choice in chunk.get("choices", ())):
        return False
    reported = (getattr(wrapper, name, "") for name in ("received_finish_reason", "intermittent_finish_reason"))
    return http.finish_missing or all(reason is None for reason in reported)


def _client(litellm: Any, http: CompletionHttp, arguments: dict[str, Any]) -> Any:
    if arguments["model"].startswith(f"{AZURE}/"):
        return _azure_client(litellm, http, arguments)
    from litellm.llms.custom_httpx.http_handler import AsyncHTTPHandler

    return AsyncHTTPHandler(transport=http, follow_redirects=False)


def _azure_client(litellm: Any, http: CompletionHttp, arguments: dict[str, Any]) -> Any:
    import httpx
    import openai

    address = arguments.get("api_base") or os.environ.get("AZURE_API_BASE")
    key = arguments.get("api_key") or os.environ.get("AZURE_API_KEY")
    if not address or not key:
        raise ApiError(401, "Azure OpenAI needs AZURE_API_BASE and AZURE_API_KEY: set both and try again.")
    return openai.AsyncAzureOpenAI(
        api_key=key,
        azure_endpoint=address,
        api_version=arguments.get("api_version") or litellm.AZURE_DEFAULT_API_VERSION,
        max_retries=0,
        http_client=httpx.AsyncClient(transport=http, follow_redirects=False, trust_env=False),
    )


def _litellm() -> Any:
    # LiteLLM reads this one from the environment at every call: its own HTTP code instead of the openai package's,
    # half the cost, and the only one of the two that takes our client for every OpenAI-shaped provider.
    os.environ.setdefault("EXPERIMENTAL_OPENAI_BASE_LLM_HTTP_HANDLER", "True")
    import litellm

    # Real models do repeat a chunk a hundred times (a row of dashes, a table); LiteLLM aborts the stream then.
    litellm.REPEATED_STREAMING_CHUNK_LIMIT = sys.maxsize
    return litellm
