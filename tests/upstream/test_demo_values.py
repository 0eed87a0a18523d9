from __future__ import annotations

import json
from typing import Any

import jsonschema
import pytest

from desktop_proxy.upstream.demo_values import example_value


@pytest.mark.parametrize(
    "schema",
    [
        {"type": "object", "properties": {"a": {"type": "integer"}}, "required": ["a"]},
        {"type": "object", "properties": {"a": {"const": 3}, "b": {"default": "x"}}, "required": ["a", "b"]},
        {"type": "number", "exclusiveMinimum": 4},
        {"type": "integer", "minimum": -5, "maximum": -2},
        {"type": "integer", "maximum": 0},
        {"type": "string", "minLength": 12},
        {"type": "string", "maxLength": 2},
        {"type": ["null", "boolean"]},
        {"type": "array", "items": {"type": "integer"}, "minItems": 3},
        {"$ref": "#/$defs/a", "$defs": {"a": {"enum": ["x"]}}},
        {"anyOf": [{"type": "boolean"}, {"type": "null"}]},
    ],
)
def test_the_value_satisfies_the_schema(schema: dict[str, Any]) -> None:
    jsonschema.validate(example_value(schema, (), "fallback"), schema)


def test_hints_fill_strings_by_the_name_of_their_property() -> None:
    schema = {"properties": {"file_path": {}, "other": {"type": "string"}}, "required": ["file_path", "other"]}
    assert example_value(schema, (("path", "/a"),), "rest") == {"file_path": "/a", "other": "rest"}


@pytest.mark.parametrize(
    "schema",
    [None, True, [], {"type": 3}, {"required": "a"}, {"properties": [], "required": ["a"]}, {"$ref": "#/$defs/none"}],
)
def test_an_odd_schema_gives_some_value(schema: Any) -> None:
    assert json.dumps(example_value(schema, (), "text"))


def test_a_schema_that_contains_itself_ends() -> None:
    node = {"type": "object", "properties": {"next": {"$ref": "#"}}, "required": ["next"]}
    assert "next" in example_value(node, (), "text")
