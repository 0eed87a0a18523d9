"""A real `Upstream` whose providers are one loopback server, and what answers of each provider look like."""

from __future__ import annotations

import functools
from collections.abc import AsyncIterator, Mapping
from contextlib import aclosing, asynccontextmanager
from pathlib import Path
from typing import Any

import orjson
from fakes import MemoryKeyring
from upstream.loopback import Answer, Loopback, loopback, sse

from desktop_proxy.credentials import Credentials
from desktop_proxy.environment import Environment
from desktop_proxy.paths import Paths
from desktop_proxy.protocol.messages import Event, MessagesRequest
from desktop_proxy.protocol.request_body import messages_request
from desktop_proxy.providers import provider
from desktop_proxy.redaction import Redactor, Secret
from desktop_proxy.routing import resolve
from desktop_proxy.settings import SettingsStore
from desktop_proxy.upstream.endpoints import Endpoint
from desktop_proxy.upstream.exchange import Exchange, RelayRequest
from desktop_proxy.upstream.litellm_loader import Loaded, load
from desktop_proxy.upstream.upstream import Upstream

KEY = "sk-loopback-0123456789abcdefghij"
SWEEP_S = 0.05

CHUNK = {"id": "c", "object": "chat.completion.chunk", "created": 1, "model": "m"}
USAGE = {"prompt_tokens": 12, "completion_tokens": 3, "total_tokens": 15}


def chat_delta(finish: str | None = None, **delta: Any) -> dict[str, Any]:
    return {**CHUNK, "choices": [{"index": 0, "delta": delta, "finish_reason": finish}]}


CHAT = sse(
    chat_delta(role="assistant", content=""),
    chat_delta(content="Hello"),
    chat_delta(content=" there"),
    chat_delta("stop"),
    {**CHUNK, "choices": [], "usage": USAGE},
    "[DONE]",
)


def gemini_chunk(*parts: dict[str, Any], finish: str | None = None, **fields: Any) -> dict[str, Any]:
    candidate: dict[str, Any] = {"content": {"role": "model", "parts": list(parts)}, "index": 0}
    if finish:
        candidate["finishReason"] = finish
    counted = {"promptTokenCount": 12, "candidatesTokenCount": 3, "totalTokenCount": 15}
    return {"candidates": [candidate], "usageMetadata": counted, "modelVersion": "m", "responseId": "r", **fields}


GEMINI = sse(gemini_chunk({"text": "Hello"}), gemini_chunk({"text": " there"}, finish="STOP"))


def responses_events(text: str = "Hello there") -> list[bytes]:
    item = {
        "id": "msg_1",
        "type": "message",
        "role": "assistant",
        "status": "completed",
        "content": [{"type": "output_text", "text": text, "annotations": []}],
    }
    usage = {"input_tokens": 12, "output_tokens": 3, "total_tokens": 15}
    where = {"item_id": "msg_1", "output_index": 0, "content_index": 0}
    return sse(
        {"type": "response.created", "response": {"id": "resp_1", "status": "in_progress", "output": []}},
        {"type": "response.output_item.added", "output_index": 0, "item": {**item, "content": []}},
        {"type": "response.output_text.delta", **where, "delta": text},
        {"type": "response.output_text.done", **where, "text": text},
        {"type": "response.output_item.done", "output_index": 0, "item": item},
        {
            "type": "response.completed",
            "response": {"id": "resp_1", "status": "completed", "output": [item], "usage": usage},
        },
    )


class Rig:
    """The upstream, its loopback server, and one-line asking."""

    def __init__(self, upstream: Upstream, double: Loopback, settings: SettingsStore, credentials: Credentials) -> None:
        self.upstream = upstream
        self.double = double
        self.settings = settings
        self.credentials = credentials
        self.exchange = Exchange()
        self.asked: RelayRequest | None = None
        """The client's bytes, where a test has some."""

    def request(self, model: str, **fields: Any) -> MessagesRequest:
        body = {"model": model, "max_tokens": 100, "messages": [{"role": "user", "content": "Hi"}], **fields}
        return messages_request(orjson.loads(orjson.dumps(body)))

    async def batches(self, model: str, **fields: Any) -> AsyncIterator[list[Event]]:
        """The batches of an answer; `exchange` is what was learned."""
        request = self.request(model, **fields)
        self.exchange = Exchange(asked=self.asked)
        route = resolve(model, self.settings.current)
        async with aclosing(self.upstream.stream(route, request, self.exchange)) as batches:
            async for batch in batches:
                yield batch

    async def ask(self, model: str, **fields: Any) -> list[Event]:
        """All events of an answer."""
        return [event async for batch in self.batches(model, **fields) for event in batch]

    @property
    def sent(self) -> Any:
        """The body the provider was sent last."""
        return self.double.calls[-1].json()


@asynccontextmanager
async def rig(
    tmp_path: Path,
    *answers: Answer,
    environ: Mapping[str, str] | None = None,
    overrides: Mapping[str, Any] | None = None,
    sweep_interval: float = SWEEP_S,
) -> AsyncIterator[Rig]:
    """A started upstream; every provider's address is the loopback server's, which gives `answers` in turn."""
    async with loopback() as double:
        double.answers = list(answers)
        variables = {
            "OPENAI_API_KEY": KEY,
            "OPENAI_BASE_URL": f"{double.url}/v1",
            "XAI_API_KEY": KEY,
            "XAI_BASE_URL": f"{double.url}/v1",
            "GEMINI_API_KEY": KEY,
            "GEMINI_BASE_URL": double.url,
            "ANTHROPIC_API_KEY": KEY,
            "ANTHROPIC_UPSTREAM_BASE_URL": double.url,
            **(environ or {}),
        }
        environment = Environment.read({name: value for name, value in variables.items() if value}, tmp_path)
        settings = SettingsStore(tmp_path / "settings.json", environment, overrides)
        paths = Paths.find({"DESKTOP_PROXY_HOME": str(tmp_path)})
        credentials = Credentials(environment, paths, Redactor(), MemoryKeyring())
        upstream = Upstream(settings, credentials, sweep_interval=sweep_interval)
        await upstream.start()
        try:
            yield Rig(upstream, double, settings, credentials)
        finally:
            await upstream.close()


def text_of(events: list[Event]) -> str:
    """The text of an answer."""
    deltas = (event["delta"] for event in events if event["type"] == "content_block_delta")
    return "".join(delta.get("text", "") for delta in deltas)


def ending(events: list[Event]) -> Any:
    """How an answer ended: its stop reason, or the error."""
    last = events[-1]
    if last["type"] == "error":
        return last["error"]
    assert last["type"] == "message_stop"
    return events[-2]["delta"]["stop_reason"]


@functools.lru_cache(maxsize=1)
def loaded() -> Loaded:
    """LiteLLM with the dialects and the catalog."""
    return load()


def endpoint(name: str, base_url: str = "", **fields: Any) -> Endpoint:
    """An endpoint with a key, without settings."""
    row = provider(name)
    assert row is not None
    return Endpoint(row, name, base_url or row.base_url, Secret(KEY), **fields)
