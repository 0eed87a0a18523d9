"""Google's published schema of generateContent, and a validator as strict about names as its JSON parser."""

from __future__ import annotations

import base64
import functools
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import googleapiclient.discovery_cache
import orjson

PREFIX = "GoogleCloudAiplatformV1"
_NUMBERS = {"integer": int, "number": (int, float)}


@functools.lru_cache(maxsize=1)
def schemas() -> dict[str, Any]:
    """The schemas of Vertex AI v1; AI Studio publishes the same messages."""
    folder = Path(googleapiclient.discovery_cache.__file__).parent / "documents"
    found: dict[str, Any] = orjson.loads((folder / "aiplatform.v1.json").read_bytes())["schemas"]
    return found


def faults(body: Any, name: str = "GenerateContentRequest") -> list[str]:
    """Everything Google's parser would refuse, as `path: reason`."""
    return list(_object(body, schemas()[PREFIX + name], "$"))


def _object(value: Any, schema: dict[str, Any], path: str) -> Iterator[str]:
    if not isinstance(value, dict):
        yield f"{path}: not an object"
        return
    known, others = schema.get("properties", {}), schema.get("additionalProperties")
    for key, child in value.items():
        # The parser takes both spellings of a field's name.
        field = known.get(key) or known.get(_camel(key)) or others
        if field is None:
            yield f"{path}.{key}: unknown name"
        else:
            yield from _value(child, field, f"{path}.{key}")


def _value(value: Any, schema: dict[str, Any], path: str) -> Iterator[str]:
    if "$ref" in schema:
        yield from _object(value, schemas()[schema["$ref"]], path)
        return
    kind = schema.get("type")
    if kind == "array":
        if not isinstance(value, list):
            yield f"{path}: not a list"
            return
        for index, item in enumerate(value):
            yield from _value(item, schema["items"], f"{path}[{index}]")
    elif kind == "object":
        yield from _object(value, schema, path)
    elif kind in _NUMBERS:
        if not isinstance(value, _NUMBERS[kind]) or isinstance(value, bool):
            yield f"{path}: not a number"
    elif kind == "boolean":
        if not isinstance(value, bool):
            yield f"{path}: not a boolean"
    elif kind == "string":
        yield from _string(value, schema, path)


def _string(value: Any, schema: dict[str, Any], path: str) -> Iterator[str]:
    if schema.get("format") == "int64" and isinstance(value, int):
        return
    if not isinstance(value, str):
        yield f"{path}: not a string"
    elif "enum" in schema and value.upper() not in schema["enum"]:
        yield f"{path}: {value} is none of {schema['enum']}"
    elif schema.get("format") == "byte":
        try:
            base64.b64decode(value, validate=True)
        except ValueError:
            yield f"{path}: not base64"


def _camel(name: str) -> str:
    return re.sub(r"_([a-z])", lambda match: match.group(1).upper(), name)
