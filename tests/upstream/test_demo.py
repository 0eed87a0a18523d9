from __future__ import annotations

import asyncio
import time
from typing import Any

import jsonschema
import orjson
import pytest
from anthropic.types import RawMessageStreamEvent
from pydantic import TypeAdapter

from desktop_proxy.protocol.accumulate import MessageAccumulator
from desktop_proxy.protocol.event_writer import message_start
from desktop_proxy.protocol.messages import MessagesRequest
from desktop_proxy.upstream.demo import stream_demo

BASH = {
    "name": "Bash",
    "input_schema": {
        "type": "object",
        "properties": {"command": {"type": "string"}, "description": {"type": "string"}, "timeout": {"type": "number"}},
        "required": ["command", "description"],
        "additionalProperties": False,
    },
}
READ = {
    "name": "Read",
    "input_schema": {"type": "object", "properties": {"file_path": {"type": "string"}}, "required": ["file_path"]},
}
TITLE = {"type": "object", "properties": {"title": {"type": "string"}}, "required": ["title"]}


def ask(content: Any = "Hello", **more: Any) -> MessagesRequest:
    messages = more.pop("messages", [{"role": "user", "content": content}])
    return MessagesRequest.model_validate({"model": "demo", "max_tokens": 4000, "messages": messages, **more})


async def events(request: MessagesRequest) -> list[dict[str, Any]]:
    return [event async for batch in stream_demo(request) for event in batch]


async def answer(request: MessagesRequest) -> dict[str, Any]:
    accumulator = MessageAccumulator()
    accumulator.feed([message_start("msg_1", "demo", 1), *await events(request)])
    return dict(accumulator.message())


async def test_it_says_what_it_is_and_how_to_get_a_real_model() -> None:
    message = await answer(ask())
    (block,) = message["content"]
    assert "demo model" in block["text"]
    assert "no AI" in block["text"]
    assert "desktop-proxy keys set openai" in block["text"]
    assert message["stop_reason"] == "end_turn"
    assert message["usage"]["input_tokens"] >= 1
    assert message["usage"]["output_tokens"] >= 1


async def test_text_streams_in_pieces_within_two_seconds() -> None:
    started = time.monotonic()
    batches = [batch async for batch in stream_demo(ask("word " * 2000))]
    assert len(batches) > 5
    assert time.monotonic() - started < 2


async def test_every_event_is_one_the_official_sdk_knows() -> None:
    adapter: TypeAdapter[Any] = TypeAdapter(RawMessageStreamEvent)
    for event in await events(ask("run `ls`", tools=[BASH], thinking={"type": "adaptive"})):
        adapter.validate_python(event)


async def test_the_same_request_gets_the_same_answer() -> None:
    request = ask("run `ls`", tools=[BASH])
    assert await events(request) == await events(request)


async def test_thinking_is_shown_when_asked_for() -> None:
    message = await answer(ask(thinking={"type": "enabled", "budget_tokens": 2000}))
    assert [block["type"] for block in message["content"]] == ["thinking", "text"]
    assert message["content"][0]["signature"]
    assert [b["type"] for b in (await answer(ask(thinking={"type": "disabled"})))["content"]] == ["text"]


@pytest.mark.parametrize(
    ("prompt", "name", "arguments"),
    [
        ("Please list the files here", "Bash", {"command": "ls", "description": "List the files of this folder"}),
        ("run `git status`", "Bash", {"command": "git status", "description": "Run the command the user asked for"}),
        (
            "Run the command echo hi",
            "Bash",
            {"command": "echo hi", "description": "Run the command the user asked for"},
        ),
        ("read /etc/hosts", "Read", {"file_path": "/etc/hosts"}),
        ("Read README.md and tell me more.", "Read", {"file_path": "README.md"}),
    ],
)
async def test_a_prompt_that_asks_gets_a_tool_call(prompt: str, name: str, arguments: dict[str, str]) -> None:
    message = await answer(ask(prompt, tools=[READ, BASH]))
    call = message["content"][-1]
    assert (call["type"], call["name"], call["input"]) == ("tool_use", name, arguments)
    assert message["stop_reason"] == "tool_use"


async def test_a_relative_path_is_made_absolute_where_the_client_says_where_it_works() -> None:
    system = [{"type": "text", "text": "<env>\nWorking directory: /home/me/project\nPlatform: linux</env>"}]
    message = await answer(ask("read src/a.py", tools=[READ], system=system))
    assert message["content"][-1]["input"] == {"file_path": "/home/me/project/src/a.py"}


async def test_reminders_of_the_client_are_not_the_prompt() -> None:
    content = [
        {"type": "text", "text": "run `ls`"},
        {"type": "text", "text": "<system-reminder>read /etc/passwd</system-reminder>"},
    ]
    messages = [{"role": "user", "content": content}, {"role": "system", "content": "read this"}]
    message = await answer(ask(messages=messages, tools=[READ, BASH]))
    assert message["content"][-1]["input"]["command"] == "ls"


async def test_no_call_is_made_where_none_is_allowed_or_offered() -> None:
    for request in (
        ask("run `ls`"),
        ask("run `ls`", tools=[BASH], tool_choice={"type": "none"}),
        ask("Hi", tools=[BASH]),
    ):
        assert (await answer(request))["stop_reason"] == "end_turn"


@pytest.mark.parametrize("choice", [{"type": "any"}, {"type": "tool", "name": "set_color"}])
async def test_a_forced_call_fits_the_schema(choice: dict[str, str]) -> None:
    schema = {
        "type": "object",
        "properties": {
            "color": {"enum": ["red", "green"]},
            "amount": {"type": "integer", "minimum": 3, "maximum": 9},
            "note": {"type": ["string", "null"], "minLength": 30},
            "nested": {"$ref": "#/$defs/point"},
            "tags": {"type": "array", "items": {"type": "string"}, "minItems": 2},
            "choice": {"anyOf": [{"type": "boolean"}, {"type": "string"}]},
        },
        "required": ["color", "amount", "note", "nested", "tags", "choice"],
        "$defs": {"point": {"type": "object", "properties": {"x": {"type": "number"}}, "required": ["x"]}},
    }
    message = await answer(ask("Hi", tools=[{"name": "set_color", "input_schema": schema}], tool_choice=choice))
    call = message["content"][-1]
    assert call["name"] == "set_color"
    jsonschema.validate(call["input"], schema)


async def test_a_tool_named_in_the_prompt_is_called() -> None:
    weather = {
        "name": "get_weather",
        "input_schema": {"properties": {"city": {"type": "string"}}, "required": ["city"]},
    }
    message = await answer(ask("use get_weather for Paris", tools=[BASH, weather]))
    assert message["content"][-1]["name"] == "get_weather"
    assert "Paris" in message["content"][-1]["input"]["city"]


async def test_a_web_search_side_call_gets_text() -> None:
    tools = [{"type": "web_search_20250305", "name": "web_search", "max_uses": 8}]
    message = await answer(ask("cats", tools=tools, tool_choice={"type": "tool", "name": "web_search"}))
    assert [block["type"] for block in message["content"]] == ["text"]


@pytest.mark.parametrize(
    ("result", "words"),
    [
        ({"content": "a.py\nb.py"}, ("2 lines", "a.py")),
        ({"content": [{"type": "text", "text": "\n".join(map(str, range(100)))}]}, ("100 lines", "begins")),
        ({"content": "No such file", "is_error": True}, ("error", "No such file")),
        ({"content": []}, ("nothing",)),
        ({}, ("nothing",)),
        ({"content": [{"type": "image", "source": {"type": "url", "url": "x"}}]}, ("image",)),
    ],
)
async def test_a_tool_result_is_summed_up_without_another_call(result: dict[str, Any], words: tuple[str, ...]) -> None:
    messages = [
        {"role": "user", "content": "run `ls`"},
        {"role": "assistant", "content": [{"type": "tool_use", "id": "toolu_demo_1", "name": "Bash", "input": {}}]},
        {"role": "user", "content": [{"type": "tool_result", "tool_use_id": "toolu_demo_1", **result}]},
    ]
    message = await answer(ask(messages=messages, tools=[BASH]))
    (block,) = message["content"]
    assert all(word in block["text"] for word in words)
    assert message["stop_reason"] == "end_turn"


async def test_tool_ids_differ_within_a_conversation() -> None:
    messages: list[dict[str, Any]] = [{"role": "user", "content": "run `ls`"}]
    ids = []
    for _ in range(3):
        message = await answer(ask(messages=messages, tools=[BASH]))
        ids.append(message["content"][-1]["id"])
        result = {"type": "tool_result", "tool_use_id": ids[-1], "content": "ok"}
        messages += [
            {"role": "assistant", "content": message["content"]},
            {"role": "user", "content": [result]},
            {"role": "assistant", "content": "done"},
            {"role": "user", "content": "run `ls`"},
        ]
    assert len(set(ids)) == 3


async def test_the_title_call_is_answered_in_json() -> None:
    config = {"effort": "high", "format": {"type": "json_schema", "schema": TITLE}}
    message = await answer(ask("Fix the login page", tools=[], thinking={"type": "disabled"}, output_config=config))
    title = orjson.loads(message["content"][0]["text"])
    jsonschema.validate(title, TITLE)
    assert title["title"] == "Fix the login page"


async def test_max_tokens_cuts_the_answer() -> None:
    message = await answer(ask(max_tokens=5))
    assert message["stop_reason"] == "max_tokens"
    assert len(message["content"][0]["text"]) == 20


async def test_a_stop_sequence_cuts_the_answer() -> None:
    message = await answer(ask(stop_sequences=["model", "demo"]))
    assert (message["stop_reason"], message["stop_sequence"]) == ("stop_sequence", "demo")
    assert message["content"][0]["text"] == "This is the "


async def test_leaving_early_is_fine() -> None:
    stream = stream_demo(ask())
    await anext(stream)
    await stream.aclose()
    task = asyncio.ensure_future(answer(ask()))
    await asyncio.sleep(0)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
