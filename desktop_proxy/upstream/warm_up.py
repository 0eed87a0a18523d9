"""One invented request through every dialect, so that LiteLLM's lazy imports are over before a real one comes."""

from __future__ import annotations

import logging

import orjson

from desktop_proxy.providers import PROVIDERS, Provider
from desktop_proxy.redaction import Secret
from desktop_proxy.upstream.catalog import Catalog
from desktop_proxy.upstream.dialect import Dialect
from desktop_proxy.upstream.endpoints import Endpoint
from desktop_proxy.upstream.wires import wire_of

logger = logging.getLogger(__name__)

_MODELS = (("openai", "gpt-4.1"), ("openai", "gpt-5.1"), ("xai", "grok-4.3"), ("gemini", "gemini-2.5-pro"))
_TOOL = {
    "name": "tool",
    "description": "A tool.",
    "parameters": {"type": "object", "properties": {"path": {"type": "string"}}, "required": ["path"]},
}
_CHAT = {
    "messages": [
        {"role": "system", "content": "s"},
        {"role": "user", "content": "u"},
        {
            "role": "assistant",
            "content": None,
            "tool_calls": [{"id": "c", "type": "function", "function": {"name": "tool", "arguments": "{}"}}],
        },
        {"role": "tool", "tool_call_id": "c", "content": "r"},
    ],
    "tools": [{"type": "function", "function": _TOOL}],
    "max_tokens": 16,
    "stream": True,
}
_RESPONSES = {
    "input": [{"type": "message", "role": "user", "content": "u"}],
    "tools": [{"type": "function", **_TOOL}],
    "max_output_tokens": 16,
    "stream": True,
}
_GEMINI_ANSWER = orjson.dumps(
    {
        "candidates": [
            {
                "content": {"role": "model", "parts": [{"functionCall": {"name": "tool", "args": {}}}]},
                "finishReason": "STOP",
            }
        ],
        "usageMetadata": {"promptTokenCount": 1, "candidatesTokenCount": 1, "totalTokenCount": 2},
    }
)


def warm_up(dialect: Dialect, catalog: Catalog) -> None:
    """Send nothing, only prepare and parse. A failure is logged: real requests report their own."""
    rows = {row.name: row for row in PROVIDERS}
    for name, model in _MODELS:
        try:
            _try(dialect, catalog, rows[name], model)
        except Exception:
            logger.exception("Warming up %s failed", name)


def _try(dialect: Dialect, catalog: Catalog, row: Provider, model: str) -> None:
    endpoint = Endpoint(row, row.name, row.base_url, Secret("none"))
    catalog.profile(endpoint, model)
    wire = wire_of(endpoint, model, catalog.mode(endpoint, model))
    body = _RESPONSES if wire == "responses" else _CHAT
    dialect.prepared(wire, endpoint, model, {"model": model, **body})
    if wire == "gemini":
        dialect.reply(wire, endpoint).parse([_GEMINI_ANSWER])
