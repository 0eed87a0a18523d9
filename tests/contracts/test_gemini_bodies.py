"""What is sent to Gemini and Vertex, against Google's published schema; and the rules that schema does not state."""

from __future__ import annotations

import itertools
from typing import Any

import orjson
import pytest
from protocol.asking import PDF, PNG, TOOL, ask, assistant, call, result, system, text, thinking, user
from upstream.rig import endpoint, loaded

from contracts.google_schema import faults
from desktop_proxy.protocol.chat_request import build_chat_request
from desktop_proxy.protocol.continuity import thinking_signature, tool_id_with_signature
from desktop_proxy.upstream.gemini_dialect import GeminiDialect
from desktop_proxy.upstream.tool_conversions import ToolConversions

MODELS = [
    ("gemini", "gemini-2.0-flash"),
    ("gemini", "gemini-2.5-pro"),
    ("gemini", "gemini-3.8-flash"),
    ("vertex_ai", "gemini-2.5-flash"),
    ("vertex_ai", "gemini-3.1-pro-preview"),
]
SEARCH = {"type": "web_search_20250305", "name": "web_search"}
SCHEMA = {"type": "object", "properties": {"t": {"type": "string"}}, "required": ["t"], "additionalProperties": False}
ODD_TOOL = {
    "name": "Odd",
    "input_schema": {
        "type": "object",
        "properties": {
            "strict": {"type": "boolean"},
            "additionalProperties": {"type": "string"},
            "cache_control": {"$ref": "#/$defs/Kind"},
            "either": {"oneOf": [{"type": "string"}, {"type": "null"}]},
            "level": {"enum": [1, 2, 3]},
            "when": {"type": ["string", "null"], "format": "uri"},
        },
        "required": ["strict", "cache_control"],
        "$defs": {"Kind": {"const": "a"}},
        "additionalProperties": False,
    },
}
EMPTY_TOOL = {"name": "Now", "description": "The time.", "input_schema": {"type": "object", "properties": {}}}
OWN = thinking_signature("gemini", {"signatures": ["c2ln"]})

REQUESTS: dict[str, Any] = {
    "smallest": ask(),
    "system, tools, all numbers": ask(
        user("Hi"),
        system=[text("Be brief."), text("Be kind.")],
        tools=[TOOL, ODD_TOOL, EMPTY_TOOL],
        tool_choice={"type": "tool", "name": "Read"},
        temperature=0.5,
        top_p=0.9,
        top_k=40,
        stop_sequences=["a", "b"],
    ),
    "a loop of tools": ask(
        user("x"),
        assistant(
            thinking("plan", OWN), text("I look."), call(tool_id_with_signature("c1", "c2ln")), call("c2", p="2")
        ),
        user(result("c2", [text("T"), PNG]), result("c1", is_error=True), text("and on")),
        system("Mind this."),
        assistant(call("c3", "Now")),
        user(result("c3", '{"a": 12345678901234567890, "b": "\\ud800"}')),
        tools=[TOOL, EMPTY_TOOL],
        tool_choice={"type": "any", "disable_parallel_tool_use": True},
    ),
    "media": ask(
        user(
            PNG,
            PDF,
            {"type": "document", "source": {"type": "url", "url": "https://e.org/a.pdf"}},
            {"type": "image", "source": {"type": "url", "url": "https://e.org/a.webp"}},
            {"type": "image", "source": {"type": "url", "url": "http://127.0.0.1:9/a.png"}},
            {"type": "image", "source": {"type": "base64", "media_type": "image/gif", "data": "R0lG"}},
        )
    ),
    "search": ask(tools=[SEARCH], tool_choice={"type": "tool", "name": "web_search"}),
    "search beside tools": ask(tools=[SEARCH, TOOL]),
    "thinking": ask(thinking={"type": "enabled", "budget_tokens": 2000}, max_tokens=8000),
    "no thinking": ask(thinking={"type": "disabled"}),
    "no thinking, but effort": ask(thinking={"type": "disabled"}, output_config={"effort": "high"}),
    "adaptive": ask(thinking={"type": "adaptive"}, output_config={"effort": "high"}),
    "a schema for the answer": ask(output_config={"format": {"type": "json_schema", "schema": SCHEMA}}),
    "more than the model gives": ask(max_tokens=500_000, tool_choice={"type": "none"}, tools=[TOOL]),
}


def body(request: Any, name: str, model: str) -> dict[str, Any]:
    where = endpoint(name, project="p")
    neutral = build_chat_request(request, loaded().catalog.profile(where, model)).body
    before = orjson.dumps(neutral)
    call, _ = GeminiDialect(ToolConversions()).request(where, model, neutral, "token", "p")
    assert orjson.dumps(neutral) == before, "the neutral body was changed"
    found: dict[str, Any] = orjson.loads(call.body or b"")
    return found


@pytest.mark.parametrize(("name", "model"), MODELS, ids=[model for _, model in MODELS])
@pytest.mark.parametrize("request_", REQUESTS.values(), ids=REQUESTS)
def test_every_body_is_in_googles_schema(request_: Any, name: str, model: str) -> None:
    assert faults(body(request_, name, model)) == []


@pytest.mark.parametrize(("name", "model"), MODELS, ids=[model for _, model in MODELS])
@pytest.mark.parametrize("request_", REQUESTS.values(), ids=REQUESTS)
def test_names_are_spelled_as_google_documents_them(request_: Any, name: str, model: str) -> None:
    found = body(request_, name, model)
    for tool in found.get("tools", []):
        for declaration in tool.get("functionDeclarations", []):
            declaration.pop("parameters", None)
    for content in found["contents"]:
        for part in content["parts"]:
            part.get("functionCall", {}).pop("args", None)
    found.get("generationConfig", {}).pop("responseJsonSchema", None)
    assert [key for key in _keys(found) if "_" in key] == []


@pytest.mark.parametrize(("name", "model"), MODELS, ids=[model for _, model in MODELS])
def test_calls_and_results_stay_in_step(name: str, model: str) -> None:
    contents = body(REQUESTS["a loop of tools"], name, model)["contents"]
    for content, following in itertools.pairwise(contents):
        calls = [part["functionCall"] for part in content["parts"] if "functionCall" in part]
        results = [part["functionResponse"] for part in following["parts"] if "functionResponse" in part]
        if calls:
            assert [one["name"] for one in calls] == [one["name"] for one in results]
            assert [one.get("id") for one in calls] == [one.get("id") for one in results]
    assert contents[0]["role"] == "user"


def test_a_result_is_passed_on_as_the_tool_printed_it() -> None:
    contents = body(REQUESTS["a loop of tools"], "gemini", "gemini-2.5-pro")["contents"]
    last = contents[-1]["parts"][0]["functionResponse"]
    assert last["response"] == {"content": '{"a": 12345678901234567890, "b": "\\ud800"}'}


def test_parameters_named_like_keywords_survive() -> None:
    tools = body(REQUESTS["system, tools, all numbers"], "gemini", "gemini-2.5-pro")["tools"]
    odd = tools[0]["functionDeclarations"][1]["parameters"]
    assert {"strict", "additionalProperties", "cache_control"} <= odd["properties"].keys()
    assert set(odd["required"]) <= odd["properties"].keys()


def test_the_system_prompt_is_one_for_models_litellm_does_not_know_too() -> None:
    for name, model in MODELS:
        found = body(REQUESTS["system, tools, all numbers"], name, model)
        assert "Be brief." in str(found["systemInstruction"])
        assert "Be brief." not in str(found["contents"])


def test_nothing_is_invented() -> None:
    for name, model in MODELS:
        assert body(REQUESTS["smallest"], name, model) == {
            "contents": [{"role": "user", "parts": [{"text": "Hi"}]}],
            "generationConfig": {"maxOutputTokens": 1000},
        }


@pytest.mark.parametrize(
    ("model", "config"),
    [
        ("gemini-2.5-flash", {"thinkingBudget": 0}),
        ("gemini-2.5-pro", {"thinkingBudget": 128}),
        ("gemini-3-pro-preview", {"thinkingLevel": "low", "includeThoughts": False}),
        ("gemini-flash-latest", {"thinkingLevel": "minimal", "includeThoughts": False}),
    ],
)
def test_disabled_thinking_is_the_least_the_model_can_do(model: str, config: dict[str, Any]) -> None:
    for name in ("no thinking", "no thinking, but effort"):
        assert body(REQUESTS[name], "gemini", model)["generationConfig"]["thinkingConfig"] == config


def test_a_document_at_an_address_is_fetched_by_google() -> None:
    parts = body(REQUESTS["media"], "gemini", "gemini-2.5-pro")["contents"][0]["parts"]
    assert {"fileData": {"mimeType": "application/pdf", "fileUri": "https://e.org/a.pdf"}} in parts


def test_limits_are_the_models() -> None:
    config = body(REQUESTS["more than the model gives"], "gemini", "gemini-2.0-flash")["generationConfig"]
    assert config["maxOutputTokens"] == 8192


def _keys(value: Any) -> list[str]:
    if isinstance(value, dict):
        return [*value, *(key for child in value.values() for key in _keys(child))]
    if isinstance(value, list):
        return [key for child in value for key in _keys(child)]
    return []
