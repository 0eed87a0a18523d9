"""Tool schemas against Google's own discovery document, and through LiteLLM's conversion."""

from __future__ import annotations

import copy
import importlib.resources
import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from protocol.asking import GEMINI, chat

from desktop_proxy.protocol.tool_schema import to_function_schema, to_gemini_schema

DOCUMENT = json.loads(
    importlib.resources.files("googleapiclient").joinpath("discovery_cache/documents/aiplatform.v1.json").read_text()
)
FIELDS = DOCUMENT["schemas"]["GoogleCloudAiplatformV1Schema"]["properties"]
KINDS = {"string": str, "boolean": bool, "number": (int, float), "array": list, "object": dict}

CLAUDE_CODE: dict[str, dict[str, Any]] = {
    "Edit": {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "type": "object",
        "properties": {
            "file_path": {"description": "The absolute path", "type": "string"},
            "replace_all": {"description": "All", "default": False, "type": "boolean"},
            "timeout": {"type": "integer", "exclusiveMinimum": 0, "maximum": 9007199254740991},
        },
        "required": ["file_path"],
        "additionalProperties": False,
    },
    "AskUserQuestion": {
        "type": "object",
        "properties": {
            "questions": {
                "type": "array",
                "minItems": 1,
                "maxItems": 4,
                "items": {
                    "type": "object",
                    "properties": {"header": {"type": "string", "minLength": 1}, "multiSelect": {"const": True}},
                    "required": ["header", "multiSelect"],
                },
            },
            "answers": {
                "type": "object",
                "propertyNames": {"type": "string"},
                "additionalProperties": {"type": "string"},
            },
        },
        "required": ["questions"],
    },
    "TaskUpdate": {
        "type": "object",
        "properties": {
            "status": {
                "anyOf": [{"type": "string", "enum": ["pending", "done"]}, {"type": "string", "const": "deleted"}]
            },
            "metadata": {"type": "object", "additionalProperties": {}},
            "url": {"type": "string", "format": "uri"},
        },
    },
    "mcp__odd__everything": {
        "type": "object",
        "properties": {
            "type": {"type": "string", "enum": ["a", ""]},
            "format": {"type": ["string", "null"]},
            "const": {"enum": [1, 2, 3]},
            "any": {},
            "tree": {"$ref": "#/$defs/Tree"},
            "choice": {"oneOf": [{"type": "integer"}, {"type": "array"}, {"type": "null"}], "description": "Choose."},
            "both": {"allOf": [{"$ref": "#/$defs/Tree"}, {"required": ["name"]}]},
        },
        "required": ["type", "gone"],
        "$defs": {
            "Tree": {
                "type": "object",
                "properties": {
                    "name": {"type": "string"},
                    "children": {"type": "array", "items": {"$ref": "#/$defs/Tree"}},
                },
            }
        },
    },
    "nothing": {"type": "object", "properties": {}},
    "root_choice": {"anyOf": [{"type": "object", "properties": {"a": {"type": "string"}}}, {"type": "object"}]},
}


def check(schema: Any, where: str = "schema") -> None:
    """Every key known to Google, every value of its JSON type; and the rules only the server knows."""
    assert isinstance(schema, dict), where
    for key, value in schema.items():
        assert key in FIELDS, f"{where}: Google knows no {key}"
        field = FIELDS[key]
        if field.get("format") == "int64":
            assert isinstance(value, int), f"{where}.{key}"
        elif field.get("type") != "any":
            assert isinstance(value, KINDS[field.get("type", "object")]), f"{where}.{key}"
    if "anyOf" in schema:
        assert set(schema) == {"anyOf"}, where
        for index, member in enumerate(schema["anyOf"]):
            check(member, f"{where}.anyOf[{index}]")
        return
    assert schema["type"].upper() in FIELDS["type"]["enum"], where
    if schema["type"] == "array":
        check(schema["items"], f"{where}.items")
    assert "enum" not in schema or (
        schema["type"] == "string" and all(isinstance(v, str) and v for v in schema["enum"])
    )
    assert set(schema.get("required", ())) <= set(schema.get("properties", ())), where
    for name, child in schema.get("properties", {}).items():
        check(child, f"{where}.{name}")


@pytest.mark.parametrize("name", CLAUDE_CODE)
def test_the_schemas_of_real_tools_are_google_s(name: str) -> None:
    converted = to_gemini_schema(CLAUDE_CODE[name])
    check(converted)
    assert converted["type"] == "object"


TYPES = st.sampled_from(["string", "integer", "number", "boolean", "array", "object", "null"])
VALUES = st.none() | st.booleans() | st.integers(-5, 5) | st.sampled_from(["", "a", "b"])
NAMES = st.sampled_from(["type", "items", "$ref", "a", "required", "anyOf"])


def nodes(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.fixed_dictionaries(
        {},
        optional={
            "type": TYPES | st.lists(TYPES, min_size=1, max_size=3),
            "properties": st.dictionaries(NAMES, inner, max_size=3),
            "required": st.lists(NAMES, max_size=3),
            "items": inner | st.lists(inner, max_size=2),
            "anyOf": st.lists(inner, min_size=1, max_size=3),
            "oneOf": st.lists(inner, min_size=1, max_size=3),
            "allOf": st.lists(inner, min_size=1, max_size=3),
            "enum": st.lists(VALUES, min_size=1, max_size=3),
            "const": VALUES,
            "$ref": st.sampled_from(["#", "#/$defs/A", "#/$defs/gone", "#/properties/a"]),
            "$defs": st.dictionaries(st.just("A"), inner, max_size=1),
            "description": st.just("Words."),
            "default": VALUES,
            "format": st.sampled_from(["uri", "date-time"]),
            "exclusiveMinimum": st.integers(0, 3) | st.booleans(),
            "maxItems": st.integers(0, 3) | st.just(2.0),
            "additionalProperties": st.booleans() | inner,
            "nullable": st.booleans(),
        },
    )


SCHEMAS = st.recursive(st.booleans() | nodes(st.nothing() | st.just({"type": "string"})), nodes, max_leaves=8)


@settings(max_examples=300, deadline=None)
@given(SCHEMAS.filter(lambda schema: isinstance(schema, dict)))
def test_every_json_schema_becomes_one_google_takes(schema: dict[str, Any]) -> None:
    before = copy.deepcopy(schema)
    converted = to_gemini_schema(schema)
    check(converted)
    assert converted["type"] == "object"
    function = to_function_schema(schema)
    assert function["type"] == "object"
    assert isinstance(function["properties"], dict)
    assert schema == before


@pytest.fixture(scope="module")
def litellm() -> Any:
    return pytest.importorskip("litellm")


def through_litellm(
    litellm: Any, tools: list[dict[str, Any]], provider: str = "gemini", **fields: Any
) -> dict[str, Any]:
    optional: dict[str, Any] = litellm.get_optional_params(
        model="gemini-2.5-flash", custom_llm_provider=provider, tools=copy.deepcopy(tools), drop_params=True, **fields
    )
    return optional


@pytest.mark.parametrize("provider", ["gemini", "vertex_ai"])
def test_litellm_leaves_our_schemas_as_they_are(litellm: Any, provider: str) -> None:
    tools = [{"name": name, "input_schema": schema} for name, schema in CLAUDE_CODE.items()]
    body = chat(tools=tools, profile=GEMINI).body
    (group,) = through_litellm(litellm, body["tools"], provider)["tools"]
    ours = {tool["function"]["name"]: tool["function"]["parameters"] for tool in body["tools"]}
    theirs = {tool["name"]: tool["parameters"] for tool in group["function_declarations"]}
    assert theirs == ours


def test_litellm_offers_google_s_search(litellm: Any) -> None:
    search = {"type": "web_search_20250305", "name": "web_search"}
    body = chat(tools=[search], profile=GEMINI).body
    assert through_litellm(litellm, body["tools"])["tools"] == [{"googleSearch": {}}]


@pytest.mark.parametrize(
    ("thinking", "config"),
    [
        ({"type": "enabled", "budget_tokens": 2000}, {"includeThoughts": True, "thinkingBudget": 2000}),
        ({"type": "adaptive"}, {"includeThoughts": True, "thinkingBudget": -1}),
        ({"type": "disabled"}, {"thinkingBudget": 0}),
    ],
)
def test_litellm_reads_our_thinking_budget(litellm: Any, thinking: dict[str, Any], config: dict[str, Any]) -> None:
    body = chat(thinking=thinking, max_tokens=9000, profile=GEMINI).body
    assert through_litellm(litellm, [], thinking=body["thinking"])["thinkingConfig"] == config


def test_litellm_reads_thinking_without_a_level(litellm: Any) -> None:
    optional = litellm.get_optional_params(
        model="gemini-3-pro-preview", custom_llm_provider="gemini", thinking={"type": "enabled"}, drop_params=True
    )
    assert optional["thinkingConfig"] == {"includeThoughts": True}
