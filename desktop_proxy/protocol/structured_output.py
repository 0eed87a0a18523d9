"""Structured output: the client's JSON schema as the provider's own format, or as a sentence to the model."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

import orjson

from desktop_proxy.protocol.messages import MessagesRequest
from desktop_proxy.protocol.notes import Notes
from desktop_proxy.protocol.profile import Profile

_STRICT_KEYWORDS = frozenset(
    {"type", "properties", "required", "additionalProperties", "items", "enum", "const", "anyOf", "$ref", "$defs"}
    | {"definitions", "title", "description", "format", "pattern", "minimum", "maximum", "exclusiveMinimum"}
    | {"exclusiveMaximum", "multipleOf", "minItems", "maxItems", "$schema"}
)
"""What OpenAI's strict mode knows: https://platform.openai.com/docs/guides/structured-outputs#supported-schemas"""
_STRICT_FORMATS = frozenset({"date-time", "time", "date", "duration", "email", "hostname", "ipv4", "ipv6", "uuid"})

_REQUEST = "Answer with one JSON value and nothing else: no code fence, no comment. It must match this JSON schema: {}"


@dataclass(frozen=True, slots=True)
class AnswerFormat:
    """A named schema, and whether the provider may enforce it to the letter."""

    name: str
    schema: dict[str, Any]
    strict: bool


def answer_format(
    request: MessagesRequest, profile: Profile, notes: Notes, *, with_tools: bool
) -> tuple[AnswerFormat | None, str]:
    """The format to send, or None and the sentence that asks the model for it (empty when nothing is asked)."""
    wanted = (request.output_config or {}).get("format") or request.output_format
    if not wanted:
        return None, ""
    schema = wanted["schema"]
    # Gemini refuses function declarations beside a JSON answer, the others an answer that is no object.
    takes = (
        not with_tools if profile.schema == "gemini" else isinstance(schema, dict) and schema.get("type") == "object"
    )
    if profile.structured_output and takes:
        return AnswerFormat(_name(schema), schema, is_strict(schema)), ""
    notes.rewritten("output_config.format", "the model cannot be held to a schema here, so it is asked in words")
    return None, _REQUEST.format(orjson.dumps(schema).decode())


def is_strict(schema: Any) -> bool:
    """Whether a schema keeps OpenAI's strict rules: an object at the root, and every node as they want it."""
    if not isinstance(schema, dict) or schema.get("type") != "object" or "anyOf" in schema:
        return False
    return _is_strict_node(schema)


def _is_strict_node(node: Any) -> bool:
    """A known type and keywords, closed objects that require every property, arrays with items, references alone."""
    if not isinstance(node, dict) or not _STRICT_KEYWORDS.issuperset(node):
        return False
    if "$ref" in node:
        return len(node) == 1
    kinds = node.get("type")
    kinds = kinds if isinstance(kinds, list) else [kinds]
    if ("type" not in node and "anyOf" not in node) or ("array" in kinds and "items" not in node):
        return False
    if str(node.get("format", "date")) not in _STRICT_FORMATS:
        return False
    if ("properties" in node or "object" in kinds) and not _is_closed(node):
        return False
    return all(_is_strict_node(child) for child in _children(node))


def _is_closed(node: dict[str, Any]) -> bool:
    properties, required = node.get("properties"), node.get("required") or []
    if node.get("additionalProperties") is not False or not isinstance(required, list):
        return False
    return not isinstance(properties, dict) or all(name in required for name in properties)


def _children(schema: dict[str, Any]) -> list[Any]:
    children: list[Any] = [schema["items"]] if "items" in schema else []
    for key in ("properties", "$defs", "definitions"):
        named = schema.get(key)
        children += named.values() if isinstance(named, dict) else []
    choices = schema.get("anyOf")
    return children + (choices if isinstance(choices, list) else [])


def _name(schema: dict[str, Any]) -> str:
    title = schema.get("title")
    return re.sub(r"[^a-zA-Z0-9_-]", "_", title)[:64] if isinstance(title, str) and title else "answer"
