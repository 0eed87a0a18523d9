"""Seeded mutations of valid Messages requests: wrong types, missing and foreign fields, odd texts, damaged bytes."""

from __future__ import annotations

import copy
import random
from typing import Any

import orjson

PNG = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="

TOOL = {
    "name": "Read",
    "description": "Reads a file.",
    "input_schema": {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "type": "object",
        "properties": {
            "path": {"type": "string", "format": "uri"},
            "limit": {"anyOf": [{"type": "integer", "exclusiveMinimum": 0}, {"type": "null"}]},
            "mode": {"enum": ["a", "b"], "default": "a"},
            "rest": {"$ref": "#/$defs/rest"},
        },
        "required": ["path"],
        "additionalProperties": False,
        "$defs": {"rest": {"type": "object", "additionalProperties": {"type": "string"}}},
    },
}

SEEDS: tuple[dict[str, Any], ...] = (
    {"model": "sonnet", "max_tokens": 64, "messages": [{"role": "user", "content": "Hello"}]},
    {
        "model": "claude-opus-4-8",
        "max_tokens": 64000,
        "stream": True,
        "system": [{"type": "text", "text": "Be brief.", "cache_control": {"type": "ephemeral"}}],
        "thinking": {"type": "adaptive"},
        "output_config": {"effort": "high", "format": {"type": "json_schema", "schema": {"type": "object"}}},
        "context_management": {"edits": [{"type": "clear_thinking_20251015", "keep": "all"}]},
        "metadata": {"user_id": "u" * 150},
        "tools": [TOOL, {"type": "web_search_20250305", "name": "web_search", "max_uses": 3}],
        "tool_choice": {"type": "auto", "disable_parallel_tool_use": True},
        "messages": [
            {"role": "user", "content": [{"type": "text", "text": "Read a"}]},
            {"role": "system", "content": "A reminder."},
            {
                "role": "assistant",
                "content": [
                    {"type": "thinking", "thinking": "Hm", "signature": ""},
                    {"type": "text", "text": "Reading."},
                    {"type": "tool_use", "id": "toolu_1", "name": "Read", "input": {"path": "a"}},
                    {"type": "tool_use", "id": "toolu_2", "name": "Read", "input": {"path": "b"}},
                ],
            },
            {
                "role": "user",
                "content": [
                    {"type": "tool_result", "tool_use_id": "toolu_2", "content": "b", "is_error": True},
                    {
                        "type": "tool_result",
                        "tool_use_id": "toolu_1",
                        "content": [
                            {"type": "text", "text": "a"},
                            {"type": "image", "source": {"type": "base64", "media_type": "image/png", "data": PNG}},
                        ],
                    },
                    {
                        "type": "document",
                        "source": {"type": "base64", "media_type": "application/pdf", "data": "JVBERi0xLjQK"},
                    },
                ],
            },
        ],
    },
    {
        "model": "haiku",
        "max_tokens": 32000,
        "stream": True,
        "temperature": 0.5,
        "top_p": 0.9,
        "top_k": 5,
        "stop_sequences": ["END"],
        "thinking": {"type": "enabled", "budget_tokens": 31999},
        "messages": [
            {"role": "user", "content": "one"},
            {"role": "user", "content": [{"type": "text", "text": "two"}]},
            {
                "role": "assistant",
                "content": [{"type": "redacted_thinking", "data": "xyz"}, {"type": "text", "text": "3"}],
            },
            {"role": "user", "content": [{"type": "search_result", "source": "s", "title": "t", "content": []}]},
        ],
    },
)

VALUES: tuple[Any, ...] = (
    None, True, False, 0, -1, 1e308, 2**63, -(2**63), 1.5, "", " ", "\x00", "￿", "\ud83d\ude00", "a" * 5000, "../..",
    "http://127.0.0.1/", "data:,", [], {}, [[]], [None], {"": None}, {"type": "text"}, {"type": "tool_result"},
    [{"type": "text", "text": ""}], {"type": "image", "source": {"type": "url", "url": "file:///etc/passwd"}},
    {"$ref": "#"}, {"$ref": "#/properties/path"}, {"type": ["string", "null"]}, {"type": 5}, {"enum": []},
)  # fmt: skip

FOREIGN = (
    "api_base", "base_url", "api_key", "extra_headers", "extra_body", "fallbacks", "litellm_params",
    "custom_llm_provider", "mock_response", "thread", "n", "logprobs", "type", "id", "name", "role", "content",
)  # fmt: skip


def mutated(seed: int) -> bytes:
    """The body of mutation number `seed`; the same number gives the same bytes."""
    rng = random.Random(seed)
    body = copy.deepcopy(rng.choice(SEEDS))
    for _ in range(rng.randint(1, 2)):
        _mutate(rng, body)
    data = _dump(body)
    if rng.random() < 0.1:
        return _damage(rng, data)
    return data


def _mutate(rng: random.Random, body: dict[str, Any]) -> None:
    container = rng.choice(_containers(body))
    keys = list(container) if isinstance(container, dict) else list(range(len(container)))
    action = rng.choice(("replace", "replace", "remove", "foreign", "double", "deepen"))
    if action == "foreign" and isinstance(container, dict):
        container[rng.choice(FOREIGN)] = rng.choice(VALUES)
    elif keys and action == "replace":
        container[rng.choice(keys)] = copy.deepcopy(rng.choice(VALUES))
    elif keys and action == "remove":
        del container[rng.choice(keys)]
    elif keys and action == "double" and isinstance(container, list):
        container.append(container[rng.choice(keys)])
    elif keys and action == "deepen":
        key = rng.choice(keys)
        for _ in range(rng.choice((1, 5, 150, 210))):
            container[key] = [container[key]] if rng.random() < 0.5 else {"type": "object", "content": container[key]}


def _containers(value: Any) -> list[Any]:
    found = [value]
    for container in found:
        children = container.values() if isinstance(container, dict) else container
        found.extend(child for child in children if isinstance(child, (dict, list)) and len(found) < 500)
    return found


def _dump(body: dict[str, Any]) -> bytes:
    try:
        return orjson.dumps(body)
    except TypeError:
        import json

        return json.dumps(body).encode()


def _damage(rng: random.Random, data: bytes) -> bytes:
    kind = rng.choice(("cut", "flip", "insert", "nest"))
    place = rng.randrange(len(data))
    if kind == "cut":
        return data[:place]
    if kind == "flip":
        return data[:place] + bytes([rng.randrange(256)]) + data[place + 1 :]
    if kind == "insert":
        return data[:place] + rng.choice((b"\x00", b"\xff", b'"', b"{", b"]", b"NaN", b"\xed\xa0\x80")) + data[place:]
    return b"[" * 3000 + data + b"]" * 3000
