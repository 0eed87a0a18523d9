from __future__ import annotations

import pytest

from desktop_proxy.protocol.tool_schema import to_gemini_schema


def gemini(**node):
    """One property, as Gemini gets it."""
    return to_gemini_schema({"type": "object", "properties": {"p": node}})["properties"]["p"]


def test_a_plain_schema_is_kept() -> None:
    schema = {
        "type": "object",
        "properties": {
            "a": {"type": "string", "description": "A.", "enum": ["x", "y"]},
            "b": {"type": "integer", "minimum": 1},
        },
        "required": ["a"],
    }
    assert to_gemini_schema(schema) == schema


def test_unknown_keywords_are_dropped() -> None:
    assert gemini(
        type="string", **{"$schema": "s", "$comment": "c", "examples": ["a"], "readOnly": True, "if": {}}
    ) == {"type": "string"}


def test_additional_properties_and_property_names_are_dropped() -> None:
    node = {
        "type": "object",
        "properties": {"a": {"type": "string"}},
        "additionalProperties": False,
        "propertyNames": {},
    }
    assert gemini(**node) == {"type": "object", "properties": {"a": {"type": "string"}}}


def test_free_keys_are_told_in_words() -> None:
    assert gemini(type="object", additionalProperties={"type": "number"}) == {
        "type": "object",
        "description": 'Keys are free; each value matches {"type":"number"}.',
    }


def test_references_are_inlined_with_the_words_beside_them() -> None:
    schema = {
        "type": "object",
        "properties": {"a": {"$ref": "#/$defs/A", "description": "Mine."}, "b": {"$ref": "#/definitions/B~1b"}},
        "$defs": {"A": {"type": "string", "description": "Theirs."}},
        "definitions": {"B/b": {"type": "integer"}},
    }
    assert to_gemini_schema(schema) == {
        "type": "object",
        "properties": {"a": {"type": "string", "description": "Mine."}, "b": {"type": "integer"}},
    }


def test_a_recursive_schema_ends() -> None:
    node = {"type": "object", "properties": {"name": {"type": "string"}, "next": {"$ref": "#/$defs/Node"}}}
    converted = to_gemini_schema(
        {"type": "object", "properties": {"root": {"$ref": "#/$defs/Node"}}, "$defs": {"Node": node}}
    )
    assert converted["properties"]["root"]["properties"]["next"] == {"type": "object"}
    assert (
        to_gemini_schema({"type": "object", "properties": {"me": {"$ref": "#"}}})["properties"]["me"]["type"]
        == "object"
    )
    assert to_gemini_schema({"$ref": "#"}) == {"type": "object"}


def test_a_schema_that_doubles_itself_stays_small() -> None:
    defs = {
        f"d{n}": {"type": "object", "properties": {k: {"$ref": f"#/$defs/d{n + 1}"} for k in "ab"}} for n in range(40)
    }
    converted = to_gemini_schema({"$ref": "#/$defs/d0", "$defs": defs})
    assert len(str(converted)) < 1_000_000


def test_a_schema_nested_out_of_reason_ends() -> None:
    schema = {"type": "string"}
    for _ in range(90):
        schema = {"type": "object", "properties": {"p": schema}}
    assert to_gemini_schema(schema)["type"] == "object"


@pytest.mark.parametrize("pointer", ["#/$defs/gone", "https://example.com/s.json", "#/a/0/b", "other.json#/A"])
def test_a_reference_to_nowhere_is_an_object(pointer) -> None:
    assert gemini(**{"$ref": pointer, "description": "D."}) == {"type": "object", "description": "D."}


def test_one_of_is_any_of_and_null_is_nullable() -> None:
    assert gemini(oneOf=[{"type": "string"}, {"type": "integer"}]) == {
        "anyOf": [{"type": "string"}, {"type": "integer"}]
    }
    assert gemini(anyOf=[{"type": "string"}, {"type": "null"}], description="D.") == {
        "type": "string",
        "nullable": True,
        "description": "D.",
    }


def test_any_of_stands_alone() -> None:
    converted = gemini(
        anyOf=[{"type": "string"}, {"type": "integer"}, {"type": "null"}], description="D.", default=None, title="T"
    )
    assert converted == {
        "anyOf": [{"type": "string", "nullable": True, "description": "D."}, {"type": "integer", "nullable": True}]
    }


def test_nested_choices_are_flat() -> None:
    assert gemini(anyOf=[{"anyOf": [{"type": "string"}, {"type": "integer"}]}, {"type": "boolean"}]) == {
        "anyOf": [{"type": "string"}, {"type": "integer"}, {"type": "boolean"}]
    }


def test_type_lists_are_nullable_or_a_choice() -> None:
    assert gemini(type=["string", "null"]) == {"type": "string", "nullable": True}
    assert gemini(type=["string", "integer"]) == {"anyOf": [{"type": "string"}, {"type": "integer"}]}
    assert gemini(type=["null"]) == {"type": "string", "nullable": True}


def test_all_of_is_merged() -> None:
    node = {
        "allOf": [
            {"type": "object", "properties": {"a": {"type": "string"}}, "required": ["a"]},
            {"properties": {"b": {"type": "integer"}}, "required": ["b", "a"]},
        ],
        "description": "D.",
    }
    assert gemini(**node) == {
        "type": "object",
        "properties": {"a": {"type": "string"}, "b": {"type": "integer"}},
        "required": ["a", "b"],
        "description": "D.",
    }


def test_constants_are_an_enum_of_one() -> None:
    assert gemini(const="a") == {"type": "string", "enum": ["a"]}
    assert gemini(const=5) == {"type": "integer", "description": "One of: 5."}


def test_a_choice_of_constants_is_one_enum() -> None:
    assert gemini(oneOf=[{"const": "a", "description": "First"}, {"const": "b"}]) == {
        "type": "string",
        "enum": ["a", "b"],
        "description": "a: First",
    }


def test_only_strings_have_enums() -> None:
    assert gemini(type="integer", enum=[1, 2]) == {"type": "integer", "description": "One of: 1,2."}
    assert gemini(type="string", enum=["", "a"]) == {"type": "string", "enum": ["a"], "description": 'One of: "","a".'}
    assert gemini(type=["string", "null"], enum=["a", None]) == {"type": "string", "enum": ["a"], "nullable": True}


def test_formats_gemini_does_not_know_are_told_in_words() -> None:
    assert gemini(type="string", format="date-time") == {"type": "string", "format": "date-time"}
    assert gemini(type="string", format="uri", description="A link.") == {
        "type": "string",
        "description": "A link. Format: uri.",
    }


def test_other_constraints_are_told_in_words() -> None:
    assert gemini(type="string", pattern="^a+$", default="aa", minLength=1) == {
        "type": "string",
        "minLength": 1,
        "description": "Must match the regular expression ^a+$. Default: aa.",
    }
    assert gemini(type="number", exclusiveMinimum=0, exclusiveMaximum=1, multipleOf=0.1)["description"] == (
        "Greater than 0. Less than 1. A multiple of 0.1."
    )


def test_exclusive_limits_of_integers_are_plain_ones() -> None:
    assert gemini(type="integer", exclusiveMinimum=0, exclusiveMaximum=10) == {
        "type": "integer",
        "minimum": 1,
        "maximum": 9,
    }


def test_arrays_have_items() -> None:
    assert gemini(type="array", maxItems=2) == {"type": "array", "maxItems": 2, "items": {"type": "string"}}
    assert gemini(type="array", items={}) == {"type": "array", "items": {"type": "string"}}
    assert gemini(items={"type": "integer"}) == {"type": "array", "items": {"type": "integer"}}


def test_tuples_are_arrays_of_their_types() -> None:
    assert gemini(type="array", prefixItems=[{"type": "string"}, {"type": "integer"}])["items"] == {
        "anyOf": [{"type": "string"}, {"type": "integer"}]
    }
    assert gemini(type="array", items=[{"type": "string"}, {"type": "string"}])["items"] == {"type": "string"}


def test_an_object_without_properties_is_legal() -> None:
    assert to_gemini_schema({"type": "object", "properties": {}, "required": ["a"]}) == {"type": "object"}
    assert to_gemini_schema({}) == {"type": "object"}


def test_required_names_only_what_is_there() -> None:
    schema = {"type": "object", "properties": {"a": {"type": "string"}}, "required": ["a", "b", "a", 5]}
    assert to_gemini_schema(schema)["required"] == ["a"]


def test_any_value_is_a_choice_of_types() -> None:
    kinds = [member["type"] for member in gemini(description="D.")["anyOf"]]
    assert kinds == ["string", "number", "boolean", "object"]
    assert to_gemini_schema({"type": "object", "properties": {"p": True}})["properties"]["p"]["anyOf"]
