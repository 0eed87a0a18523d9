from __future__ import annotations

import pytest

from desktop_proxy.protocol.schema_reading import description_of, kinds_of, with_collected_constants


@pytest.mark.parametrize(
    ("node", "kinds"),
    [
        ({"type": "STRING"}, ["string"]),
        ({"properties": {}}, ["object"]),
        ({"enum": [True]}, ["boolean"]),
        ({"enum": [1, 2.5]}, ["number"]),
        ({"enum": [1, "a"]}, ["string"]),
        ({"maxLength": 3}, ["string"]),
        ({"minimum": 3}, ["number"]),
        ({"type": "file"}, []),
        ({}, []),
    ],
)
def test_the_type_is_read_or_inferred(node, kinds) -> None:
    assert kinds_of(node) == (kinds, False)


def test_null_may_be_said_in_three_ways() -> None:
    for node in (
        {"type": ["string", "null"]},
        {"type": "string", "nullable": True},
        {"type": "string", "enum": ["a", None]},
    ):
        assert kinds_of(node) == (["string"], True)


def test_long_values_are_quoted_in_part() -> None:
    assert len(description_of({"default": "x" * 1000}, ["string"])) < 400


def test_a_choice_with_one_constant_among_schemas_is_left() -> None:
    node = {"anyOf": [{"const": "a"}, {"type": "integer"}]}
    assert with_collected_constants(node) == node


@pytest.mark.parametrize(
    ("values", "said"),
    [([1, "a", None], 'One of: 1,"a",null.'), (["a", ""], 'One of: "a","".'), (["a", None], ""), ([], "")],
)
def test_values_an_enum_of_strings_cannot_hold_are_said(values, said) -> None:
    assert description_of({"enum": values}, ["string"]) == said
