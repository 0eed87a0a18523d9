"""A Messages request as a chat-completions request.

The body holds only fields of OpenAI's chat API, apart from what LiteLLM's Gemini mapping takes beside them
(`thinking`, `top_k`, `googleSearch`, `provider_specific_fields`), which only a Gemini profile gets, and a thinking
switch where the profile names one. Bodies share their tools with other requests: never change them in place.
"""

from __future__ import annotations

from typing import Any

from desktop_proxy.protocol.chat_messages import chat_messages
from desktop_proxy.protocol.conversation import Conversation, read_conversation
from desktop_proxy.protocol.limits import sampling, stop_sequences
from desktop_proxy.protocol.messages import MessagesRequest
from desktop_proxy.protocol.notes import Notes
from desktop_proxy.protocol.profile import Profile, Translation
from desktop_proxy.protocol.tools import Choice


def build_chat_request(request: MessagesRequest, profile: Profile) -> Translation:
    """Translate a request for a model that is driven through chat completions; always streaming, with usage."""
    notes = Notes()
    talk = read_conversation(request, profile, "chat", notes)
    head = [{"role": "system", "content": talk.system}] if talk.system else []
    body: dict[str, Any] = {
        "model": profile.model,
        "messages": head + chat_messages(talk.turns, profile, notes),
        "stream": True,
        "stream_options": {"include_usage": True},
        profile.output_limit_field: talk.max_tokens,
        **sampling(request, profile, notes),
        **_tools(talk, profile),
        **_reasoning(talk, profile),
    }
    if talk.answer:
        answer = {"name": talk.answer.name, "schema": talk.answer.schema, "strict": talk.answer.strict}
        body["response_format"] = {"type": "json_schema", "json_schema": answer}
    if talk.cache_key:
        body["prompt_cache_key"] = talk.cache_key
    stops = stop_sequences(request, notes)
    return Translation(body, notes.all(), talk.names.changed, stops)


def _tools(talk: Conversation, profile: Profile) -> dict[str, Any]:
    fields: dict[str, Any] = {}
    tools = list(talk.tools.functions)
    if talk.tools.search is not None and profile.schema == "gemini":
        tools.append({"googleSearch": {}})
    elif talk.tools.search is not None:
        fields["web_search_options"] = _search_options(talk.tools.search)
    if tools:
        fields["tools"] = tools
    if talk.choice and talk.tools.functions:
        fields["tool_choice"] = _choice(talk.choice)
    if talk.single_call:
        fields["parallel_tool_calls"] = False
    return fields


def _choice(choice: Choice) -> str | dict[str, Any]:
    return choice if isinstance(choice, str) else {"type": "function", "function": {"name": choice[0]}}


def _search_options(search: Any) -> dict[str, Any]:
    place = search.get("user_location")
    if not isinstance(place, dict):
        return {}
    known = {key: place[key] for key in ("city", "country", "region", "timezone") if place.get(key)}
    return {"user_location": {"type": "approximate", "approximate": known}} if known else {}


def _reasoning(talk: Conversation, profile: Profile) -> dict[str, Any]:
    wanted = talk.reasoning
    if wanted.budget is not None:
        # LiteLLM turns this into Gemini's thinkingConfig; thoughts are included only for `enabled`.
        kind = "disabled" if wanted.off or not wanted.budget else "enabled"
        return {"thinking": {"type": kind, "budget_tokens": wanted.budget}}
    if wanted.off and wanted.effort and profile.schema == "gemini":
        # LiteLLM's word for the weakest level without thoughts in the answer.
        return {"reasoning_effort": "none"}
    if wanted.switch is not None:
        return _switched(wanted.switch, profile)
    if wanted.effort:
        return {"reasoning_effort": wanted.effort}
    if wanted.show and profile.schema == "gemini":
        return {"thinking": {"type": "enabled"}}
    return {}


def _switched(on: bool, profile: Profile) -> dict[str, Any]:
    if profile.thinking_switch == "enable_thinking":
        return {"enable_thinking": on}
    return {"thinking": {"type": "enabled" if on else "disabled"}}
