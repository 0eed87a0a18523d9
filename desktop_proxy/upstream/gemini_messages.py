"""Chat messages to Gemini's `contents`: LiteLLM's transform with what it loses or must not see kept aside.

Before: media, tool results and the system prompt are taken out, and each call gets a name of its own. After: they are
put back in Google's own spelling. LiteLLM keeps the rest: roles and turns, ids, and thought signatures.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from desktop_proxy.protocol.profile import Note
from desktop_proxy.upstream.gemini_media import media_part

_MARK = "\u2063"
_PLACE = "gs://place/"
_PLACE_KIND = "application/octet-stream"

Message = dict[str, Any]


@dataclass(slots=True)
class Prepared:
    """Messages that LiteLLM may see, and what was kept aside."""

    messages: list[Message] = field(default_factory=list)
    system: list[str] = field(default_factory=list)
    parts: list[dict[str, Any]] = field(default_factory=list)
    """Gemini parts, by the number in their placeholder."""
    results: list[str] = field(default_factory=list)
    """Texts of tool results, by the number that stands in for them."""
    notes: list[Note] = field(default_factory=list)
    names: dict[str, str] = field(default_factory=dict)
    """Marked function name of each call id."""


def prepare(messages: Sequence[Mapping[str, Any]], model: str, *, vertex: bool) -> Prepared:
    """Copy the messages for LiteLLM; the given ones are left as they are."""
    kept = Prepared()
    for message in messages:
        role = message["role"]
        if role == "system":
            # LiteLLM sends it as a user's words for models its table does not know, gemini-2.0-flash among them.
            kept.system.append(_text(message.get("content")))
        elif role == "assistant":
            kept.messages.append(_assistant(message, kept))
        elif role == "tool":
            kept.messages.append(_result(message, kept))
        else:
            kept.messages.append(_user(message, model, kept, vertex=vertex))
    return kept


def _text(content: Any) -> str:
    if isinstance(content, str):
        return content
    return "\n\n".join(part.get("text", "") for part in content or ())


def _assistant(message: Mapping[str, Any], kept: Prepared) -> Message:
    copy = dict(message)
    if message.get("tool_calls"):
        # LiteLLM drops a call equal to another of its turn, and Gemini refuses a turn that has more results than calls.
        copy["tool_calls"] = [
            {**call, "function": {**call["function"], "name": f"{call['function']['name']}{_MARK}{number}"}}
            for number, call in enumerate(message["tool_calls"])
        ]
        kept.names.update((call["id"], call["function"]["name"]) for call in copy["tool_calls"])
    return copy


def _result(message: Mapping[str, Any], kept: Prepared) -> Message:
    # LiteLLM would read a result that is JSON into a structure: the model would no longer see what the tool printed,
    # and a lone surrogate or a large integer in it could not be sent at all.
    kept.results.append(_text(message.get("content")))
    call_id = message["tool_call_id"]
    return {
        "role": "tool",
        "tool_call_id": call_id,
        "name": kept.names.get(call_id, "unknown"),
        "content": str(len(kept.results) - 1),
    }


def _user(message: Mapping[str, Any], model: str, kept: Prepared, *, vertex: bool) -> Message:
    content = message.get("content")
    if not isinstance(content, list):
        return dict(message)
    parts: list[dict[str, Any]] = []
    for part in content:
        if part["type"] == "text":
            parts.append(part)
            continue
        converted, note = media_part(part, model, vertex=vertex)
        if note:
            kept.notes.append(note)
        if "text" in converted:
            parts.append({"type": "text", **converted})
            continue
        place = {"url": f"{_PLACE}{len(kept.parts)}", "format": _PLACE_KIND}
        parts.append({"type": "image_url", "image_url": place})
        kept.parts.append(converted)
    return {**message, "content": parts}


def restore(contents: Sequence[Mapping[str, Any]], kept: Prepared) -> list[dict[str, Any]]:
    """LiteLLM's contents with everything back in its place."""
    return [
        {"role": content["role"], "parts": [_restored(part, kept) for part in content["parts"]]} for content in contents
    ]


def _restored(part: Mapping[str, Any], kept: Prepared) -> dict[str, Any]:
    file, call, result = part.get("file_data"), part.get("function_call"), part.get("function_response")
    if file is not None:
        return kept.parts[int(file["file_uri"].removeprefix(_PLACE))]
    if call is not None:
        restored = {"functionCall": {**call, "name": call["name"].partition(_MARK)[0]}}
    elif result is not None:
        response = {"content": kept.results[int(result["response"]["content"])]}
        restored = {"functionResponse": {**result, "name": result["name"].partition(_MARK)[0], "response": response}}
    else:
        return dict(part)
    if part.get("thoughtSignature"):
        restored["thoughtSignature"] = part["thoughtSignature"]
    return restored
