"""The HTTP client LiteLLM is given for one call, so that its calls keep the same rules as all others.

An httpx transport over our own: no redirects, bounded bodies, limits on silence, one attempt. It keeps what it saw
of a failure, because LiteLLM's exceptions lose the status, the headers and the body; LiteLLM itself gets an empty
error body (its redactor takes 2 s per MB on the event loop). Imported late: httpx comes with LiteLLM.
"""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack
from typing import Any

import httpx
import orjson
from yarl import URL

from desktop_proxy.protocol.errors import ApiError
from desktop_proxy.protocol.provider_errors import provider_error, stream_error
from desktop_proxy.upstream.exchange import Exchange
from desktop_proxy.upstream.transport import ERROR_LIMIT, ProviderRequest, Reply, Transport

REQUEST_ID_HEADERS = ("x-request-id", "request-id", "apim-request-id", "x-amzn-requestid", "cf-ray")

# The transport decides about these itself.
_NOT_SENT = frozenset({"host", "connection", "content-length", "transfer-encoding", "accept-encoding", "user-agent"})
# The transport has decoded the body already.
_NOT_RETURNED = frozenset({"content-encoding", "content-length", "transfer-encoding", "connection", "set-cookie"})

# Where LiteLLM sends what has no address, with that provider's key. OpenAI itself is not reached through LiteLLM.
_OPENAI = "api.openai.com"

_DONE = b"[DONE]"
_FINISH = re.compile(rb'"finish_reason"\s*:\s*"')
_CARRIED = 64


class CompletionHttp(httpx.AsyncBaseTransport):
    """Carries one `acompletion`; `close()` ends whatever it still has open."""

    def __init__(self, transport: Transport, label: str, exchange: Exchange) -> None:
        self._transport = transport
        self._label = label
        self._exchange = exchange
        self._open = AsyncExitStack()
        self._reply: Reply | None = None
        self._error: ApiError | None = None
        self._tail = b""
        self._carried = b""
        self._done = self._finish = False
        self.used = False
        """Whether LiteLLM sent its call this way; a few of its providers bring a client of their own."""

    def begin_events(self) -> None:
        """The first event has come: from now on the limit between bytes holds."""
        if self._reply is not None:
            self._reply.begin_events()

    def failure(self) -> ApiError | None:
        """What went wrong as seen on the wire; None when nothing did or the call did not come this way."""
        if self._error is None and self._tail:
            payload = _last_error(self._tail)
            return stream_error(payload, self._label) if payload is not None else None
        return self._error

    @property
    def finish_missing(self) -> bool:
        """Whether an OpenAI-shaped stream said `[DONE]` and no finish reason: LiteLLM reads that as a good end."""
        return self._done and not self._finish

    async def close(self) -> None:
        """Close the connection unless its answer was read to the end."""
        await self._open.aclose()

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """One call; raises `ApiError`, which is kept for `failure()`."""
        try:
            return await self._send(request)
        except ApiError as error:
            self._error = error
            raise

    async def _send(self, request: httpx.Request) -> httpx.Response:
        headers = {name: value for name, value in request.headers.items() if name.lower() not in _NOT_SENT}
        if request.url.host == _OPENAI:
            raise ApiError(404, f"{self._label} has no address: add it with `desktop-proxy providers add`.")
        body = await request.aread()
        self.used = True
        exchange = self._exchange
        exchange.sent_url, exchange.sent_body = _without_query(str(request.url)), body
        provider_request = ProviderRequest(str(request.url), headers, body)
        opened = self._transport.send(provider_request, self._label, fresh=self._exchange.attempts > 1)
        reply = await self._open.enter_async_context(opened)
        exchange.status = reply.status
        exchange.provider_request_id = next(
            (reply.headers[name] for name in REQUEST_ID_HEADERS if name in reply.headers), None
        )
        if reply.status >= 400:
            refusal = await reply.read_all(ERROR_LIMIT)
            self._error = provider_error(reply.status, reply.headers, refusal, self._label)
            return httpx.Response(reply.status, json={"error": {"message": "refused"}}, request=request)
        if "text/html" in reply.headers.get("content-type", ""):
            raise ApiError(502, f"{self._label} answered with a web page: check that its base URL leads to its API.")
        self._reply = reply
        kept = [(name, value) for name, value in reply.headers.items() if name.lower() not in _NOT_RETURNED]
        return httpx.Response(reply.status, headers=kept, stream=_Answer(self, reply), request=request)

    async def read(self, reply: Reply) -> bytes:
        """The next bytes of the answer, for the response stream."""
        try:
            data = await reply.read()
        except ApiError as error:
            self._error = error
            raise
        if b'"error"' in data or self._tail:
            self._tail = (self._tail + data)[-ERROR_LIMIT:]
        self._look_for_the_end(self._carried + data)
        self._carried = data[-_CARRIED:]
        return data

    def _look_for_the_end(self, data: bytes) -> None:
        self._finish = self._finish or _FINISH.search(data) is not None
        self._done = self._done or _DONE in data


class _Answer(httpx.AsyncByteStream):
    def __init__(self, http: CompletionHttp, reply: Reply) -> None:
        self._http = http
        self._reply = reply

    async def __aiter__(self) -> AsyncIterator[bytes]:
        while data := await self._http.read(self._reply):
            yield data

    async def aclose(self) -> None:
        await self._http.close()


def _without_query(url: str) -> str:
    """Some of LiteLLM's providers put the key into the query."""
    parsed = URL(url, encoded=True)
    version = parsed.query.get("api-version")
    bare = parsed.with_query(None)
    return str(bare.with_query({"api-version": version}) if version else bare)


def _last_error(tail: bytes) -> Mapping[str, Any] | None:
    """The last error object among server-sent events or JSON lines."""
    for line in reversed(tail.splitlines()):
        if b'"error"' not in line:
            continue
        try:
            payload = orjson.loads(line.removeprefix(b"data:").strip())
        except orjson.JSONDecodeError:
            continue
        if isinstance(payload, dict) and payload.get("error"):
            return payload
    return None
