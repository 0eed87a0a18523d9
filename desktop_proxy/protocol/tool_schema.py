"""Tool input schemas in the dialect a provider takes: Gemini's subset of OpenAPI, or OpenAI's JSON Schema.

A constraint the dialect has no keyword for becomes a sentence in the description, so that the model still knows it.
A property may be named like a keyword: only schemas are converted, never the names inside `properties`.
Gemini: https://ai.google.dev/api/caching#Schema. OpenAI: https://platform.openai.com/docs/guides/function-calling.
"""

from __future__ import annotations

from typing import Any

from desktop_proxy.protocol.gemini_schema import GeminiConverter
from desktop_proxy.protocol.schema_references import References, Schema, listed, united

_COMBINATIONS = ("anyOf", "oneOf", "allOf")
_NAMED = ("properties", "patternProperties", "$defs", "definitions")
_SINGLE = ("additionalProperties", "contains", "not", "if", "then", "else")


def to_gemini_schema(schema: Schema) -> Schema:
    """The schema of a function's parameters as Gemini takes it: an object at the root, `anyOf` always alone."""
    converted = GeminiConverter(References(schema)).convert(schema)
    return _as_object(converted)


def to_function_schema(schema: Schema) -> Schema:
    """The schema of a function's parameters as OpenAI and its like take it.

    The root is an object with `properties` and without combinations; every array has `items`; the rest is kept.
    """
    root = schema
    if any(isinstance(schema.get(key), list) for key in _COMBINATIONS) or isinstance(schema.get("$ref"), str):
        root = _flat_root(schema)
    properties = root.get("properties")
    root = {
        **{key: value for key, value in root.items() if key not in ("enum", "not")},
        "type": "object",
        "properties": properties if isinstance(properties, dict) else {},
    }
    return _with_items(root)


def _flat_root(schema: Schema) -> Schema:
    references = References(schema)
    root, trail = references.resolved(schema, ())
    flat = {key: value for key, value in root.items() if key not in _COMBINATIONS}
    for key in ("anyOf", "oneOf"):
        members = [references.resolved(member, trail)[0] for member in listed(root, key) if isinstance(member, dict)]
        flat = united(flat, members)
    return flat


def _with_items(schema: Schema) -> Schema:
    """A copy without what OpenAI refuses: arrays without `items`, tuples as a list of them, `required` that is no list,
    and subschemas that are bare booleans."""
    copy = dict(schema)
    kind = copy.get("type")
    if "required" in copy and not isinstance(copy["required"], list):
        del copy["required"]
    if isinstance(copy.get("items"), list):
        copy = {"prefixItems": copy["items"], **copy, "items": {}}
    if (kind == "array" or (isinstance(kind, list) and "array" in kind)) and "items" not in copy:
        copy["items"] = {}
    for key, value in list(copy.items()):
        if key in _NAMED and isinstance(value, dict):
            copy[key] = {name: _subschema(child) for name, child in value.items()}
        elif key == "items" or (key in _SINGLE and isinstance(value, dict)):
            copy[key] = _subschema(value)
        elif key in (*_COMBINATIONS, "prefixItems") and isinstance(value, list):
            copy[key] = [_subschema(child) for child in value]
    return copy


def _subschema(value: Any) -> Any:
    if isinstance(value, bool):
        return {}
    return _with_items(value) if isinstance(value, dict) else value


def _as_object(schema: Schema) -> Schema:
    """The root of function parameters: one object, whatever the client's root was."""
    if schema.get("type") == "object":
        return schema
    members = [member for member in listed(schema, "anyOf") if member.get("type") == "object"]
    return united({"type": "object"}, members)
