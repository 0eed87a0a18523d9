"""Gemini's generateContent, at AI Studio and Vertex: LiteLLM's option mapping and content transform on the way out.

Sent in camelCase, as Google documents it. The way back is `gemini_reply.py`, the token for Vertex `vertex_auth.py`.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping
from typing import Any

import litellm
import orjson
from litellm.llms.vertex_ai.gemini.transformation import transform_request_body
from litellm.llms.vertex_ai.vertex_llm_base import VertexBase

from desktop_proxy.protocol.profile import Note
from desktop_proxy.upstream.endpoints import Endpoint
from desktop_proxy.upstream.gemini_messages import prepare, restore
from desktop_proxy.upstream.google_address import google_base, location
from desktop_proxy.upstream.tool_conversions import ToolConversions
from desktop_proxy.upstream.transport import ProviderRequest

_CAMEL = re.compile(r"_([a-z])")
_KEPT_VALUES = frozenset({"response_schema", "response_json_schema", "responseJsonSchema", "responseSchema"})


class GeminiDialect:
    """Builds Gemini requests."""

    def __init__(self, conversions: ToolConversions) -> None:
        self._conversions = conversions
        self._address = functools.lru_cache(maxsize=64)(_address)

    def request(
        self,
        endpoint: Endpoint,
        model: str,
        body: Mapping[str, Any],
        token: str | None = None,
        project: str | None = None,
    ) -> tuple[ProviderRequest, tuple[Note, ...]]:
        """The call for a neutral chat body, and what could not be passed on; `body` is left as it is.

        Vertex needs its access `token` and its `project`.
        """
        vertex = endpoint.provider.way == "vertex"
        config = litellm.VertexGeminiConfig() if vertex else litellm.GoogleAIStudioGeminiConfig()
        kept = prepare(body["messages"], model, vertex=vertex)
        params = {key: value for key, value in body.items() if key not in ("model", "messages", "tools")}
        optional = config.map_openai_params(params, {}, model, True)
        if "temperature" not in params:
            # LiteLLM invents 1.0 for Gemini 3, which is what the provider takes by itself.
            optional.pop("temperature", None)
        extra_tools = optional.pop("tools", None)
        sent = transform_request_body(
            messages=kept.messages,
            model=model,
            optional_params=optional,
            custom_llm_provider="vertex_ai" if vertex else "gemini",
            litellm_params={},
            cached_content=None,
        )
        spelled = _spelled(sent)
        spelled["contents"] = restore(sent["contents"], kept)
        if kept.system:
            spelled["systemInstruction"] = {"parts": [{"text": text} for text in kept.system]}
        if tools := body.get("tools"):
            spelled["tools"] = self._conversions.get(
                ("gemini", vertex), tools, functools.partial(_convert_tools, config)
            )
        elif extra_tools:
            spelled["tools"] = extra_tools
        url, headers = self._address(endpoint, model, project)
        if token:
            headers = {**headers, "Authorization": f"Bearer {token}"}
        return ProviderRequest(url, headers, orjson.dumps(spelled)), tuple(kept.notes)


def _spelled(sent: Mapping[str, Any]) -> dict[str, Any]:
    """The body in camelCase, except for the user's own schemas and what is replaced anyway."""
    result = {_camel(key): value for key, value in sent.items() if key != "contents"}
    for section in ("generationConfig", "toolConfig"):
        if isinstance(result.get(section), dict):
            result[section] = _deep_camel(result[section])
    return result


def _deep_camel(value: Any) -> Any:
    if isinstance(value, dict):
        return {_camel(key): child if key in _KEPT_VALUES else _deep_camel(child) for key, child in value.items()}
    return value


def _camel(name: str) -> str:
    return _CAMEL.sub(lambda match: match.group(1).upper(), name)


def _convert_tools(config: Any, tools: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """LiteLLM sorts the tools into Google's kinds; the schemas are already in Gemini's subset and stay as they are.

    Its own schema conversion would remove parameters called `strict` or `additionalProperties`.
    """
    schemas = {
        tool["function"]["name"]: tool["function"].pop("parameters", None) for tool in tools if "function" in tool
    }
    converted = []
    for tool in config.map_function(value=tools, optional_params={}):
        declarations = tool.get("function_declarations")
        if declarations is None:
            converted.append({_camel(key): value for key, value in tool.items()})
            continue
        for declaration in declarations:
            schema = schemas.get(declaration["name"])
            # An object without properties is refused; no parameters at all say the same.
            if schema and (schema.get("properties") or schema.get("type") != "object"):
                declaration["parameters"] = schema
        converted.append({"functionDeclarations": declarations})
    return converted


def _address(endpoint: Endpoint, model: str, project: str | None) -> tuple[str, dict[str, str]]:
    vertex = endpoint.provider.way == "vertex"
    base = google_base(endpoint)
    if vertex:
        base += f"/projects/{project}/locations/{location(endpoint)}/publishers/google/models/{model}"
    auth, url = VertexBase().get_token_and_url(
        model=model,
        auth_header=None,
        gemini_api_key=endpoint.key.reveal() if endpoint.key else "none",
        vertex_project=project,
        vertex_location=endpoint.location,
        vertex_credentials=None,
        stream=True,
        custom_llm_provider="vertex_ai" if vertex else "gemini",
        api_base=base,
    )
    headers = {"Content-Type": "application/json"}
    return url, {**headers, **auth} if isinstance(auth, dict) else headers
