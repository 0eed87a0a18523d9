"""Routes, and the one place where a request's fault becomes its answer.

A request goes: gate (from its head), route, handler. It is not an `aiohttp.web.Application`: that would resolve the
route and answer `Expect` before the gate, and costs half as much again as everything else here.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable

from aiohttp import web

from desktop_proxy.protocol.errors import ApiError
from desktop_proxy.redaction import Redactor
from desktop_proxy.server import handlers
from desktop_proxy.server.connection import Request
from desktop_proxy.server.gate import Gate
from desktop_proxy.server.replies import error_reply
from desktop_proxy.server.services import Services

Endpoint = Callable[[Services, Request], Awaitable[web.StreamResponse]]

ROUTES: tuple[tuple[str, str, Endpoint], ...] = (
    ("POST", "/v1/messages", handlers.create_message),
    ("POST", "/v1/messages/count_tokens", handlers.count_tokens),
    ("GET", "/v1/models", handlers.list_models),
    ("GET", "/health", handlers.health),
    ("HEAD", "/", handlers.welcome),
    ("GET", "/", handlers.welcome),
)
MAX_ACTIVE = 256
"""Requests answered or waiting for the provider at a time."""
_ENDPOINTS = {(method, path): endpoint for method, path, endpoint in ROUTES}
_PATHS = frozenset(path for _, path, _ in ROUTES)


logger = logging.getLogger(__name__)


class App:
    """Answers every request of every connection."""

    def __init__(self, services: Services, gate: Gate) -> None:
        self._services = services
        self._gate = gate
        self.active: dict[str, Request] = {}
        """The requests being answered, by id."""
        self.closing = False
        """Whether new requests are refused."""

    async def handle(self, request: Request) -> web.StreamResponse:
        """The answer, whatever happens; raises only when there is nobody left to answer."""
        request.connection.request_begins()
        request.answering = asyncio.current_task()
        self.active[request.request_id] = request
        try:
            return await self._answer(request)
        except asyncio.CancelledError:
            if request.interruption is None or request.answering is None:
                raise
            request.answering.uncancel()
            return await self._answer_fault(request, request.interruption)
        except Exception as fault:
            if _client_left(fault, request):
                raise
            return await self._answer_fault(request, fault)
        finally:
            request.answering = None
            del self.active[request.request_id]

    async def _answer(self, request: Request) -> web.StreamResponse:
        services = self._services
        services.settings.refresh()
        await self._gate.admit(request, services.settings.current)
        if self.closing:
            raise ApiError(529, "Desktop Proxy is stopping. Try again when it runs.")
        if len(self.active) > MAX_ACTIVE:
            raise ApiError(529, "Desktop Proxy has too many requests at once. Try again.", retry_after=1)
        return await find(request.method, request.raw_path.partition("?")[0])(services, request)

    async def _answer_fault(self, request: Request, fault: Exception) -> web.StreamResponse:
        error = as_api_error(fault, request, self._services.redactor)
        if request.stream is not None and request.stream.opened:
            await request.stream.fail(error)
            return request.stream.response
        return error_reply(error, request.request_id)


def as_api_error(fault: Exception, request: Request, redactor: Redactor) -> ApiError:
    """What to answer, free of secrets. A fault of our own is logged once, and its text is never shown."""
    if isinstance(fault, ApiError):
        fault.message = redactor.redact(fault.message)
        return fault
    logger.error("Request %s failed", request.request_id, exc_info=fault)
    return ApiError(500, "Desktop Proxy failed on this request. Its log says why, under the request id.")


def _client_left(fault: Exception, request: Request) -> bool:
    return isinstance(fault, ConnectionError) and request.transport is None


def find(method: str, path: str) -> Endpoint:
    """The endpoint of a request; raises `ApiError` 404 or 405. Paths are compared as they were sent."""
    endpoint = _ENDPOINTS.get((method, path))
    if endpoint is not None:
        return endpoint
    if path.startswith(handlers.MODEL_PREFIX) and path != handlers.MODEL_PREFIX:
        if method == "GET":
            return handlers.get_model
    elif path not in _PATHS:
        raise ApiError(404, _not_found(path))
    raise ApiError(405, f"{method} is not supported at this address.")


def _not_found(path: str) -> str:
    if path.startswith("/v1/v1/"):
        return "There is nothing at this address. ANTHROPIC_BASE_URL must not end in /v1: run `desktop-proxy env`."
    return "There is nothing at this address. Desktop Proxy serves /v1/messages and /v1/models."
