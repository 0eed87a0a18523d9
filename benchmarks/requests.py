"""The two requests that are measured: a small one, and one of 115 KB as Claude Code sends it (24 tools)."""

from __future__ import annotations

import orjson

TOOLS = 24


def small(model: str, *, stream: bool) -> bytes:
    """One question."""
    return _dump(model, [{"role": "user", "content": "Say hello."}], stream=stream)


def large(model: str, *, stream: bool = True) -> bytes:
    """About 115 KB: system blocks, a mid-conversation system message and 24 tools with nested schemas."""
    properties = {
        f"field_{n}": {"type": "string", "description": f"What field {n} is for, in a sentence of ordinary length."}
        for n in range(12)
    }
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "type": "object",
        "properties": properties
        | {"options": {"type": "array", "items": {"type": "object", "properties": properties}}},
        "required": ["field_0", "field_1"],
        "additionalProperties": False,
    }
    prose = "The quick brown fox reads a file, edits it and runs the tests before it answers. "
    tools = [
        {"name": f"Tool{n}", "description": (prose * 40)[: 400 + 100 * n], "input_schema": schema} for n in range(TOOLS)
    ]
    messages = [
        {"role": "user", "content": [{"type": "text", "text": prose * 4, "cache_control": {"type": "ephemeral"}}]},
        {"role": "system", "content": prose * 100},
    ]
    system = [
        {"type": "text", "text": "x-anthropic-billing-header: cc_version=2.1.197; cc_entrypoint=sdk-cli;"},
        {"type": "text", "text": prose * 80, "cache_control": {"type": "ephemeral"}},
    ]
    return _dump(model, messages, stream=stream, system=system, tools=tools)


def _dump(model: str, messages: list[dict[str, object]], *, stream: bool, **more: object) -> bytes:
    return orjson.dumps({"model": model, "max_tokens": 1024, "stream": stream, "messages": messages, **more})
