"""The fields of a Gemini request.

Names come from Google's discovery document; unknown ones are refused as Google's JSON parser does. The schema subset
is AI Studio's, narrower than the document's: what both take.
"""

# Messages are quoted as the providers word them.
# ruff: noqa: E501

from __future__ import annotations

import functools
import json
import re
from collections.abc import Mapping
from importlib import resources
from typing import Any

from .refusal import Refusal

ROOT = "GoogleCloudAiplatformV1GenerateContentRequest"
SCHEMA = "GoogleCloudAiplatformV1Schema"
SCHEMA_KEYWORDS = frozenset(
    [
        "type",
        "format",
        "title",
        "description",
        "nullable",
        "enum",
        "maxItems",
        "minItems",
        "properties",
        "required",
        "minProperties",
        "maxProperties",
        "minLength",
        "maxLength",
        "pattern",
        "example",
        "anyOf",
        "propertyOrdering",
        "default",
        "items",
        "minimum",
        "maximum",
    ]
)
FORMATS = {"STRING": ("enum", "date-time"), "NUMBER": ("float", "double"), "INTEGER": ("int32", "int64")}
FUNCTION_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_.:-]{0,63}\Z")


@functools.cache
def _document() -> Mapping[str, Any]:
    name = "googleapiclient.discovery_cache.documents"
    text = (resources.files(name) / "aiplatform.v1.json").read_text(encoding="utf-8")
    schemas: Mapping[str, Any] = json.loads(text)["schemas"]
    return schemas


def camel(name: str) -> str:
    head, *rest = name.split("_")
    return head + "".join(part.capitalize() for part in rest)


def normalise(value: Any, kind: str, path: str = "") -> Any:
    """The message with camelCase names; refused when it has a field its type does not."""
    if not isinstance(value, Mapping):
        raise Refusal(400, f"Invalid value at '{path}' (type.googleapis.com/{kind}).", param=path)
    if kind == SCHEMA:
        return _check_schema(value, path)
    fields = _document()[kind]["properties"]
    found = {}
    for name, inner in value.items():
        known = camel(name)
        if known not in fields:
            raise Refusal(
                400,
                f"Invalid JSON payload received. Unknown name \"{name}\" at '{path}': Cannot find field.",
                param=path,
            )
        found[known] = _typed(inner, fields[known], f"{path}.{name}".strip("."))
    return found


def _typed(value: Any, field: Mapping[str, Any], path: str) -> Any:
    if value is None:
        return None
    if "$ref" in field:
        return normalise(value, field["$ref"], path)
    kind = field.get("type")
    if kind == "array":
        if not isinstance(value, list):
            raise Refusal(400, f"Invalid value at '{path}': expected a list.", param=path)
        return [_typed(item, field["items"], f"{path}[{index}]") for index, item in enumerate(value)]
    expected: dict[str, tuple[type, ...]] = {
        "string": (str,),
        "boolean": (bool,),
        "integer": (int, str),
        "number": (int, float),
        "object": (dict,),
    }
    if kind in expected and not isinstance(value, expected[kind]):
        raise Refusal(400, f"Invalid value at '{path}' (TYPE_{kind.upper()}), {value!r}", param=path)
    if "enum" in field and str(value).upper() not in field["enum"]:
        raise Refusal(400, f"Invalid value at '{path}' ({field.get('type')}), \"{value}\"", param=path)
    return value


def _check_schema(schema: Mapping[str, Any], path: str) -> dict[str, Any]:
    found = {}
    for name, value in schema.items():
        if camel(name) not in SCHEMA_KEYWORDS:
            raise Refusal(
                400,
                f"Invalid JSON payload received. Unknown name \"{name}\" at '{path}': Cannot find field.",
                param=path,
            )
        found[camel(name)] = value
    kind = found.get("type")
    if kind is not None and (
        not isinstance(kind, str) or kind.upper() not in (*FORMATS, "BOOLEAN", "ARRAY", "OBJECT", "NULL")
    ):
        raise Refusal(
            400,
            f"Invalid value at '{path}.type' (type.googleapis.com/google.ai.generativelanguage.v1beta.Type), \"{kind}\"",
            param=path,
        )
    if kind is None and "anyOf" not in found:
        raise Refusal(400, f"* GenerateContentRequest.{path}: schema didn't specify the schema type field.", param=path)
    kind = (kind or "").upper()
    if "enum" in found and (kind != "STRING" or not all(isinstance(item, str) and item for item in found["enum"])):
        raise Refusal(
            400, f"* GenerateContentRequest.{path}.enum: only allowed for STRING type, and not empty.", param=path
        )
    if "format" in found and found["format"] not in FORMATS.get(kind, ()):
        raise Refusal(
            400,
            f"* GenerateContentRequest.{path}.format: only 'enum' and 'date-time' are supported for STRING type.",
            param=path,
        )
    if kind == "ARRAY" and "items" not in found:
        raise Refusal(400, f"* GenerateContentRequest.{path}.items: missing field.", param=path)
    for name, part in (found.get("properties") or {}).items():
        _check_schema(part, f"{path}.properties[{name}]")
    for name in found.get("required") or ():
        if name not in (found.get("properties") or {}):
            raise Refusal(400, f"* GenerateContentRequest.{path}.required[0]: property is not defined", param=path)
    if "items" in found:
        _check_schema(found["items"], f"{path}.items")
    for index, part in enumerate(found.get("anyOf") or ()):
        _check_schema(part, f"{path}.any_of[{index}]")
    return found
