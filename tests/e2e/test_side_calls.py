"""The requests Claude Code makes beside the conversation, in the shape it was seen to send them."""

from __future__ import annotations

import asyncio
import json
from typing import Any

from anthropic import AsyncAnthropic

from .anthropic_clients import said
from .provider_double import Call, ProviderDouble, Step
from .targets import SEARCHING, TRANSLATED, in_front_of

HEADERS = {
    "anthropic-beta": "claude-code-20250219,interleaved-thinking-2025-05-14,structured-outputs-2025-12-15",
    "x-app": "cli",
}
USER_ID = json.dumps({"device_id": "d" * 64, "account_uuid": "", "session_id": "s" * 36})
BILLING = "x-anthropic-billing-header: cc_version=2.1.197.abc; cc_entrypoint=cli;"


def body_of(marker: str, **more: Any) -> dict[str, Any]:
    return {
        "model": "claude-opus-4-8",
        "max_tokens": 64_000,
        "stream": True,
        "system": [{"type": "text", "text": BILLING}, {"type": "text", "text": "You are an agent."}],
        "messages": [{"role": "user", "content": [{"type": "text", "text": marker}]}],
        "metadata": {"user_id": USER_ID},
        "thinking": {"type": "disabled"},
        **more,
    }


async def post(client: AsyncAnthropic, body: dict[str, Any]) -> Any:
    """The final message of a request with `?beta=true`, as the CLI sends it."""
    rest = {name: value for name, value in body.items() if name not in ("model", "max_tokens", "messages", "stream")}
    async with client.beta.messages.stream(
        model=body["model"],
        max_tokens=body["max_tokens"],
        messages=body["messages"],
        extra_body=rest,
        extra_headers=HEADERS,
    ) as stream:
        return await stream.get_final_message()


@in_front_of(*TRANSLATED)
async def test_the_title_call_is_answered_in_json(async_client: AsyncAnthropic, double: ProviderDouble) -> None:
    marker = double.play(Step('{"title": "A fine title"}'))
    schema = {
        "type": "object",
        "properties": {"title": {"type": "string"}},
        "required": ["title"],
        "additionalProperties": False,
    }
    form = {"effort": "high", "format": {"type": "json_schema", "schema": schema}}
    answer = await post(async_client, body_of(marker, tools=[], output_config=form))
    assert json.loads(said(answer)) == {"title": "A fine title"}
    conversation = double.asked(marker)[0].conversation
    assert conversation and conversation.answer_schema is not None
    assert not any("billing-header" in entry.text for entry in conversation.entries)


@in_front_of(*TRANSLATED)
async def test_the_web_search_call_gets_an_answer(async_client: AsyncAnthropic, double: ProviderDouble) -> None:
    marker = double.play(Step("Herons are birds."))
    search = {"type": "web_search_20250305", "name": "web_search", "max_uses": 8}
    forced = {"type": "tool", "name": "web_search"}
    answer = await post(async_client, body_of(marker, tools=[search], tool_choice=forced))
    assert said(answer).strip()


@in_front_of(*SEARCHING)
async def test_a_web_search_names_its_pages(async_client: AsyncAnthropic, double: ProviderDouble) -> None:
    marker = double.play(Step("Herons are birds.", links=(("https://herons.example/a", "Herons"),)))
    search = {"type": "web_search_20250305", "name": "web_search", "max_uses": 8}
    answer = await post(async_client, body_of(marker, tools=[search]))
    assert said(answer) == "Herons are birds."
    use, found = (block for block in answer.content if block.type in ("server_tool_use", "web_search_tool_result"))
    assert found.tool_use_id == use.id
    assert [(page.url, page.title) for page in found.content] == [("https://herons.example/a", "Herons")]
    assert answer.usage.server_tool_use.web_search_requests == 1


@in_front_of(*TRANSLATED)
async def test_a_system_message_in_the_middle_reaches_the_model(
    async_client: AsyncAnthropic, double: ProviderDouble
) -> None:
    marker = double.play(Step("", (Call("Look", {}),)), Step("Fine."))
    tool = {"name": "Look", "description": "x" * 19_000, "input_schema": {"type": "object", "properties": {}}}
    begin = [
        {"role": "user", "content": [{"type": "text", "text": "<context>", "cache_control": {"type": "ephemeral"}}]},
        {"role": "user", "content": marker},
        {"role": "system", "content": "A long reminder. " * 500},
    ]
    common = {"tools": [tool], "context_management": {"edits": [{"type": "clear_thinking_20251015", "keep": "all"}]}}
    first = await post(async_client, body_of(marker, messages=begin, **common))
    call = next(block for block in first.content if block.type == "tool_use")
    assert call.input == {}
    result = {"type": "tool_result", "tool_use_id": call.id, "content": []}
    history = [
        *begin,
        {"role": "assistant", "content": [{"type": "tool_use", "id": call.id, "name": "Look", "input": {}}]},
        {"role": "user", "content": [result]},
        {"role": "system", "content": "Another reminder."},
    ]
    assert said(await post(async_client, body_of(marker, messages=history, **common))) == "Fine."
    conversation = double.asked(marker)[-1].conversation
    texts = [entry.text for entry in conversation.entries] if conversation else []
    assert any("A long reminder." in text for text in texts) and any("Another reminder." in text for text in texts)


@in_front_of(*TRANSLATED)
async def test_fourteen_counts_at_once(async_client: AsyncAnthropic, double: ProviderDouble) -> None:
    async def count(number: int) -> int:
        messages: Any = [{"role": "user", "content": "word " * (number + 1) * 50}]
        return (
            await async_client.beta.messages.count_tokens(model="claude-opus-4-8", messages=messages, tools=[])
        ).input_tokens

    counts = await asyncio.gather(*(count(number) for number in range(14)))
    assert list(counts) == sorted(counts) and len(set(counts)) == 14
    assert double.requests == []
