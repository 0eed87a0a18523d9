"""A JSON Schema node as Gemini's subset of OpenAPI.

Gemini's `Schema` knows few keywords, wants `items` in every array and nothing beside `anyOf`, and refuses what it
does not know. Source: https://ai.google.dev/api/caching#Schema and the `aiplatform` discovery document.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from desktop_proxy.protocol.schema_reading import (
    FORMATS,
    description_of,
    is_null,
    is_number,
    kinds_of,
    with_collected_constants,
)
from desktop_proxy.protocol.schema_references import References, Schema, listed, strings, united

_NUMBERS = ("minimum", "maximum")
_COUNTS = ("minItems", "maxItems", "minLength", "maxLength", "minProperties", "maxProperties")
_ANY: tuple[Schema, ...] = tuple({"type": kind} for kind in ("string", "number", "boolean", "object"))
_MAX_DEPTH = 60


class GeminiConverter:
    """Converts the nodes of one schema."""

    def __init__(self, references: References) -> None:
        self._references = references
        self._depth = 0

    def convert(self, schema: Any, trail: tuple[str, ...] = ()) -> Schema:
        """The converted node; `trail` holds the references passed on the way to it."""
        if self._depth >= _MAX_DEPTH:
            return {"type": "object"}
        if not isinstance(schema, dict):
            return _any()
        self._depth += 1
        try:
            return self._converted(schema, trail)
        finally:
            self._depth -= 1

    def _converted(self, schema: Schema, trail: tuple[str, ...]) -> Schema:
        node, trail = self._references.resolved(schema, trail)
        node = with_collected_constants(node)
        kinds, nullable = kinds_of(node)
        members = [member for key in ("anyOf", "oneOf") for member in listed(node, key) if not is_null(member)]
        nullable = nullable or any(is_null(member) for key in ("anyOf", "oneOf") for member in listed(node, key))
        if members and "object" not in kinds and "properties" not in node:
            converted = self._choice(node, members, trail)
        elif len(kinds) > 1:
            converted = _alternatives([self._typed(node, kind, trail) for kind in kinds])
        else:
            resolved = [self._references.resolved(member, trail)[0] for member in members if isinstance(member, dict)]
            converted = self._typed(united(node, resolved), kinds[0] if kinds else None, trail)
        return _described(_nullable(converted) if nullable else converted, description_of(node, kinds))

    def _choice(self, node: Schema, members: list[Any], trail: tuple[str, ...]) -> Schema:
        beside = {key: value for key, value in node.items() if key in ("type", "items", "enum", *_NUMBERS, *_COUNTS)}
        return _alternatives(
            [self.convert({**beside, **member} if isinstance(member, dict) else member, trail) for member in members]
        )

    def _typed(self, node: Schema, kind: str | None, trail: tuple[str, ...]) -> Schema:
        if kind is None:
            return _any()
        typed: Schema = {"type": kind}
        for key, wanted_by in _KEYWORDS:
            if key in node and kind in wanted_by and is_number(node[key]):
                typed[key] = int(node[key]) if key in _COUNTS else node[key]
        return _BY_KIND[kind](self, node, typed, trail) if kind in _BY_KIND else typed

    def _string(self, node: Schema, typed: Schema, trail: tuple[str, ...]) -> Schema:
        # Gemini refuses an empty string in an enum.
        values = [value for value in listed(node, "enum") if isinstance(value, str) and value]
        if values:
            typed["enum"] = list(dict.fromkeys(values))
        if isinstance(node.get("format"), str) and node["format"] in FORMATS:
            typed["format"] = node["format"]
        return typed

    def _integer(self, node: Schema, typed: Schema, trail: tuple[str, ...]) -> Schema:
        for key, plain, step in (("exclusiveMinimum", "minimum", 1), ("exclusiveMaximum", "maximum", -1)):
            if is_number(node.get(key)):
                typed[plain] = int(node[key]) + step
        return typed

    def _array(self, node: Schema, typed: Schema, trail: tuple[str, ...]) -> Schema:
        items = node.get("items")
        tuple_items = listed(node, "prefixItems") or listed(node, "items")
        if tuple_items:
            typed["items"] = _alternatives([self.convert(item, trail) for item in tuple_items])
        elif isinstance(items, dict) and items:
            typed["items"] = self.convert(items, trail)
        else:
            typed["items"] = {"type": "string"}
        return typed

    def _object(self, node: Schema, typed: Schema, trail: tuple[str, ...]) -> Schema:
        properties = node.get("properties")
        if not isinstance(properties, dict) or not properties:
            return typed
        typed["properties"] = {name: self.convert(child, trail) for name, child in properties.items()}
        for key in ("required", "propertyOrdering"):
            names = [name for name in strings(node, key) if name in properties]
            if names:
                typed[key] = list(dict.fromkeys(names))
        return typed


_BY_KIND: dict[str, Callable[[GeminiConverter, Schema, Schema, tuple[str, ...]], Schema]] = {
    "string": GeminiConverter._string,
    "integer": GeminiConverter._integer,
    "array": GeminiConverter._array,
    "object": GeminiConverter._object,
}
_KEYWORDS = (
    ("minimum", ("number", "integer")),
    ("maximum", ("number", "integer")),
    ("minItems", ("array",)),
    ("maxItems", ("array",)),
    ("minLength", ("string",)),
    ("maxLength", ("string",)),
    ("minProperties", ("object",)),
    ("maxProperties", ("object",)),
)


def _any() -> Schema:
    """A value of any type: Gemini has no schema without a type."""
    return {"anyOf": [dict(member) for member in _ANY]}


def _alternatives(members: list[Schema]) -> Schema:
    """One member itself, or an `anyOf` without anything beside it (Gemini refuses more)."""
    flat: list[Schema] = []
    for member in members:
        for choice in member.get("anyOf") or [member]:
            if choice not in flat:
                flat.append(choice)
    return flat[0] if len(flat) == 1 else {"anyOf": flat}


def _nullable(schema: Schema) -> Schema:
    if "anyOf" in schema:
        return {"anyOf": [{**member, "nullable": True} for member in schema["anyOf"]]}
    return {**schema, "nullable": True}


def _described(schema: Schema, description: str) -> Schema:
    if not description:
        return schema
    if "anyOf" in schema:
        first, *others = schema["anyOf"]
        return {"anyOf": [_described(first, description), *others]}
    own = schema.get("description")
    return {**schema, "description": f"{description} {own}" if own and own != description else description}
