"""What is sent to OpenAI against the parameter types of its own SDK, with no key the SDK does not know."""

from __future__ import annotations

import functools
import types
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any, Literal, NotRequired, Required, Union, get_args, get_origin, get_type_hints

import pydantic
import pytest
from openai.types.chat.completion_create_params import CompletionCreateParamsStreaming
from openai.types.responses.response_create_params import ResponseCreateParamsStreaming
from protocol.asking import (
    GPT5,
    LOCAL,
    OPENAI,
    PDF,
    PNG,
    TOOL,
    ask,
    assistant,
    call,
    result,
    system,
    text,
    thinking,
    user,
)
from typing_extensions import TypeAliasType, is_typeddict

from desktop_proxy.protocol.chat_request import build_chat_request
from desktop_proxy.protocol.continuity import thinking_signature
from desktop_proxy.protocol.responses_request import build_responses_request

OWN = thinking_signature(
    "openai",
    {"items": [{"id": "rs_1", "encrypted_content": "gAAA", "summary": [{"type": "summary_text", "text": "P"}]}]},
)
SEARCH = {
    "type": "web_search_20250305",
    "name": "web_search",
    "max_uses": 2,
    "allowed_domains": ["a.org"],
    "user_location": {"type": "approximate", "country": "DE"},
}
SCHEMA = {"type": "object", "properties": {"t": {"type": "string"}}, "required": ["t"], "additionalProperties": False}

REQUESTS: dict[str, Any] = {
    "smallest": ask(),
    "everything": ask(
        user(text("Look"), PNG, PDF, {"type": "image", "source": {"type": "url", "url": "https://e.org/a.png"}}),
        system("Mind this."),
        assistant(thinking("plan", OWN), text("I look."), call("a"), call("b" * 90, "x" * 90, p=[1, {"q": None}])),
        user(result("b" * 90, [text("T"), PNG], is_error=True), result("a", None), text("and on")),
        assistant(
            {"type": "redacted_thinking", "data": OWN}, {"type": "server_tool_use", "id": "s", "name": "n", "input": {}}
        ),
        user({"type": "document", "source": {"type": "url", "url": "https://e.org/a.pdf"}}),
        system=[text("Be kind.")],
        tools=[
            TOOL,
            {"type": "bash_20250124", "name": "bash"},
            {"name": "no_schema"},
            SEARCH,
            {"type": "web_fetch_20250910", "name": "f"},
        ],
        tool_choice={"type": "tool", "name": "Read", "disable_parallel_tool_use": True},
        thinking={"type": "enabled", "budget_tokens": 5000},
        output_config={"effort": "max", "format": {"type": "json_schema", "schema": SCHEMA}},
        temperature=0.5,
        top_p=0.5,
        top_k=5,
        stop_sequences=["a", "b"],
        metadata={"user_id": "u" * 150},
    ),
    "web search": ask(
        tools=[SEARCH], tool_choice={"type": "tool", "name": "web_search"}, thinking={"type": "disabled"}
    ),
    "any tool": ask(tools=[TOOL], tool_choice={"type": "any"}, thinking={"type": "adaptive"}),
}
PROFILES = {"gpt-4.1": OPENAI, "gpt-5": GPT5, "local": LOCAL, "search": replace(OPENAI, web_search=True)}
SDK_TYPES = {"chat": CompletionCreateParamsStreaming, "responses": ResponseCreateParamsStreaming}
BUILDERS = {"chat": build_chat_request, "responses": build_responses_request}


@pytest.mark.parametrize("shape", ["chat", "responses"])
@pytest.mark.parametrize("profile", PROFILES)
@pytest.mark.parametrize("request_name", REQUESTS)
def test_the_body_is_what_the_official_sdk_would_send(shape: str, profile: str, request_name: str) -> None:
    body = BUILDERS[shape](REQUESTS[request_name], PROFILES[profile]).body
    adapter(shape).validate_python(body)
    assert unknown_keys(body, SDK_TYPES[shape]) == []


def test_the_check_finds_a_key_that_is_not_openai_s() -> None:
    body = {
        "model": "m",
        "messages": [{"role": "user", "content": [{"type": "text", "text": "a", "cache_control": {}}]}],
        "top_k": 1,
    }
    assert unknown_keys(body, CompletionCreateParamsStreaming) == ["messages[0].content[0].cache_control", "top_k"]


@functools.lru_cache
def adapter(shape: str) -> pydantic.TypeAdapter[Any]:
    return pydantic.TypeAdapter(SDK_TYPES[shape])


hints = functools.lru_cache(maxsize=None)(get_type_hints)


def unknown_keys(value: Any, wanted: Any, where: str = "") -> list[str]:
    """Paths of keys that no fitting TypedDict has; for a union the member with the fewest such keys counts."""
    wanted = unwrapped(wanted)
    origin = get_origin(wanted)
    if origin in (Union, types.UnionType):
        return min(
            (unknown_keys(value, member, where) for member in fitting(value, get_args(wanted))), key=len, default=[]
        )
    if is_typeddict(wanted) and isinstance(value, dict):
        known = hints(wanted)
        found = []
        for key, child in value.items():
            path = f"{where}.{key}" if where else key
            found += unknown_keys(child, known[key], path) if key in known else [path]
        return sorted(found)
    if isinstance(value, list) and get_args(wanted):
        return [
            path for n, child in enumerate(value) for path in unknown_keys(child, get_args(wanted)[0], f"{where}[{n}]")
        ]
    return []


def unwrapped(wanted: Any) -> Any:
    while True:
        if isinstance(wanted, TypeAliasType):
            wanted = wanted.__value__
        elif get_origin(wanted) in (Required, NotRequired):
            wanted = get_args(wanted)[0]
        else:
            return wanted


def fitting(value: Any, members: Iterable[Any]) -> list[Any]:
    """The members of a union a value can be: by shape, and for objects by their `type` or `role`."""
    found = []
    for member in map(unwrapped, members):
        if get_origin(member) in (Union, types.UnionType):
            found += fitting(value, get_args(member))
        elif isinstance(value, Mapping):
            if is_typeddict(member) and tags_fit(value, hints(member)):
                found.append(member)
        elif isinstance(value, list) and get_args(member) and get_origin(member) is not Literal:
            found.append(member)
    return found


def tags_fit(value: Mapping[str, Any], known: Mapping[str, Any]) -> bool:
    for tag in ("type", "role"):
        if tag in value:
            literal = unwrapped(known.get(tag))
            if get_origin(literal) is Literal and value[tag] not in get_args(literal):
                return False
    return True
