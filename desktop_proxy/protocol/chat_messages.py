"""Turns as chat-completions messages, for OpenAI, for servers like it, and for LiteLLM's Gemini transform.

What Gemini needs back (thought signatures) travels in `provider_specific_fields`, which LiteLLM's Gemini transform
reads; nobody else gets that field. What a compatible server left (`reasoning_details`, `extra_content`) goes back in
the field it came in. Thinking of another provider is never sent.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from desktop_proxy.protocol.blocks import Part
from desktop_proxy.protocol.continuity import SIGNATURE_PREFIX, read_thinking_signature
from desktop_proxy.protocol.notes import Notes
from desktop_proxy.protocol.profile import Profile
from desktop_proxy.protocol.turns import AssistantTurn, Call, ResultsTurn, SystemTurn, Thought, Turn, UserTurn

ChatMessage = dict[str, Any]

_ACKNOWLEDGED = "Understood."


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
    return messages if profile.user_after_results else _apart(messages)


def _apart(messages: list[ChatMessage]) -> list[ChatMessage]:
    """An assistant's word between tool results and what the user says next.

    Mistral: "Unexpected role 'user' after role 'tool'".
    """
    separated: list[ChatMessage] = []
    for message in messages:
        if separated and separated[-1]["role"] == "tool" and message["role"] in ("user", "system"):
            separated.append({"role": "assistant", "content": _ACKNOWLEDGED})
        separated.append(message)
    return separated


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
    _think(message, thoughts, calls, profile, notes)
    return [message]


def _call(call: Call, profile: Profile) -> dict[str, Any]:
    sent: dict[str, Any] = {
        "id": call.id,
        "type": "function",
        "function": {"name": call.name, "arguments": call.arguments},
    }
    if profile.schema != "gemini":
        extra = (read_thinking_signature(call.signature, profile.provider) or {}).get("extra_content")
        if isinstance(extra, dict):
            sent["extra_content"] = extra
    elif call.signature and not call.signature.startswith(SIGNATURE_PREFIX):
        sent["provider_specific_fields"] = {"thought_signature": call.signature}
    return sent


def _think(message: ChatMessage, thoughts: list[Thought], calls: list[Call], profile: Profile, notes: Notes) -> None:
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
    elif details := _details([payload for _, payload in own], calls, profile):
        message["reasoning_details"] = details
    elif profile.reasoning_content:
        texts = [_own_text(thought, payload) for thought, payload in own]
        if any(texts):
            message["reasoning_content"] = "\n\n".join(text for text in texts if text)
    if thoughts and message.keys().isdisjoint(("provider_specific_fields", "reasoning_details", "reasoning_content")):
        notes.dropped("messages.content.thinking", "the thinking was made by another model or is not taken back")
    if profile.reasoning_content and "tool_calls" in message:
        # Without the field these servers refuse the conversation; Kimi refuses an empty one too.
        message.setdefault("reasoning_content", " ")


def _own_text(thought: Thought, payload: dict[str, Any] | None) -> str:
    # An unsigned block is the provider's own: only Anthropic and we sign.
    if payload is None:
        return "" if thought.carrier else thought.text
    kept = payload.get("text")
    return thought.text or (kept if isinstance(kept, str) else "")


def _details(payloads: list[dict[str, Any] | None], calls: list[Call], profile: Profile) -> list[dict[str, Any]]:
    """The reasoning details of a turn; those of a call name the id that is sent, and count once."""
    of_calls = [
        {**detail, "id": call.id}
        for call in calls
        for detail in _details_in(read_thinking_signature(call.signature, profile.provider))
    ]
    encrypted = [detail.get("data") for detail in of_calls]
    of_thoughts = [detail for payload in payloads for detail in _details_in(payload)]
    return [detail for detail in of_thoughts if "data" not in detail or detail["data"] not in encrypted] + of_calls


def _details_in(payload: dict[str, Any] | None) -> list[dict[str, Any]]:
    details = (payload or {}).get("reasoning_details")
    return [detail for detail in details if isinstance(detail, dict)] if isinstance(details, list) else []
