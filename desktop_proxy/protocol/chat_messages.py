"""Turns as chat-completions messages, for OpenAI, for servers like it, and for LiteLLM's Gemini transform.

What Gemini needs back (thought signatures) travels in `provider_specific_fields`, which LiteLLM's Gemini transform
reads; nobody else gets that field. Thinking of another provider is never sent.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from desktop_proxy.protocol.blocks import Part
from desktop_proxy.protocol.continuity import read_thinking_signature
from desktop_proxy.protocol.notes import Notes
from desktop_proxy.protocol.profile import Profile
from desktop_proxy.protocol.turns import AssistantTurn, Call, ResultsTurn, SystemTurn, Thought, Turn, UserTurn

ChatMessage = dict[str, Any]


def chat_messages(turns: Sequence[Turn], profile: Profile, notes: Notes) -> list[ChatMessage]:
    """The `messages` of a chat request, without the system prompt at the head."""
    messages: list[ChatMessage] = []
    for turn in turns:
        if isinstance(turn, UserTurn):
            messages.append({"role": "user", "content": _content(turn.parts)})
        elif isinstance(turn, ResultsTurn):
            messages += [{"role": "tool", "tool_call_id": call.id, "content": text} for call, text in turn.results]
        elif isinstance(turn, SystemTurn):
            messages.append({"role": "system", "content": turn.text})
        else:
            messages += _assistant(turn, profile, notes)
    return messages


def _content(parts: list[Part]) -> str | list[Part]:
    # Many compatible servers take only a string; nothing is lost where all parts are text.
    if all(part["type"] == "text" for part in parts):
        return "\n\n".join(part["text"] for part in parts)
    return parts


def _assistant(turn: AssistantTurn, profile: Profile, notes: Notes) -> list[ChatMessage]:
    texts = [piece for piece in turn.pieces if isinstance(piece, str)]
    calls = [piece for piece in turn.pieces if isinstance(piece, Call)]
    thoughts = [piece for piece in turn.pieces if isinstance(piece, Thought)]
    if not texts and not calls:
        notes.dropped("messages.content.thinking", "a turn of thinking alone has nothing this provider takes")
        return []
    message: ChatMessage = {"role": "assistant", "content": "\n\n".join(texts) or None}
    if calls:
        message["tool_calls"] = [_call(call, profile) for call in calls]
    _think(message, thoughts, profile, notes)
    return [message]


def _call(call: Call, profile: Profile) -> dict[str, Any]:
    sent: dict[str, Any] = {
        "id": call.id,
        "type": "function",
        "function": {"name": call.name, "arguments": call.arguments},
    }
    if call.signature and profile.schema == "gemini":
        sent["provider_specific_fields"] = {"thought_signature": call.signature}
    return sent


def _think(message: ChatMessage, thoughts: list[Thought], profile: Profile, notes: Notes) -> None:
    own = [(thought, read_thinking_signature(thought.carrier, profile.provider)) for thought in thoughts]
    if profile.schema == "gemini":
        signatures = [
            signature
            for _, payload in own
            if payload and isinstance(payload.get("signatures"), list)
            for signature in payload["signatures"]
            if isinstance(signature, str)
        ]
        if signatures:
            message["provider_specific_fields"] = {"thought_signatures": signatures}
    elif profile.reasoning_content:
        # An unsigned block is the provider's own: only Anthropic and we sign.
        text = "\n\n".join(
            thought.text for thought, payload in own if thought.text and (payload is not None or not thought.carrier)
        )
        if text:
            message["reasoning_content"] = text
    if thoughts and "provider_specific_fields" not in message and "reasoning_content" not in message:
        notes.dropped("messages.content.thinking", "the thinking was made by another model or is not taken back")
    if profile.reasoning_content and "tool_calls" in message:
        # Without the field these servers refuse the conversation; Kimi refuses an empty one too.
        message.setdefault("reasoning_content", " ")
