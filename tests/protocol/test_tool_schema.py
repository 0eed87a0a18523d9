from __future__ import annotations

import copy

import pytest

from desktop_proxy.protocol.tool_schema import to_function_schema, to_gemini_schema


def test_the_schema_of_the_client_is_not_changed() -> None:
    schema = {
        "$schema": "s",
        "type": "object",
        "properties": {
            "a": {"$ref": "#/$defs/A"},
            "b": {"anyOf": [{"type": "null"}, {"const": 1}]},
            "c": {"type": "array"},
        },
        "$defs": {"A": {"allOf": [{"properties": {"x": {}}}, {"required": ["x"]}]}},
    }
    before = copy.deepcopy(schema)
    to_gemini_schema(schema)
    to_function_schema(schema)
    assert schema == before


@pytest.mark.parametrize(
    "name", ["type", "format", "const", "$ref", "properties", "items", "enum", "anyOf", "required", "strict", "default"]
)
def test_a_property_named_like_a_keyword_is_a_property(name) -> None:
    schema = {"type": "object", "properties": {name: {"type": "string"}}, "required": [name]}
    assert to_gemini_schema(schema) == schema
    assert to_function_schema(schema) == schema


def test_an_object_with_alternatives_takes_what_any_of_them_takes() -> None:
    node = {
        "type": "object",
        "properties": {"kind": {"type": "string"}},
        "required": ["kind"],
        "anyOf": [
            {"properties": {"a": {"type": "string"}, "c": {"type": "string"}}, "required": ["a", "c"]},
            {"properties": {"b": {"type": "string"}, "c": {"type": "string"}}, "required": ["b", "c"]},
        ],
    }
    for converted in (to_gemini_schema(node), to_function_schema(node)):
        assert sorted(converted["properties"]) == ["a", "b", "c", "kind"]
        assert converted["required"] == ["kind", "c"]
        assert "anyOf" not in converted


def test_a_root_that_is_a_choice_becomes_one_object() -> None:
    root = {"oneOf": [{"type": "object", "properties": {k: {"type": "string"}}, "required": [k]} for k in "ab"]}
    for converted in (to_gemini_schema(root), to_function_schema(root)):
        assert converted == {"type": "object", "properties": {"a": {"type": "string"}, "b": {"type": "string"}}}


@pytest.mark.parametrize(
    "schema", [{}, {"type": "object"}, {"properties": None}, {"type": "string"}, {"type": ["object", "null"]}]
)
def test_function_parameters_are_always_an_object_with_properties(schema) -> None:
    converted = to_function_schema(schema)
    assert converted["type"] == "object"
    assert converted["properties"] == {}


def test_the_rest_of_a_function_schema_is_kept_as_the_client_wrote_it() -> None:
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "type": "object",
        "properties": {
            "a": {"type": "string", "format": "uri", "pattern": "x", "const": "y"},
            "b": {"$ref": "#/$defs/B"},
        },
        "propertyNames": {"pattern": "^a"},
        "additionalProperties": {"type": "string"},
        "$defs": {"B": {"oneOf": [{"type": "null"}, {"type": "integer"}]}},
    }
    assert to_function_schema(schema) == schema


def test_arrays_of_a_function_schema_have_items_and_no_subschema_is_a_boolean() -> None:
    schema = {
        "type": "object",
        "properties": {"a": {"type": "array"}, "b": {"anyOf": [{"type": ["array", "null"]}, True]}, "c": True},
    }
    assert to_function_schema(schema)["properties"] == {
        "a": {"type": "array", "items": {}},
        "b": {"anyOf": [{"type": ["array", "null"], "items": {}}, {}]},
        "c": {},
    }


def test_the_root_of_a_function_schema_has_no_combinations() -> None:
    schema = {
        "allOf": [{"properties": {"a": {"type": "string"}}}, {"$ref": "#/$defs/B"}],
        "$defs": {"B": {"required": ["a"]}},
    }
    converted = to_function_schema(schema)
    assert "allOf" not in converted
    assert converted["properties"] == {"a": {"type": "string"}}
    assert converted["required"] == ["a"]


def test_a_tuple_of_a_function_schema_is_named_as_one() -> None:
    pair = {"type": "array", "items": [{"type": "string"}, {"type": "array"}]}
    assert to_function_schema({"type": "object", "properties": {"p": pair}})["properties"]["p"] == {
        "type": "array",
        "prefixItems": [{"type": "string"}, {"type": "array", "items": {}}],
        "items": {},
    }


def test_required_that_is_no_list_is_left_out() -> None:
    schema = {"type": "object", "properties": {"a": {"type": "object", "required": None}}, "required": None}
    assert to_function_schema(schema) == {"type": "object", "properties": {"a": {"type": "object"}}}


@pytest.mark.parametrize("key", ["additionalProperties", "contains", "not", "if", "then", "else"])
def test_every_subschema_is_looked_at(key) -> None:
    child = {"type": "object", key: {"type": "array"}}
    converted = to_function_schema({"type": "object", "properties": {"a": child}})
    assert converted["properties"]["a"][key] == {"type": "array", "items": {}}
    closed = {"type": "object", "properties": {}, "additionalProperties": False}
    assert to_function_schema(closed) == closed
