from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_proxy.protocol.structured_output import is_strict

from .asking import GEMINI, LOCAL, TOOL, chat, noted, responses

CLOSED = {
    "type": "object",
    "properties": {"title": {"type": "string"}},
    "required": ["title"],
    "additionalProperties": False,
}
OPEN = {"type": "object", "properties": {"title": {"type": "string"}}}


def wish(schema):
    return {"output_config": {"format": {"type": "json_schema", "schema": schema}}}


@pytest.mark.parametrize(("schema", "strict"), [(CLOSED, True), (OPEN, False)])
def test_a_schema_is_strict_only_when_it_keeps_the_rules(schema, strict) -> None:
    assert chat(**wish(schema)).body["response_format"] == {
        "type": "json_schema",
        "json_schema": {"name": "answer", "schema": schema, "strict": strict},
    }
    assert responses(**wish(schema)).body["text"] == {
        "format": {"type": "json_schema", "name": "answer", "schema": schema, "strict": strict}
    }


def test_the_older_field_is_read_too() -> None:
    body = chat(output_format={"type": "json_schema", "schema": {**CLOSED, "title": "My answer!"}}).body
    assert body["response_format"]["json_schema"]["name"] == "My_answer_"


def test_a_model_without_structured_output_is_asked_in_words() -> None:
    translation = chat(**wish(CLOSED), profile=LOCAL, system="Be kind.")
    assert "response_format" not in translation.body
    said = translation.body["messages"][0]["content"]
    assert said.startswith("Be kind.\n\nAnswer with one JSON value")
    assert '"required":["title"]' in said
    assert noted(translation, "output_config.format") == "rewritten"


def test_gemini_is_asked_in_words_when_there_are_tools() -> None:
    assert "response_format" in chat(**wish(CLOSED), profile=GEMINI, tools=[]).body
    assert "response_format" not in chat(**wish(CLOSED), profile=GEMINI, tools=[TOOL]).body


@pytest.mark.parametrize(
    "schema",
    [
        {**CLOSED, "required": []},
        {**CLOSED, "allOf": []},
        {**CLOSED, "properties": {"title": OPEN}},
        {**CLOSED, "properties": {"title": {"type": "array", "items": OPEN}}},
        {**CLOSED, "properties": {"title": {"anyOf": [OPEN, {"type": "null"}]}}},
        {**CLOSED, "properties": {"title": {"type": "string", "minLength": 3}}},
        {**CLOSED, "properties": {"title": True}},
        {**CLOSED, "$defs": {"a": OPEN}},
        {**CLOSED, "required": "title"},
        {"type": "object"},
        {"type": "array", "items": CLOSED},
        {**CLOSED, "anyOf": [CLOSED]},
        {"$ref": "#/$defs/a", "$defs": {"a": CLOSED}},
        {**CLOSED, "properties": {"title": {}}},
        {**CLOSED, "properties": {"title": {"enum": ["a"]}}},
        {**CLOSED, "properties": {"title": {"$ref": "#/$defs/a", "description": "A."}}, "$defs": {"a": CLOSED}},
        {**CLOSED, "properties": {"title": {"type": "array"}}},
        {**CLOSED, "properties": {"title": {"type": ["array", "null"]}}},
        {**CLOSED, "properties": {"title": {"type": "string", "format": "uri"}}},
        {**CLOSED, "properties": {"title": {"type": ["object", "null"]}}},
        True,
    ],
)
def test_one_open_place_makes_a_schema_loose(schema) -> None:
    assert not is_strict(schema)


def test_nested_closed_schemas_are_strict() -> None:
    assert is_strict({**CLOSED, "properties": {"title": {"type": "array", "items": CLOSED}}, "$defs": {"a": CLOSED}})
    choice = {"anyOf": [{"$ref": "#/$defs/a"}, {"type": ["string", "null"], "format": "date-time"}]}
    assert is_strict({**CLOSED, "properties": {"title": choice}, "$defs": {"a": CLOSED}})


@pytest.mark.parametrize(
    "schema",
    [
        {"type": "array", "items": CLOSED},
        {"$ref": "#/$defs/a", "$defs": {"a": CLOSED}},
        {"anyOf": [CLOSED]},
        {"type": "string"},
        {},
    ],
)
def test_an_answer_that_is_no_object_is_asked_for_in_words(schema) -> None:
    for translation in (chat(**wish(schema)), responses(**wish(schema))):
        assert not {"response_format", "text"} & translation.body.keys()
        assert noted(translation, "output_config.format") == "rewritten"
    assert "response_format" in chat(**wish(schema), profile=GEMINI).body


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=3),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["type", "properties", "required", "items", "anyOf", "$defs", "a"]), inner, max_size=4
        )
    ),
    max_leaves=12,
)


@given(JSON)
def test_no_schema_breaks_the_check(schema) -> None:
    is_strict(schema)
