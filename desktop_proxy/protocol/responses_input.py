"""Turns as the `input` items of OpenAI's Responses API.

The provider's own encrypted reasoning goes back where it came from, in front of the item it led to: with
`store: false` the API keeps nothing, and it refuses a reasoning item that nothing follows.
https://platform.openai.com/docs/guides/reasoning#encrypted-reasoning-items
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from desktop_proxy.protocol.blocks import Part
from desktop_proxy.protocol.continuity import read_thinking_signature
from desktop_proxy.protocol.notes import Notes
from desktop_proxy.protocol.profile import Profile
from desktop_proxy.protocol.turns import AssistantTurn, Call, ResultsTurn, SystemTurn, Thought, Turn, UserTurn

Item = dict[str, Any]


def responses_input(turns: Sequence[Turn], profile: Profile, notes: Notes) -> list[Item]:
    """The `input` items of a Responses request."""
    items: list[Item] = []
    seen: set[str] = set()
    for turn in turns:
        if isinstance(turn, UserTurn):
            items.append({"type": "message", "role": "user", "content": _content(turn.parts)})
        elif isinstance(turn, ResultsTurn):
            items += [
                {"type": "function_call_output", "call_id": call.id, "output": text} for call, text in turn.results
            ]
        elif isinstance(turn, SystemTurn):
            items.append({"type": "message", "role": "system", "content": turn.text})
        else:
            items += _assistant(turn, profile, notes, seen)
    return items


def _assistant(turn: AssistantTurn, profile: Profile, notes: Notes, seen: set[str]) -> list[Item]:
    items: list[Item] = []
    for piece in turn.pieces:
        if isinstance(piece, str):
            items.append({"type": "message", "role": "assistant", "content": piece})
        elif isinstance(piece, Call):
            items.append(
                {"type": "function_call", "call_id": piece.id, "name": piece.name, "arguments": piece.arguments}
            )
        else:
            items += _reasoning(piece, profile, notes, seen)
    while items and items[-1]["type"] == "reasoning":
        items.pop()
        notes.dropped("messages.content.thinking", "the thinking led to nothing that is still in the conversation")
    return items


def _reasoning(thought: Thought, profile: Profile, notes: Notes, seen: set[str]) -> list[Item]:
    payload = read_thinking_signature(thought.carrier, profile.provider) if profile.efforts else None
    carried = payload.get("items") if payload else None
    if not isinstance(carried, list):
        notes.dropped("messages.content.thinking", "the thinking was made by another model or is not taken back")
        return []
    items = [_reasoning_item(item) for item in carried if isinstance(item, dict)]
    fresh: list[Item] = []
    for item in items:
        # The API refuses a second item with the same id, and a client may hold one in two blocks.
        key = item.get("id") or item["encrypted_content"]
        if isinstance(item["encrypted_content"], str) and item["encrypted_content"] and key not in seen:
            seen.add(key)
            fresh.append(item)
    return fresh


def _reasoning_item(carried: Item) -> Item:
    summary = [
        {"type": "summary_text", "text": text}
        for entry in carried.get("summary") or ()
        if isinstance(text := entry.get("text") if isinstance(entry, dict) else entry, str)
    ]
    item: Item = {"type": "reasoning", "summary": summary, "encrypted_content": carried.get("encrypted_content")}
    if isinstance(carried.get("id"), str):
        item["id"] = carried["id"]
    return item


def _content(parts: list[Part]) -> str | list[Item]:
    if all(part["type"] == "text" for part in parts):
        return "\n\n".join(part["text"] for part in parts)
    return [_part(part) for part in parts]


def _part(part: Part) -> Item:
    if part["type"] == "text":
        return {"type": "input_text", "text": part["text"]}
    if part["type"] == "image_url":
        return {"type": "input_image", "image_url": part["image_url"]["url"], "detail": "auto"}
    return {"type": "input_file", **part["file"]}
