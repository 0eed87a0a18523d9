"""The built-in model `demo/desktop-proxy`: answers offline, before any key exists, and says that it is no AI.

It shows that client and proxy work together: streamed text, thinking, a real tool call, structured output. The same
request always gets the same answer. It touches neither network nor files.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Iterator, Mapping
from typing import Any

import orjson

from desktop_proxy.protocol.continuity import thinking_signature
from desktop_proxy.protocol.event_writer import EventWriter
from desktop_proxy.protocol.messages import Event, MessagesRequest
from desktop_proxy.upstream.demo_tools import ToolCall, tool_call
from desktop_proxy.upstream.demo_values import example_value
from desktop_proxy.upstream.tokens import Estimator

PAUSE_S = 0.02
MAX_BATCHES = 60
PIECE_CHARACTERS = 16
CHARACTERS_PER_TOKEN = 4
RESULT_LINES = 5
RESULT_CHARACTERS = 500

INTRODUCTION = (
    "This is the demo model of Desktop Proxy: a few built-in sentences, no AI. It answers while no provider is set "
    "up; everything between your client and the proxy works.\n\n"
    "For real answers add the key of a provider, for example `desktop-proxy keys set openai` (or gemini, xai, "
    "anthropic), and ask again.\n\n"
)
TOOLS_WORK = "Tools work here too: try “list the files” or “read README.md”.\n\n"
THOUGHT = "The demo model does not think. This is what thinking looks like when a model does."


async def stream_demo(request: MessagesRequest) -> AsyncGenerator[list[Event]]:
    """Batches of events after `message_start`, over less than two seconds."""
    writer = EventWriter()
    if request.thinking and request.thinking["type"] != "disabled" and _schema(request) is None:
        writer.thinking(THOUGHT)
        writer.signature(thinking_signature("demo", {}))
        yield writer.take()
    text, call = _answer(request)
    text, stop_reason, stop_sequence = _within_limits(text, request)
    for piece in _pieces(text):
        await asyncio.sleep(PAUSE_S)
        writer.text(piece)
        if writer.events:
            yield writer.take()
    if call is not None and stop_reason == "end_turn":
        stop_reason = "tool_use"
        writer.tool_use(_tool_id(request), call.name)
        writer.tool_json(orjson.dumps(call.input).decode())
    writer.finish(stop_reason, stop_sequence, _usage(request, writer.characters))
    yield writer.take()


def _answer(request: MessagesRequest) -> tuple[str, ToolCall | None]:
    prompt, results = _last_turn(request)
    schema = _schema(request)
    if schema is not None:
        return orjson.dumps(example_value(schema, (), _first_words(prompt))).decode(), None
    if results:
        return "\n\n".join(_summary(result) for result in results), None
    call = tool_call(request, prompt)
    if call is not None:
        return f"The demo model calls the tool {call.name} for you.", call
    said = f"You wrote: {_first_words(prompt, 200)}" if prompt else ""
    return f"{INTRODUCTION}{TOOLS_WORK if request.tools else ''}{said}".rstrip(), None


def _last_turn(request: MessagesRequest) -> tuple[str, list[Mapping[str, Any]]]:
    """What the user said last, without the client's reminders, and the tool results beside it."""
    last = next((message for message in reversed(request.messages) if message["role"] == "user"), None)
    if last is None:
        return "", []
    content = last["content"]
    blocks: list[Any] = [{"type": "text", "text": content}] if isinstance(content, str) else list(content)
    texts = [str(block["text"]).strip() for block in blocks if block.get("type") == "text"]
    prompts = [text for text in texts if text and not text.startswith("<system-reminder>")]
    results = [block for block in blocks if block.get("type") == "tool_result"]
    return prompts[-1] if prompts else "", results


def _summary(result: Mapping[str, Any]) -> str:
    content = result.get("content") or ""
    if not isinstance(content, str):
        content = "\n".join(str(block.get("text") or f"[{block.get('type')}]") for block in content)
    lines = content.strip().splitlines()
    if result.get("is_error"):
        return f"The tool reported an error: {_first_words(content, 200) or 'without a message'}"
    if not lines:
        return "The tool ran and returned nothing."
    first = "\n".join(lines[:RESULT_LINES])[:RESULT_CHARACTERS]
    count = "one line" if len(lines) == 1 else f"{len(lines)} lines"
    more = ", which begins" if len(lines) > RESULT_LINES or len(content) > RESULT_CHARACTERS else ""
    return f"The tool returned {count}{more}:\n\n```\n{first}\n```"


def _schema(request: MessagesRequest) -> Mapping[str, Any] | None:
    wanted = (request.output_config or {}).get("format") or request.output_format
    return wanted["schema"] if wanted else None


def _first_words(text: str, limit: int = 50) -> str:
    line = " ".join(text.split())
    return line if len(line) <= limit else f"{line[:limit].rpartition(' ')[0] or line[:limit]}…"


def _within_limits(text: str, request: MessagesRequest) -> tuple[str, str, str | None]:
    cuts = [(text.find(one), one) for one in request.stop_sequences or () if one and one in text]
    limit = request.max_tokens * CHARACTERS_PER_TOKEN
    if cuts and min(cuts)[0] <= limit:
        at, sequence = min(cuts)
        return text[:at], "stop_sequence", sequence
    return (text[:limit], "max_tokens", None) if len(text) > limit else (text, "end_turn", None)


def _pieces(text: str) -> Iterator[str]:
    size = max(PIECE_CHARACTERS, -(-len(text) // MAX_BATCHES))
    return (text[at : at + size] for at in range(0, len(text), size))


def _tool_id(request: MessagesRequest) -> str:
    """Different from every id in the conversation: Claude Code loses one of two calls that share theirs."""
    taken = {
        block.get("id")
        for message in request.messages
        if not isinstance(message["content"], str)
        for block in message["content"]
    }
    number = len(request.messages)
    while f"toolu_demo_{number}" in taken:
        number += 1
    return f"toolu_demo_{number}"


def _usage(request: MessagesRequest, characters: int) -> dict[str, int]:
    return {
        "input_tokens": Estimator().estimate("demo", request),
        "cache_creation_input_tokens": 0,
        "cache_read_input_tokens": 0,
        "output_tokens": max(1, characters // CHARACTERS_PER_TOKEN),
    }
