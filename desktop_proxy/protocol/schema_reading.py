"""What one JSON Schema node says: its types, its choices between constants, and its words.

A constraint Gemini has no keyword for becomes a sentence, so that the model still knows it.
"""

from __future__ import annotations

from typing import Any

import orjson

from desktop_proxy.protocol.schema_references import Schema, listed

FORMATS = frozenset({"date-time", "enum"})
"""The formats Gemini takes."""

_TYPES = frozenset({"string", "number", "integer", "boolean", "array", "object"})
_MAX_QUOTED = 300


def kinds_of(node: Schema) -> tuple[list[str], bool]:
    """The JSON types a node names or implies, and whether null is one of them."""
    declared = node.get("type")
    named = (
        [declared] if isinstance(declared, str) else [kind for kind in listed(node, "type") if isinstance(kind, str)]
    )
    nullable = "null" in named or node.get("nullable") is True or None in listed(node, "enum")
    kinds = [kind.lower() for kind in named if kind.lower() in _TYPES]
    if not kinds and named != ["null"]:
        implied = _implied_kind(node)
        kinds = [implied] if implied else []
    return kinds or (["string"] if named == ["null"] else []), nullable


def _implied_kind(node: Schema) -> str | None:
    for key, kind in (("properties", "object"), ("additionalProperties", "object"), ("required", "object")):
        if key in node and "anyOf" not in node and "oneOf" not in node:
            return kind
    if "items" in node or "prefixItems" in node:
        return "array"
    values = [value for value in listed(node, "enum") if value is not None]
    if values:
        return next((kind for kind, types in _VALUE_KINDS if all(type(v) in types for v in values)), "string")
    if "pattern" in node or "minLength" in node or "maxLength" in node or "format" in node:
        return "string"
    return "number" if "minimum" in node or "maximum" in node else None


_VALUE_KINDS: tuple[tuple[str, tuple[type, ...]], ...] = (
    ("string", (str,)),
    ("boolean", (bool,)),
    ("integer", (int,)),
    ("number", (int, float)),
)


def with_collected_constants(node: Schema) -> Schema:
    """`const` as an `enum` of one, and a choice between constants as one `enum`."""
    if "const" in node:
        node = {**{key: value for key, value in node.items() if key != "const"}, "enum": [node["const"]]}
    for key in ("anyOf", "oneOf"):
        members = node.get(key)
        if isinstance(members, list) and members and all(isinstance(m, dict) and "const" in m for m in members):
            values = [member["const"] for member in members]
            rest = {name: value for name, value in node.items() if name != key}
            described = [f"{m['const']}: {m['description']}" for m in members if isinstance(m.get("description"), str)]
            words = " ".join([str(rest.get("description") or ""), "; ".join(described)]).strip()
            node = {**rest, "enum": values, **({"description": words} if words else {})}
    return node


def is_null(member: Any) -> bool:
    """Whether a schema takes null and nothing else."""
    return isinstance(member, dict) and (
        member.get("type") == "null" or ("const" in member and member["const"] is None)
    )


def is_number(value: Any) -> bool:
    """Whether a JSON value is a number (in Python a boolean is one too)."""
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def description_of(node: Schema, kinds: list[str]) -> str:
    """The node's own words, and a sentence for each constraint Gemini has no keyword for."""
    said = [node["description"]] if isinstance(node.get("description"), str) and node["description"] else []
    values = node.get("enum")
    if isinstance(values, list) and values and not (kinds == ["string"] and all(map(_is_kept, values))):
        said.append(f"One of: {_quoted(values)}.")
    for key, words in _SENTENCES:
        value = node.get(key)
        if _worth_saying(key, value, kinds):
            said.append(words.format(_quoted(value)))
    return " ".join(said)


def _is_kept(value: Any) -> bool:
    """Whether a value of an enum reaches Gemini: strings that are not empty, and null as `nullable`."""
    return value is None or (isinstance(value, str) and bool(value))


def _worth_saying(key: str, value: Any, kinds: list[str]) -> bool:
    if key.startswith("exclusive"):
        return is_number(value) and kinds != ["integer"]
    if key == "additionalProperties":
        return isinstance(value, dict) and bool(value)
    if key == "format":
        return isinstance(value, str) and value not in FORMATS
    if key == "uniqueItems":
        return value is True
    return value is not None


_SENTENCES = (
    ("pattern", "Must match the regular expression {}."),
    ("format", "Format: {}."),
    ("exclusiveMinimum", "Greater than {}."),
    ("exclusiveMaximum", "Less than {}."),
    ("multipleOf", "A multiple of {}."),
    ("uniqueItems", "No item twice."),
    ("default", "Default: {}."),
    ("additionalProperties", "Keys are free; each value matches {}."),
)


def _quoted(value: Any) -> str:
    text = value if isinstance(value, str) else orjson.dumps(value).decode().strip("[]")
    return text[:_MAX_QUOTED]
