"""The double refuses what the providers refuse, and official clients understand what it answers."""

# Messages are quoted as the providers word them.
# ruff: noqa: E501

from __future__ import annotations

import json
import urllib.error
import urllib.request
from collections.abc import Iterator
from typing import Any

import openai
import pytest

from .provider_double import KEYS, Call, ProviderDouble, Step

TOOL = {"type": "function", "function": {"name": "look", "parameters": {"type": "object", "properties": {}}}}
FLAT_TOOL = {"type": "function", "name": "look", "parameters": {"type": "object", "properties": {}}}
USER = {"role": "user", "content": "hi"}
CALLING = {
    "role": "assistant",
    "tool_calls": [{"id": "c1", "type": "function", "function": {"name": "look", "arguments": "{}"}}],
}
SIGNED_OUT = {"role": "model", "parts": [{"functionCall": {"name": "look", "args": {}}}]}
ANSWER = {"role": "user", "parts": [{"functionResponse": {"name": "look", "response": {"result": "x"}}}]}
HI = {"role": "user", "parts": [{"text": "hi"}]}


@pytest.fixture
def own_double() -> Iterator[ProviderDouble]:
    """A double of its own: what it refuses here is the point."""
    provider = ProviderDouble()
    provider.start()
    yield provider
    provider.stop()


def post(double: ProviderDouble, path: str, body: dict[str, Any], key: str) -> tuple[int, dict[str, Any]]:
    headers = {"content-type": "application/json", "authorization": f"Bearer {key}", "x-goog-api-key": key}
    request = urllib.request.Request(double.url + path, json.dumps(body).encode(), headers)
    try:
        with urllib.request.urlopen(request, timeout=10) as response:
            return response.status, json.loads(response.read())
    except urllib.error.HTTPError as error:
        with error:
            return error.code, json.loads(error.read())


CHAT_FAULTS: tuple[tuple[str, dict[str, Any], str], ...] = (
    ("gpt-4.1", {"messages": [USER, CALLING, USER]}, "must be followed by tool messages"),
    ("gpt-4.1", {"messages": [USER, {"role": "tool", "tool_call_id": "c1", "content": "x"}]}, "must be a response to a preceeding"),
    ("gpt-4.1", {"messages": [USER], "top_k": 3}, "Unknown parameter: 'top_k'"),
    ("gpt-4.1", {"messages": [{"role": "model", "content": "x"}]}, "Invalid value: 'model'"),
    ("gpt-4.1", {"messages": [{"role": "user", "content": [{"type": "text", "text": ""}]}]}, "must be non-empty"),
    ("gpt-5.1", {"messages": [USER], "max_tokens": 5}, "Use 'max_completion_tokens' instead"),
    ("gpt-4.1", {"messages": [USER], "max_completion_tokens": 64_000}, "supports at most 32768"),
    ("gpt-5.1", {"messages": [USER], "temperature": 0.5}, "does not support 0.5"),
    ("gpt-5.1", {"messages": [USER], "stop": ["x"]}, "'stop' is not supported"),
    ("gpt-4.1", {"messages": [USER], "stop": list("abcde")}, "maximum length 4"),
    ("gpt-4.1", {"messages": [USER], "tools": [TOOL] * 129}, "1 to 128"),
    ("gpt-4.1", {"messages": [USER], "tools": []}, "1 to 128"),
    ("gpt-4.1", {"messages": [USER], "tool_choice": "auto"}, "only allowed when 'tools' are specified"),
    ("gpt-4.1", {"messages": [USER], "tools": [{**TOOL, "function": {"name": "a.b"}}]}, "does not match pattern"),
    ("gpt-4.1", {"messages": [USER], "user": "u" * 65}, "maximum length 64"),
    ("gpt-4.1", {"messages": [{"role": "user", "content": [{"type": "image_url", "image_url": {"url": "data:image/image/png;base64,AAAA"}}]}]}, "valid URL"),
    ("gpt-4.1", {"messages": [{"role": "user", "content": [{"type": "image_url", "image_url": {"url": "data:application/pdf;base64,JVBERi0="}}]}]}, "Invalid MIME type"),
    ("gpt-4.1", {"messages": [{"role": "user", "content": [{"type": "file", "file": {"file_data": "data:application/pdf;base64,JVBERi0="}}]}]}, "file.filename"),
    ("gpt-4.1", {"messages": [USER], "reasoning_effort": "high"}, "Unrecognized request argument"),
    ("gpt-4.1", {"messages": [USER], "response_format": {"type": "json_schema", "json_schema": {"name": "a", "strict": True, "schema": {"type": "object", "properties": {}}}}}, "additionalProperties"),
    ("gpt-9", {"messages": [USER]}, "does not exist"),
)  # fmt: skip


@pytest.mark.parametrize(
    ("model", "body", "sentence"), CHAT_FAULTS, ids=lambda value: value if isinstance(value, str) else ""
)
def test_chat_refuses(own_double: ProviderDouble, model: str, body: dict[str, Any], sentence: str) -> None:
    status, answer = post(own_double, "/openai/v1/chat/completions", {"model": model, **body}, KEYS["openai"])
    assert status in (400, 404)
    assert sentence in answer["error"]["message"]


RESPONSES_FAULTS: tuple[tuple[str, dict[str, Any], str], ...] = (
    ("gpt-5.1", {"input": [{"type": "function_call_output", "call_id": "c1", "output": "x"}]}, "No tool call found"),
    ("gpt-5.1", {"input": [{"type": "function_call", "call_id": "c1", "name": "look", "arguments": "{}"}]}, "No tool output found"),
    ("gpt-5.1", {"input": [{"type": "function_call", "call_id": "c" * 65, "name": "look", "arguments": "{}"}]}, "maximum length 64"),
    ("gpt-5.1", {"input": [{"type": "reasoning", "id": "rs_1", "summary": [], "encrypted_content": "e"}, USER]}, "required following item"),
    ("gpt-5.1", {"input": [{"type": "reasoning", "id": "rs_1", "summary": [], "encrypted_content": "e"}, {"role": "assistant", "content": "x"}]}, "could not be verified"),
    ("gpt-5.1", {"input": [{"type": "reasoning", "id": "rs_1", "summary": []}, {"role": "assistant", "content": "x"}]}, "not found"),
    ("gpt-5.1", {"input": "hi", "temperature": 1}, "'temperature' is not supported"),
    ("gpt-5.1", {"input": "hi", "max_output_tokens": 8}, ">= 16"),
    ("gpt-5.1", {"input": "hi", "messages": []}, "Unknown parameter: 'messages'"),
    ("gpt-5.1", {"input": "hi", "tools": [TOOL]}, "Unknown parameter: 'tools[0].function'"),
    ("gpt-5.1", {"input": "hi", "tool_choice": "required"}, "must be specified with 'tools'"),
    ("gpt-5.1", {"input": "hi", "reasoning": {"effort": "max"}}, "Supported values are"),
    ("gpt-5.1", {"input": [{"role": "assistant", "content": [{"type": "input_text", "text": "x"}]}]}, "Supported values are"),
    ("gpt-4.1", {"input": "hi", "reasoning": {"effort": "low"}}, "not supported with this model"),
)  # fmt: skip


@pytest.mark.parametrize(
    ("model", "body", "sentence"), RESPONSES_FAULTS, ids=lambda value: value if isinstance(value, str) else ""
)
def test_responses_refuses(own_double: ProviderDouble, model: str, body: dict[str, Any], sentence: str) -> None:
    status, answer = post(own_double, "/openai/v1/responses", {"model": model, "store": False, **body}, KEYS["openai"])
    assert status in (400, 404)
    assert sentence in answer["error"]["message"]


def tool_with(schema: dict[str, Any]) -> dict[str, Any]:
    parameters = {"type": "object", "properties": {"a": schema}}
    return {"contents": [HI], "tools": [{"functionDeclarations": [{"name": "look", "parameters": parameters}]}]}


GEMINI_FAULTS: tuple[tuple[str, dict[str, Any], str], ...] = (
    ("gemini-2.5-pro", tool_with({"type": "string", "$schema": "x"}), 'Unknown name "$schema"'),
    ("gemini-2.5-pro", tool_with({"type": "object", "additionalProperties": False}), 'Unknown name "additionalProperties"'),
    ("gemini-2.5-pro", tool_with({"type": "string", "const": "x"}), 'Unknown name "const"'),
    ("gemini-2.5-pro", tool_with({"type": "integer", "exclusiveMinimum": 0}), 'Unknown name "exclusiveMinimum"'),
    ("gemini-2.5-pro", tool_with({"$ref": "#/x"}), 'Unknown name "$ref"'),
    ("gemini-2.5-pro", tool_with({"type": ["string", "null"]}), "Invalid value"),
    ("gemini-2.5-pro", tool_with({"type": "string", "format": "uri"}), "date-time"),
    ("gemini-2.5-pro", tool_with({"type": "array"}), "items: missing field"),
    ("gemini-2.5-pro", tool_with({"type": "integer", "enum": [1]}), "only allowed for STRING"),
    ("gemini-2.5-pro", {"contents": [HI], "maxTokens": 3}, 'Unknown name "maxTokens"'),
    ("gemini-2.5-pro", {"contents": [HI, SIGNED_OUT, HI]}, "number of function response parts"),
    ("gemini-2.5-pro", {"contents": [HI, ANSWER]}, "immediately after a function call turn"),
    ("gemini-2.5-pro", {"contents": [SIGNED_OUT, ANSWER]}, "immediately after a user turn"),
    ("gemini-2.5-pro", {"contents": [{"role": "system", "parts": [{"text": "x"}]}, HI]}, "valid role"),
    ("gemini-2.5-pro", {"contents": [{"role": "user", "parts": []}]}, "must not be empty"),
    ("gemini-3.1-pro-preview", {"contents": [HI, SIGNED_OUT, ANSWER]}, "missing a thought_signature"),
    ("gemini-3.1-pro-preview", {"contents": [HI, {"role": "model", "parts": [{**SIGNED_OUT["parts"][0], "thoughtSignature": "Zm9v"}]}, ANSWER]}, "not valid"),
    ("gemini-2.5-pro", {"contents": [HI], "generationConfig": {"thinkingConfig": {"thinkingLevel": "HIGH"}}}, "level is not supported"),
    ("gemini-2.5-pro", {"contents": [HI], "generationConfig": {"thinkingConfig": {"thinkingBudget": 0}}}, "budget 0 is invalid"),
    ("gemini-2.0-flash", {"contents": [HI], "generationConfig": {"thinkingConfig": {"thinkingBudget": 0}}}, "not enabled"),
    ("gemini-2.5-pro", {"contents": [HI], "generationConfig": {"max_output_tokens": 65_537}}, "supported range"),
    ("gemini-2.5-pro", {"contents": [HI], "toolConfig": {"functionCallingConfig": {"mode": "ANY"}}}, "without function_declarations"),
)  # fmt: skip


@pytest.mark.parametrize(
    ("model", "body", "sentence"), GEMINI_FAULTS, ids=lambda value: value if isinstance(value, str) else ""
)
def test_gemini_refuses(own_double: ProviderDouble, model: str, body: dict[str, Any], sentence: str) -> None:
    status, answer = post(own_double, f"/gemini/v1beta/models/{model}:generateContent", body, KEYS["gemini"])
    assert status == 400
    assert answer["error"]["status"] == "INVALID_ARGUMENT"
    assert sentence in answer["error"]["message"]


def test_gemini_takes_an_old_turn_without_signatures(own_double: ProviderDouble) -> None:
    said = {"role": "model", "parts": [{"text": "x"}]}
    body = {"contents": [HI, SIGNED_OUT, ANSWER, said, HI]}
    assert (
        post(own_double, "/gemini/v1beta/models/gemini-3-flash-preview:generateContent", body, KEYS["gemini"])[0] == 200
    )


@pytest.mark.parametrize(
    ("path", "status", "words"),
    (
        ("/openai/v1/chat/completions", 401, '"invalid_api_key"'),
        ("/openai/v1/responses", 401, '"invalid_api_key"'),
        ("/xai/v1/chat/completions", 400, "Incorrect API key"),
        ("/gemini/v1beta/models/gemini-2.5-pro:generateContent", 400, "API_KEY_INVALID"),
        (
            "/vertex/v1/projects/p/locations/l/publishers/google/models/gemini-2.5-pro:generateContent",
            401,
            "UNAUTHENTICATED",
        ),
        ("/anthropic/v1/messages", 401, "authentication_error"),
    ),
)
def test_a_wrong_key_is_refused_in_the_providers_own_words(
    own_double: ProviderDouble, path: str, status: int, words: str
) -> None:
    got, answer = post(own_double, path, {"model": "gpt-4.1"}, "wrong")
    assert (got, words in json.dumps(answer)) == (status, True)


@pytest.mark.parametrize("face", ("openai", "xai", "compat"))
def test_the_openai_client_understands_its_chat_streams(own_double: ProviderDouble, face: str) -> None:
    marker = own_double.play(Step("Both.", (Call("look", {"at": "a"}), Call("look", {"at": "b"})), "Hm."))
    with openai.OpenAI(api_key=KEYS.get(face, "none"), base_url=f"{own_double.url}/{face}/v1", max_retries=0) as client:
        model = {"openai": "gpt-4.1", "xai": "grok-3-mini", "compat": "local-coder"}[face]
        with client.chat.completions.stream(
            model=model,
            messages=[{"role": "user", "content": marker}],
            tools=[TOOL],
            stream_options={"include_usage": True},
        ) as stream:
            answer = stream.get_final_completion()
    message = answer.choices[0].message
    assert message.content == "Both."
    assert [json.loads(call.function.arguments) for call in message.tool_calls or ()] == [{"at": "a"}, {"at": "b"}]
    assert (
        answer.usage and answer.usage.prompt_tokens_details and answer.usage.prompt_tokens_details.cached_tokens == 1024
    )


def test_the_openai_client_understands_its_responses(own_double: ProviderDouble) -> None:
    marker = own_double.play(Step("Both.", (Call("look", {"at": "a"}),), "Hm."), Step("Done."))
    with openai.OpenAI(api_key=KEYS["openai"], base_url=f"{own_double.url}/openai/v1", max_retries=0) as client:
        common: Any = {
            "model": "gpt-5.1",
            "tools": [FLAT_TOOL],
            "store": False,
            "include": ["reasoning.encrypted_content"],
        }
        with client.responses.stream(input=marker, reasoning={"effort": "low", "summary": "auto"}, **common) as stream:
            answer = stream.get_final_response()
        assert [item.type for item in answer.output] == ["reasoning", "message", "function_call"]
        history = [item.model_dump(exclude_none=True, exclude={"parsed_arguments"}) for item in answer.output]
        output = {"type": "function_call_output", "call_id": history[-1]["call_id"], "output": "seen"}
        for item in history:
            for part in item.get("content") or ():
                part.pop("parsed", None)
        second = client.responses.create(input=[{"role": "user", "content": marker}, *history, output], **common)
        assert second.output_text == "Done."
