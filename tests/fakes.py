"""What stands in at the seams: a scripted upstream, a keyring in memory, and a real server around them on port 0."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import orjson

from desktop_proxy.credentials import Credentials
from desktop_proxy.environment import Environment
from desktop_proxy.paths import Paths
from desktop_proxy.protocol.errors import ApiError
from desktop_proxy.protocol.messages import Event, MessagesRequest
from desktop_proxy.redaction import Redactor, Secret
from desktop_proxy.request_log import RequestLog, RequestRow
from desktop_proxy.routing import Route, Target
from desktop_proxy.server.runner import ProxyServer, Running
from desktop_proxy.settings import SettingsStore
from desktop_proxy.upstream.exchange import Exchange
from desktop_proxy.upstream.relay import RelayedReply, RelayRequest

TOKEN = "test-token-0123456789abcdef0123456789"


class MemoryKeyring:
    """A keyring backend that keeps everything in memory."""

    def __init__(self) -> None:
        self.values: dict[str, str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.values.get(username)

    def set_password(self, service: str, username: str, password: str) -> None:
        self.values[username] = password

    def delete_password(self, service: str, username: str) -> None:
        del self.values[username]


Step = list[Event] | ApiError | Exception | asyncio.Event
"""A batch to give, a fault to raise, or an event to wait for (one that is never set is a stall)."""


def stall() -> asyncio.Event:
    """A step that never ends by itself."""
    return asyncio.Event()


def text_batches(*texts: str, usage: Mapping[str, int] | None = None) -> list[list[Event]]:
    """A whole answer in text: what an upstream gives after message_start, one batch for each text."""
    deltas: list[list[Event]] = [
        [{"type": "content_block_delta", "index": 0, "delta": {"type": "text_delta", "text": text}}] for text in texts
    ]
    deltas[0].insert(0, {"type": "content_block_start", "index": 0, "content_block": {"type": "text", "text": ""}})
    return [*deltas, ending(usage)]


def ending(usage: Mapping[str, int] | None = None) -> list[Event]:
    """The last batch of an answer with one block."""
    counted = usage or {"input_tokens": 7, "cache_read_input_tokens": 3, "output_tokens": 5}
    return [
        {"type": "content_block_stop", "index": 0},
        {
            "type": "message_delta",
            "delta": {"stop_reason": "end_turn", "stop_sequence": None},
            "usage": {"cache_creation_input_tokens": 0, "cache_read_input_tokens": 0, **counted},
        },
        {"type": "message_stop"},
    ]


class FakeUpstream:
    """Plays `script` for every request. `relayed` makes it a relay of the bytes in the script's stead."""

    def __init__(self, *script: Step, chunk_source: Callable[[], AsyncIterator[list[Event]]] | None = None) -> None:
        self.script: Sequence[Step] = script or text_batches("Hello", " world")
        self.chunk_source = chunk_source
        self.relayed: tuple[int, dict[str, str], Sequence[bytes | Exception | asyncio.Event]] | None = None
        self.ready = True
        self.asked: list[MessagesRequest] = []
        self.relay_asked: list[RelayRequest] = []
        self.open = 0
        """Streams that have begun and were not closed yet."""
        self.begun = asyncio.Event()
        self.closed = asyncio.Event()

    async def stream(
        self, route: Route, request: MessagesRequest, exchange: Exchange
    ) -> AsyncGenerator[list[Event], None]:
        self.asked.append(request)
        exchange.attempts += 1
        self._begin()
        try:
            if self.chunk_source is not None:
                async for batch in self.chunk_source():
                    yield batch
                return
            for step in self.script:
                if isinstance(step, asyncio.Event):
                    await step.wait()
                elif isinstance(step, Exception):
                    raise step
                else:
                    yield step
        finally:
            self._end()

    def relays(self, route: Route) -> bool:
        return self.relayed is not None

    @contextlib.asynccontextmanager
    async def relay(self, route: Route, request: RelayRequest, exchange: Exchange) -> AsyncIterator[RelayedReply]:
        assert self.relayed is not None
        self.relay_asked.append(request)
        exchange.attempts += 1
        status, headers, script = self.relayed
        head, *rest = script
        self._begin()
        try:
            if isinstance(head, asyncio.Event):
                await head.wait()
            else:
                rest = [head, *rest]
            yield RelayedReply(status, headers, _chunks(rest))
        finally:
            self._end()

    async def count_tokens(self, route: Route, request: Any) -> int:
        return 42

    def estimate_tokens(self, route: Route, request: Any) -> int:
        return 11

    def cost(self, target: Target, usage: Mapping[str, int]) -> float | None:
        return 0.25

    def _begin(self) -> None:
        self.open += 1
        self.begun.set()

    def _end(self) -> None:
        self.open -= 1
        self.closed.set()


async def _chunks(script: Sequence[bytes | Exception | asyncio.Event]) -> AsyncIterator[bytes]:
    for step in script:
        if isinstance(step, asyncio.Event):
            await step.wait()
        elif isinstance(step, Exception):
            raise step
        else:
            yield step


@dataclass
class Proxy:
    """A running server and what it was built from."""

    server: ProxyServer
    upstream: FakeUpstream
    settings: SettingsStore
    log: RequestLog
    rows: list[RequestRow] = field(default_factory=list)
    """Finished rows, in the order of finishing."""
    token: str = TOKEN

    @property
    def url(self) -> str:
        assert isinstance(self.server.state, Running)
        return self.server.state.url

    @property
    def port(self) -> int:
        return int(self.url.rpartition(":")[2])

    async def row(self, count: int = 1) -> RequestRow:
        """The last of `count` finished rows, once there are so many."""
        await eventually(lambda: len(self.rows) >= count)
        return self.rows[count - 1]


@contextlib.asynccontextmanager
async def running_proxy(
    home: Path, upstream: FakeUpstream | None = None, *, grace_s: float = 0.2, **overrides: Any
) -> AsyncIterator[Proxy]:
    """A server on a free port; `overrides` are settings with `__` for the dot."""
    environment = Environment(token=Secret(TOKEN))
    redactor = Redactor()
    settings = SettingsStore(
        home / "settings.json",
        environment,
        {"server.port": 0, **{name.replace("__", "."): value for name, value in overrides.items()}},
    )
    paths = Paths.find({"DESKTOP_PROXY_HOME": str(home)})
    credentials = Credentials(environment, paths, redactor, MemoryKeyring())
    log = RequestLog(home / "requests.sqlite3", enabled=False)
    fake = upstream or FakeUpstream()
    server = ProxyServer(settings, credentials, fake, log, redactor, grace_s=grace_s)  # type: ignore[arg-type]
    proxy = Proxy(server, fake, settings, log)
    log.updated.connect(proxy.rows.append)
    await server.start()
    try:
        yield proxy
    finally:
        await server.stop()


async def eventually(condition: Callable[[], bool], timeout_s: float = 5.0) -> None:
    """Wait until `condition` holds; fails after `timeout_s`."""
    deadline = asyncio.get_running_loop().time() + timeout_s
    while not condition():
        assert asyncio.get_running_loop().time() < deadline, "the awaited state was not reached in time"
        await asyncio.sleep(0.005)


def message_body(**fields: Any) -> bytes:
    """A small valid body of `POST /v1/messages`."""
    return orjson.dumps(
        {"model": "claude-sonnet-5", "max_tokens": 64, "messages": [{"role": "user", "content": "Hi"}], **fields}
    )
