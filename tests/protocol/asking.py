"""Requests and profiles for the tests of the request side."""

from __future__ import annotations

from typing import Any

import orjson

from desktop_proxy.protocol.chat_request import build_chat_request
from desktop_proxy.protocol.messages import MessagesRequest
from desktop_proxy.protocol.profile import Profile, Translation
from desktop_proxy.protocol.request_body import messages_request
from desktop_proxy.protocol.responses_request import build_responses_request

OPENAI = Profile("openai", "gpt-4.1", documents=True)
GPT5 = Profile(
    "openai",
    "gpt-5.1",
    documents=True,
    efforts=("none", "minimal", "low", "medium", "high"),
    output_limit_field="max_completion_tokens",
    sampling=False,
    web_search=True,
)
GEMINI = Profile("gemini", "gemini-2.5-flash", schema="gemini", thinking_budget=True, documents=True, web_search=True)
GEMINI3 = Profile("gemini", "gemini-3-pro-preview", schema="gemini", efforts=("low", "high"), documents=True)
LOCAL = Profile("ollama", "llama3", images=False, late_system=False, parallel_switch=False, structured_output=False)

TOOL = {
    "name": "Read",
    "description": "Reads.",
    "input_schema": {"type": "object", "properties": {"p": {"type": "string"}}},
}
PNG = {"type": "image", "source": {"type": "base64", "media_type": "image/png", "data": "iVBORw0K"}}
PDF = {"type": "document", "source": {"type": "base64", "media_type": "application/pdf", "data": "JVBERi0="}}


def ask(*messages: dict[str, Any], **fields: Any) -> MessagesRequest:
    """A parsed request: by default one user message."""
    body = {"model": "m", "max_tokens": 1000, "messages": list(messages) or [user("Hi")], **fields}
    return messages_request(orjson.loads(orjson.dumps(body)))


def chat(*messages: dict[str, Any], profile: Profile = OPENAI, **fields: Any) -> Translation:
    return build_chat_request(ask(*messages, **fields), profile)


def sent(*messages: dict[str, Any], profile: Profile = OPENAI, **fields: Any) -> list[dict[str, Any]]:
    """The chat messages that are sent."""
    found: list[dict[str, Any]] = chat(*messages, profile=profile, **fields).body["messages"]
    return found


def responses(*messages: dict[str, Any], profile: Profile = GPT5, **fields: Any) -> Translation:
    return build_responses_request(ask(*messages, **fields), profile)


def user(*content: Any) -> dict[str, Any]:
    return {
        "role": "user",
        "content": content[0] if len(content) == 1 and isinstance(content[0], str) else list(content),
    }


def assistant(*content: Any) -> dict[str, Any]:
    return {**user(*content), "role": "assistant"}


def system(text: Any) -> dict[str, Any]:
    return {"role": "system", "content": text}


def text(words: str) -> dict[str, Any]:
    return {"type": "text", "text": words}


def call(tool_id: str, name: str = "Read", **arguments: Any) -> dict[str, Any]:
    return {"type": "tool_use", "id": tool_id, "name": name, "input": arguments}


def result(tool_id: str, content: Any = "done", **fields: Any) -> dict[str, Any]:
    block = {"type": "tool_result", "tool_use_id": tool_id, **fields}
    return block if content is None else {**block, "content": content}


def thinking(words: str, signature: str | None = None) -> dict[str, Any]:
    return {"type": "thinking", "thinking": words, **({} if signature is None else {"signature": signature})}


def noted(translation: Translation, field: str) -> str:
    """The action noted for a field; empty when there is none."""
    return next((note.action for note in translation.notes if note.field == field), "")


def roles(messages: list[dict[str, Any]]) -> list[str]:
    return [message["role"] for message in messages]
