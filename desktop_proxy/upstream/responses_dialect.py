"""OpenAI's Responses API: LiteLLM's class on the way out, plain JSON on the way back."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Mapping
from typing import Any

import orjson
from litellm.types.router import GenericLiteLLMParams
from litellm.types.utils import LlmProviders
from litellm.utils import ProviderConfigManager

from desktop_proxy.protocol.errors import ApiError
from desktop_proxy.upstream.endpoints import Endpoint
from desktop_proxy.upstream.property_names import hide, reveal
from desktop_proxy.upstream.replies import Chunk, load, reported_error, unreadable
from desktop_proxy.upstream.tool_conversions import ToolConversions
from desktop_proxy.upstream.transport import ProviderRequest

_LAST = frozenset({"response.completed", "response.incomplete", "response.failed", "error"})


class ResponsesDialect:
    """Builds Responses requests; the parser of their answers is `ResponsesReply`."""

    def __init__(self, conversions: ToolConversions) -> None:
        self._conversions = conversions
        self._target = functools.lru_cache(maxsize=64)(_Target)

    def request(self, endpoint: Endpoint, model: str, body: Mapping[str, Any]) -> ProviderRequest:
        """The call for a neutral Responses body; `body` is left as it is."""
        target = self._target(endpoint, model)
        params = {key: value for key, value in body.items() if key not in ("model", "input", "tools")}
        optional = target.config.map_openai_params(params, model, True)
        items = _copied(body["input"])
        sent = target.config.transform_responses_api_request(model, items, optional, target.params, {})
        if tools := body.get("tools"):
            sent["tools"] = self._conversions.get(("responses", model), tools, target.convert_tools)
        return ProviderRequest(target.url, target.headers, orjson.dumps(sent))


def _copied(items: Any) -> Any:
    if not isinstance(items, list):
        return items
    return [
        {**item, "content": [dict(part) for part in content]}
        if isinstance(content := item.get("content"), list)
        else dict(item)
        for item in items
    ]


class _Target:
    def __init__(self, endpoint: Endpoint, model: str) -> None:
        self.model = model
        self.config: Any = ProviderConfigManager.get_provider_responses_api_config(
            model=model, provider=LlmProviders.OPENAI
        )
        key = endpoint.key.reveal() if endpoint.key else "none"
        self.params = GenericLiteLLMParams(api_key=key, api_base=endpoint.base_url)
        self.url: str = self.config.get_complete_url(endpoint.base_url, {})
        self.headers: dict[str, str] = self.config.validate_environment({}, model, self.params)
        if endpoint.key is None:
            self.headers.pop("Authorization", None)

    def convert_tools(self, tools: Any) -> Any:
        sent = self.config.transform_responses_api_request(self.model, [], {"tools": hide(tools)}, self.params, {})
        return reveal(sent["tools"])


class ResponsesReply:
    """Parses a stream of Responses events; what an event means is decided in `responses_stream.py`."""

    def __init__(self, endpoint: Endpoint) -> None:
        self._label = endpoint.label
        self.error: ApiError | None = None
        self.done = False

    def parse(self, payloads: Iterable[bytes]) -> list[Chunk]:
        """See `ReplyParser`."""
        chunks: list[Chunk] = []
        for payload in payloads:
            if payload == b"[DONE]":
                self.done = True
                break
            chunk = load(payload)
            if not isinstance(chunk, dict):
                if payload.strip():
                    self.error = unreadable(self._label)
                    break
                continue
            kind = chunk.get("type")
            if kind is None and (error := reported_error(chunk, self._label)):
                self.error = error
                break
            chunks.append(chunk)
            if kind in _LAST:
                self.done = True
                break
        return chunks

    def whole(self, body: bytes) -> list[Chunk]:
        """See `ReplyParser`."""
        self.done = True
        answer = load(body)
        self.error = reported_error(answer, self._label)
        if self.error is None and not (isinstance(answer, dict) and isinstance(answer.get("output"), list)):
            self.error = unreadable(self._label)
        if self.error is not None:
            return []
        items = [
            {"type": "response.output_item.done", "output_index": index, "item": item}
            for index, item in enumerate(answer["output"])
        ]
        kind = "response.incomplete" if answer.get("status") == "incomplete" else "response.completed"
        return [*items, {"type": kind, "response": answer}]
