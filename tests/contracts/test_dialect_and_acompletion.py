"""The dialects against `litellm.acompletion`: what reaches the provider and what comes back agree.

LiteLLM's provider classes are its own inner interface, so this is what notices when a new version changes them. Where
the dialects differ on purpose, the difference is a row below with its reason.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import orjson
import pytest
from protocol.asking import PDF, PNG, TOOL, ask, assistant, call, result, text, thinking, user
from upstream.loopback import Answer, loopback, sse
from upstream.rig import CHAT, chat_delta, endpoint, gemini_chunk, loaded

from contracts.acompletion import LOCATION, PROJECT, acompletion
from desktop_proxy.protocol.accumulate import MessageAccumulator
from desktop_proxy.protocol.chat_request import build_chat_request
from desktop_proxy.protocol.chat_stream import ChatStream
from desktop_proxy.protocol.continuity import thinking_signature, tool_id_with_signature
from desktop_proxy.protocol.event_writer import StreamOptions, message_start
from desktop_proxy.upstream.chat_dialect import ChatDialect, ChatReply
from desktop_proxy.upstream.gemini_dialect import GeminiDialect
from desktop_proxy.upstream.gemini_reply import GeminiReply
from desktop_proxy.upstream.tool_conversions import ToolConversions

MODELS = [
    ("openai", "gpt-4.1"),
    ("openai", "gpt-5.1"),
    ("xai", "grok-3-mini"),
    ("xai", "grok-4.6"),
    ("gemini", "gemini-2.0-flash"),
    ("gemini", "gemini-2.5-pro"),
    ("gemini", "gemini-3.8-flash"),
    ("vertex_ai", "gemini-2.5-flash"),
    ("vertex_ai", "gemini-3.1-pro-preview"),
]
IDS = [f"{name}-{model}" for name, model in MODELS]

UNION = {
    "name": "Union",
    "input_schema": {
        "type": "object",
        "anyOf": [{"properties": {"a": {"type": "string"}}}, {"properties": {"b": {"type": "string"}}}],
        "properties": {"c": {"type": "string", "pattern": r"^\p{L}+$"}},
    },
}
OWN = thinking_signature("gemini", {"signatures": ["c2ln"]})
SCHEMA = {"type": "object", "properties": {"t": {"type": "string"}}, "required": ["t"], "additionalProperties": False}

REQUESTS: dict[str, Any] = {
    "smallest": ask(),
    "system, tools, numbers": ask(
        system="Be brief.",
        tools=[TOOL, UNION],
        tool_choice={"type": "any"},
        temperature=0.5,
        top_p=0.9,
        stop_sequences=["a"],
    ),
    "a loop of tools": ask(
        user("x"),
        assistant(
            thinking("plan", OWN), text("I look."), call(tool_id_with_signature("c1", "c2ln")), call("c2", p="2")
        ),
        user(result("c1", "one"), result("c2", "two"), text("and on")),
        tools=[TOOL],
        tool_choice={"type": "tool", "name": "Read", "disable_parallel_tool_use": True},
    ),
    "media": ask(user(text("Look"), PNG, PDF)),
    "thinking": ask(thinking={"type": "enabled", "budget_tokens": 2000}, max_tokens=8000),
    "no thinking, but effort": ask(thinking={"type": "disabled"}, output_config={"effort": "high"}),
    "a schema for the answer": ask(output_config={"format": {"type": "json_schema", "schema": SCHEMA}}),
}

Body = dict[str, Any]


def _camel(value: Any) -> Any:
    if isinstance(value, dict):
        return {
            re.sub(r"_([a-z])", lambda found: found.group(1).upper(), key): _camel(child)
            for key, child in value.items()
        }
    return [_camel(child) for child in value] if isinstance(value, list) else value


def _without_invented_temperature(theirs: Body, ours: Body) -> Body:
    config = theirs.get("generationConfig", {})
    if "temperature" not in ours.get("generationConfig", {}) and config.get("temperature") == 1.0:
        config.pop("temperature")
    return theirs


def _system_apart(theirs: Body, ours: Body) -> Body:
    if "systemInstruction" in ours and "systemInstruction" not in theirs:
        theirs["systemInstruction"] = {"parts": [theirs["contents"][0]["parts"].pop(0)]}
    return theirs


def _own_schemas(theirs: Body, ours: Body) -> Body:
    for tool, own in zip(theirs.get("tools", []), ours.get("tools", []), strict=True):
        for declaration, own_declaration in zip(
            tool.get("functionDeclarations", []), own.get("functionDeclarations", []), strict=True
        ):
            assert declaration["name"] == own_declaration["name"]
            declaration.pop("parameters", None)
            own_declaration.pop("parameters", None)
    return theirs


def _effort_put_back(theirs: Body, ours: Body) -> Body:
    if "reasoning_effort" in ours:
        theirs.setdefault("reasoning_effort", ours["reasoning_effort"])
    return theirs


GOOGLE = ("gemini", "vertex_ai")
DIFFERENCES: list[tuple[str, tuple[str, ...], Callable[[Body, Body], Body]]] = [
    ("camelCase is what Google documents; LiteLLM mixes both spellings", GOOGLE, lambda theirs, ours: _camel(theirs)),
    ("LiteLLM invents temperature 1.0 for Gemini 3", GOOGLE, _without_invented_temperature),
    (
        "LiteLLM sends the system prompt as a user's words for models its table does not know (gemini-2.0-flash)",
        GOOGLE,
        _system_apart,
    ),
    (
        "the schemas of tools are in Gemini's subset already; LiteLLM's conversion removes parameters named like "
        "keywords and spells types in its own way",
        GOOGLE,
        _own_schemas,
    ),
    ("LiteLLM leaves out the effort of grok-3-mini, which takes it", ("xai",), _effort_put_back),
]


def ours(name: str, model: str, body: Body, base: str) -> Any:
    where = endpoint(name, base, location=LOCATION)
    if name in GOOGLE:
        token = "ya29.token" if name == "vertex_ai" else None
        found, _ = GeminiDialect(ToolConversions()).request(where, model, body, token, PROJECT)
        return found
    return ChatDialect(ToolConversions()).request(where, model, body)


@pytest.mark.parametrize(("name", "model"), MODELS, ids=IDS)
@pytest.mark.parametrize("request_", REQUESTS.values(), ids=REQUESTS)
async def test_the_same_request_reaches_the_provider(request_: Any, name: str, model: str) -> None:
    profile = loaded().catalog.profile(endpoint(name), model)
    body = build_chat_request(request_, profile).body
    async with loopback() as double:
        double.answers = [Answer(sse(gemini_chunk({"text": "Hi"}, finish="STOP")) if name in GOOGLE else CHAT)]
        base = {"openai": "/v1", "xai": "/v1", "gemini": "", "vertex_ai": "/v1"}[name]
        mine = ours(name, model, body, f"{double.url}{base}")
        sent, _ = await acompletion(name, model, body, double)
    assert mine.url == f"{double.url}{sent.path}"
    for header in ("authorization", "x-goog-api-key"):
        own = {key.lower(): value for key, value in mine.headers.items()}.get(header)
        assert own == sent.headers.get(header)
    my_body, their_body = orjson.loads(mine.body), sent.json()
    for _, names, adjust in DIFFERENCES:
        if name in names:
            their_body = adjust(their_body, my_body)
    assert my_body == their_body


CALL = {"index": 0, "id": "call_1", "type": "function", "function": {"name": "Read", "arguments": ""}}
MORE = {"index": 0, "function": {"arguments": '{"p": "a"}'}}
USAGE = {
    "prompt_tokens": 100,
    "completion_tokens": 7,
    "total_tokens": 107,
    "prompt_tokens_details": {"cached_tokens": 40},
    "completion_tokens_details": {"reasoning_tokens": 0},
}
XAI_USAGE = {**USAGE, "total_tokens": 112, "completion_tokens_details": {"reasoning_tokens": 5}}
GOOGLE_USAGE = {
    "promptTokenCount": 100,
    "cachedContentTokenCount": 40,
    "candidatesTokenCount": 7,
    "thoughtsTokenCount": 5,
    "totalTokenCount": 112,
}
FUNCTION = {"functionCall": {"name": "Read", "args": {"p": "a"}}, "thoughtSignature": "c2ln"}

ANSWERS: dict[str, tuple[tuple[str, ...], list[bytes]]] = {
    "text": (("openai", "xai"), CHAT),
    "a tool call": (
        ("openai", "xai"),
        sse(
            chat_delta(role="assistant", content="I look."),
            chat_delta(tool_calls=[CALL]),
            chat_delta(tool_calls=[MORE]),
            chat_delta("tool_calls"),
            {"choices": [], "usage": USAGE},
            "[DONE]",
        ),
    ),
    "the limit is reached": (
        ("openai", "xai"),
        sse(chat_delta("length", content="Well"), {"choices": [], "usage": USAGE}, "[DONE]"),
    ),
    "reasoning beside the output": (
        ("xai",),
        sse(
            chat_delta(reasoning_content="Hm."),
            chat_delta("stop", content="Yes."),
            {"choices": [], "usage": XAI_USAGE},
            "[DONE]",
        ),
    ),
    "Gemini's text": (GOOGLE, sse(gemini_chunk({"text": "Hel"}), gemini_chunk({"text": "lo"}, finish="STOP"))),
    "Gemini's thoughts and calls": (
        GOOGLE,
        sse(
            gemini_chunk({"text": "Hm.", "thought": True}),
            gemini_chunk({"text": "I look."}),
            gemini_chunk(FUNCTION, {"functionCall": {"name": "Now", "args": {}}}),
            gemini_chunk({"text": ""}, finish="STOP", usageMetadata=GOOGLE_USAGE),
        ),
    ),
    "Gemini's limit": (GOOGLE, sse(gemini_chunk({"text": "Well"}, finish="MAX_TOKENS"))),
    "Gemini's filter": (GOOGLE, sse(gemini_chunk({"text": "Well"}), gemini_chunk(finish="SAFETY"))),
    "a blocked prompt": (
        GOOGLE,
        sse({"promptFeedback": {"blockReason": "SAFETY"}, "usageMetadata": GOOGLE_USAGE, "modelVersion": "m"}),
    ),
}


def message(chunks: list[Any], name: str) -> dict[str, Any]:
    stream = ChatStream(StreamOptions(show_thinking=True, provider=name, label=name))
    accumulator = MessageAccumulator()
    accumulator.feed([message_start("msg_1", "m", 0)])
    for chunk in chunks:
        accumulator.feed(stream.feed(chunk))
    if not stream.finished:
        accumulator.feed(stream.close())
    found: dict[str, Any] = accumulator.message()
    for number, block in enumerate(found["content"]):
        if "id" in block:
            head, mark, signature = block["id"].partition("_ts_")
            # Gemini before 3 gives calls no ids, so both invent one.
            block["id"] = f"{head if head == 'call_1' else number}{mark}{signature}"
    return found


CASES = [(case, name) for case, (names, _) in ANSWERS.items() for name in names]


@pytest.mark.parametrize(("case", "name"), CASES)
async def test_the_same_answer_comes_back(case: str, name: str) -> None:
    model = next(model for provider, model in MODELS if provider == name)
    _, payloads = ANSWERS[case]
    body = build_chat_request(ask(), loaded().catalog.profile(endpoint(name), model)).body
    async with loopback() as double:
        double.answers = [Answer(payloads)]
        _, theirs = await acompletion(name, model, body, double)
    reply = (GeminiReply if name in GOOGLE else ChatReply)(endpoint(name))
    mine = reply.parse([payload.removeprefix(b"data: ").strip() for payload in payloads])
    assert reply.error is None
    assert message(mine, name) == message(theirs, name)
