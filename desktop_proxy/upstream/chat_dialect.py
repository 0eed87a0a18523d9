"""Chat completions as OpenAI, xAI and compatible servers want them: LiteLLM's provider classes on the way out, plain
JSON on the way back, because the payload already is a chunk.

LiteLLM converts tools once per content; with them left out its transform is a matter of microseconds.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Mapping
from typing import Any

import orjson
from litellm.types.utils import LlmProviders
from litellm.utils import ProviderConfigManager

from desktop_proxy.protocol.errors import ApiError
from desktop_proxy.upstream.endpoints import Endpoint
from desktop_proxy.upstream.property_names import hide, reveal
from desktop_proxy.upstream.replies import Chunk, load, reported_error, unreadable
from desktop_proxy.upstream.tool_conversions import ToolConversions
from desktop_proxy.upstream.transport import ProviderRequest

_JUDGED = ("reasoning_effort", "thinking", "enable_thinking", "temperature", "top_p", "response_format", "tool_choice")
"""Fields the model's profile has decided on: what LiteLLM leaves out by the sound of the model's name is put back."""
_PLACEHOLDER = {"type": "function", "function": {"name": "placeholder", "parameters": {}}}


def chat_config(prefix: str, model: str) -> Any:
    """LiteLLM's class for a provider's chat API."""
    return ProviderConfigManager.get_provider_chat_config(model=model, provider=LlmProviders(prefix))


class ChatDialect:
    """Builds chat requests; the parser of their answers is `ChatReply`."""

    def __init__(self, conversions: ToolConversions) -> None:
        self._conversions = conversions
        self._target = functools.lru_cache(maxsize=64)(_Target)

    def request(self, endpoint: Endpoint, model: str, body: Mapping[str, Any]) -> ProviderRequest:
        """The call for a neutral chat body; `body` is left as it is."""
        target = self._target(endpoint, model)
        params = {key: value for key, value in body.items() if key not in ("model", "messages", "tools")}
        tools = body.get("tools")
        if tools:
            params["tools"] = [_PLACEHOLDER]
        optional = target.config.map_openai_params(params, {}, model, True)
        sent = target.config.transform_request(model, _copied(body["messages"]), optional, target.params, {})
        takes_tools = "tools" in sent
        for name in _JUDGED:
            if name in body and (takes_tools or name != "tool_choice"):
                sent.setdefault(name, body[name])
        if takes_tools:
            sent["tools"] = self._conversions.get((target.prefix, model, target.base_url), tools, target.convert_tools)
        return ProviderRequest(target.url, target.headers, orjson.dumps(sent))


def _copied(messages: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """As deep as LiteLLM writes: it replaces items of a message's content, and keys of those items."""
    return [
        {**message, "content": [dict(part) for part in content]}
        if isinstance(content := message.get("content"), list)
        else dict(message)
        for message in messages
    ]


class _Target:
    """What stays the same for every request to one model of one endpoint."""

    def __init__(self, endpoint: Endpoint, model: str) -> None:
        key = endpoint.key.reveal() if endpoint.key else None
        self.prefix = endpoint.provider.prefix
        self.model = model
        self.base_url = endpoint.base_url
        self.config = chat_config(self.prefix, model)
        self.params = {"custom_llm_provider": self.prefix, "api_base": self.base_url}
        self.url: str = self.config.get_complete_url(self.base_url, key, model, {}, self.params, True)
        self.headers: dict[str, str] = self.config.validate_environment(
            {}, model, [], {}, self.params, api_key=key, api_base=self.base_url
        )

    def convert_tools(self, tools: Any) -> Any:
        """As LiteLLM sends them: combinators and regular expressions made acceptable, markers removed."""
        optional = self.config.map_openai_params({"tools": hide(tools)}, {}, self.model, True)
        return reveal(self.config.transform_request(self.model, [], optional, self.params, {})["tools"])


class ChatReply:
    """Parses a stream of chat-completions chunks."""

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
                if chunk is not None or not payload.strip() or payload == b"null":
                    continue
                self.error = unreadable(self._label)
                break
            if "error" in chunk and (error := reported_error(chunk, self._label)):
                self.error = error
                break
            chunks.append(chunk)
        return chunks

    def whole(self, body: bytes) -> list[Chunk]:
        """See `ReplyParser`."""
        self.done = True
        answer = load(body)
        self.error = reported_error(answer, self._label)
        choices = answer.get("choices") if isinstance(answer, dict) else None
        if self.error is None and not (choices and isinstance(choices[0].get("message"), dict)):
            self.error = unreadable(self._label)
        if self.error is not None or not choices:
            return []
        message = dict(choices[0]["message"])
        if message.get("tool_calls"):
            message["tool_calls"] = [{"index": n, **call} for n, call in enumerate(message["tool_calls"])]
        return [{**answer, "choices": [{**choices[0], "delta": message}]}]
