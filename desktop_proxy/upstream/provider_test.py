"""Trying a provider out: its list of models, then one short streamed answer with a tool, the way of a real request.

One try, no fallbacks, nothing in the request log. What a failure means is said by `provider_verdict.py`.
"""

from __future__ import annotations

import re
import time
from collections.abc import Awaitable, Callable, Sequence
from contextlib import aclosing
from dataclasses import dataclass

from desktop_proxy.figures import duration
from desktop_proxy.protocol.errors import ERROR_TYPES, ApiError
from desktop_proxy.protocol.messages import Event, MessagesRequest
from desktop_proxy.protocol.request_body import messages_request
from desktop_proxy.routing import Target, resolve
from desktop_proxy.settings import RoutingSettings, Settings
from desktop_proxy.upstream.attempts import Attempts
from desktop_proxy.upstream.connection_errors import ConnectError
from desktop_proxy.upstream.endpoints import Endpoint
from desktop_proxy.upstream.exchange import Exchange
from desktop_proxy.upstream.provider_verdict import Failure, Fault, verdict

MAX_TOKENS = 16
"""The least that OpenAI's Responses API takes."""
TIERS = ("claude-sonnet-5", "claude-opus-4-8", "claude-haiku-4-5", "claude-fable-5")

_TOOL = {
    "name": "look_up",
    "description": "Looks a word up.",
    "input_schema": {"type": "object", "properties": {"word": {"type": "string"}}, "required": ["word"]},
}
_NO_CHAT = re.compile(
    r"embed|rerank|moderation|guard|whisper|tts|audio|speech|transcri|realtime|image|imagen|dall-e|veo|sora|babbage|davinci"
)
_MAY_NOT_LIST = re.compile(r"insufficient permissions|missing scopes?")
"""A key may be good for answers and not for the list."""


@dataclass(frozen=True, slots=True)
class ProviderTest:
    """What a test found."""

    ok: bool
    sentence: str
    """What works, or what is wrong and what to do."""
    models: tuple[str, ...] | None = None
    """What the provider offers; None where it does not say."""
    model: str | None = None
    """The one that was tried."""
    first_token_ms: float | None = None
    duration_ms: float | None = None
    fault: Fault | None = None
    status: int | None = None
    """Of the failure, as a client would be told."""


def not_set_up(error: ApiError) -> ProviderTest:
    """There was nothing to ask yet."""
    return ProviderTest(False, error.message, fault="key" if error.status == 401 else "other", status=error.status)


async def try_provider(
    endpoint: Endpoint,
    settings: Settings,
    model: str | None,
    list_models: Callable[[Endpoint], Awaitable[list[str]]],
    attempts: Attempts,
) -> ProviderTest:
    """Try `model`, or the one that would answer; for one without a name, one of the list."""
    models, unlisted = await _list(endpoint, list_models)
    if unlisted is not None and _is_final(unlisted):
        return _failed(Failure(unlisted, endpoint))
    tried = model or _answering_model(endpoint.name, settings) or _first_for_text(models or ())
    if tried is None:
        return _nothing_to_try(endpoint, models, unlisted)
    begun = time.monotonic()
    try:
        first_ms = await _answer(endpoint, tried, attempts)
    except ApiError as error:
        missing = unlisted is not None and unlisted.status == 404
        return _failed(Failure(error, endpoint, tried, models, missing))
    took_ms = _ms_since(begun)
    offers = f"; it offers {len(models)} models" if models and len(models) > 1 else ""
    sentence = f"{endpoint.label} works: {tried} answered in {duration(took_ms)}{offers}."
    return ProviderTest(True, sentence, models, tried, first_ms, took_ms)


async def _list(
    endpoint: Endpoint, list_models: Callable[[Endpoint], Awaitable[list[str]]]
) -> tuple[tuple[str, ...] | None, ApiError | None]:
    try:
        return tuple(await list_models(endpoint)), None
    except ApiError as error:
        return None, error


def _is_final(error: ApiError) -> bool:
    """Whether an answer would fail in the same way."""
    if isinstance(error, ConnectError) or error.status == 504:
        return True
    return error.status == 401 and not _MAY_NOT_LIST.search(error.words)


def _answering_model(name: str, settings: Settings) -> str | None:
    """The model of the first tier that this provider answers; else the one it would answer with if it were chosen."""
    chosen = settings.model_copy(
        update={"routing": RoutingSettings(preferred_provider=name, naming=settings.routing.naming)}
    )
    for requested, under in (*((tier, settings) for tier in TIERS), (TIERS[0], chosen)):
        try:
            target = resolve(requested, under).target
        except ApiError:
            continue
        if target.provider == name:
            return target.model
    return None


def _first_for_text(models: Sequence[str]) -> str | None:
    return next((model for model in models if not _NO_CHAT.search(model.lower())), None)


def _nothing_to_try(endpoint: Endpoint, models: tuple[str, ...] | None, unlisted: ApiError | None) -> ProviderTest:
    if unlisted is not None and unlisted.status != 400:
        return _failed(Failure(unlisted, endpoint))
    sentence = f"{endpoint.label} offers no model for text: load one there, or type the name of one, and test again."
    return ProviderTest(False, unlisted.message if unlisted else sentence, models, fault="model")


async def _answer(endpoint: Endpoint, model: str, attempts: Attempts) -> float:
    """Milliseconds to the first event. Raises `ApiError`."""
    begun = time.monotonic()
    first_ms: float | None = None
    stream = attempts.stream(Target(endpoint.name, model), _request(model), Exchange(), only=endpoint)
    async with aclosing(stream) as batches:
        async for batch in batches:
            first_ms = first_ms or _ms_since(begun)
            if batch[-1]["type"] == "error":
                raise _told_late(batch[-1])
    return first_ms or _ms_since(begun)


def _request(model: str) -> MessagesRequest:
    return messages_request(
        {
            "model": model,
            "max_tokens": MAX_TOKENS,
            "stream": True,
            "messages": [{"role": "user", "content": "Answer with the word ok and call no tool."}],
            "tools": [_TOOL],
        }
    )


def _told_late(event: Event) -> ApiError:
    """A failure that came after the answer had begun has no status of its own."""
    error = event["error"]
    status = next((status for status, kind in ERROR_TYPES.items() if kind == error["type"]), 502)
    return ApiError(status, error["message"], type=error["type"])


def _failed(failure: Failure) -> ProviderTest:
    fault, sentence = verdict(failure)
    return ProviderTest(
        False,
        sentence,
        tuple(failure.models) if failure.models is not None else None,
        failure.model or None,
        fault=fault,
        status=failure.error.status,
    )


def _ms_since(moment: float) -> float:
    return round((time.monotonic() - moment) * 1000, 1)
