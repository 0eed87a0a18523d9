"""A value that satisfies a simple JSON schema, made from hints: for the demo model's tool calls and structured answers.

Takes `$ref` within the schema, `anyOf`/`oneOf`/`allOf` (its first branch), `enum`, `const`, `default` and the plain
limits. It is no validator, and no generator for every schema there is.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

_MAX_DEPTH = 8

Hints = tuple[tuple[str, str], ...]
"""(regular expression for a property's name, the text it gets); first match wins."""


def example_value(schema: Any, hints: Hints, fallback: str) -> Any:
    """A value for `schema`; strings without a hint get `fallback`."""
    root = schema if isinstance(schema, Mapping) else {}
    return _value(root, root, "", hints, fallback, 0)


def _value(schema: Any, root: Mapping[str, Any], name: str, hints: Hints, fallback: str, depth: int) -> Any:
    schema = _resolved(schema, root)
    if depth > _MAX_DEPTH:
        return None
    for key in ("const", "default"):
        if key in schema:
            return schema[key]
    if isinstance(schema.get("enum"), list) and schema["enum"]:
        return schema["enum"][0]
    for key in ("anyOf", "oneOf", "allOf"):
        if isinstance(schema.get(key), list) and schema[key]:
            return _value(schema[key][0], root, name, hints, fallback, depth + 1)
    kind = _kind(schema)
    if kind == "object":
        return _object(schema, root, hints, fallback, depth)
    if kind == "array":
        count = min(8, int(schema.get("minItems") or 0))
        return [_value(schema.get("items"), root, name, hints, fallback, depth + 1) for _ in range(count)]
    if kind in ("integer", "number"):
        return _number(schema, whole=kind == "integer")
    if kind == "boolean":
        return False
    return None if kind == "null" else _string(schema, name, hints, fallback)


def _object(schema: Mapping[str, Any], root: Mapping[str, Any], hints: Hints, fallback: str, depth: int) -> Any:
    properties = schema.get("properties")
    properties = properties if isinstance(properties, Mapping) else {}
    required = schema.get("required")
    names = [name for name in required if isinstance(name, str)] if isinstance(required, list) else []
    return {name: _value(properties.get(name), root, name, hints, fallback, depth + 1) for name in names}


def _resolved(schema: Any, root: Mapping[str, Any]) -> Mapping[str, Any]:
    for _ in range(_MAX_DEPTH):
        if not isinstance(schema, Mapping):
            return {}
        reference = schema.get("$ref")
        if not isinstance(reference, str) or not reference.startswith("#/"):
            return schema
        schema = root
        for step in reference[2:].split("/"):
            schema = schema.get(step) if isinstance(schema, Mapping) else None
    return {}


def _kind(schema: Mapping[str, Any]) -> str:
    kind = schema.get("type")
    if isinstance(kind, list):
        kind = next((one for one in kind if one != "null"), "null")
    if isinstance(kind, str):
        return kind
    return "object" if "properties" in schema else "string"


def _number(schema: Mapping[str, Any], *, whole: bool) -> int | float:
    value = schema.get("minimum", schema.get("exclusiveMinimum", 0))
    value = value if isinstance(value, (int, float)) else 0
    if "exclusiveMinimum" in schema or ("minimum" not in schema and "exclusiveMaximum" not in schema):
        value += 1
    if isinstance(schema.get("maximum"), (int, float)):
        value = min(value, schema["maximum"])
    return int(value) if whole else value


def _string(schema: Mapping[str, Any], name: str, hints: Hints, fallback: str) -> str:
    text = next((text for pattern, text in hints if re.search(pattern, name, re.IGNORECASE)), fallback)
    limit = schema.get("maxLength")
    text = text[:limit] if isinstance(limit, int) else text
    short = int(schema.get("minLength") or 0) - len(text)
    return text + "." * min(1000, max(0, short))
