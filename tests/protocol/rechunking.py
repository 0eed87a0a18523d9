"""Other ways in which a server may send the same answer: other cuts, other order, fewer fields."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator
from random import Random
from typing import Any

Chunk = dict[str, Any]

OPTIONAL = ("id", "object", "created", "model", "system_fingerprint", "service_tier", "provider", "obfuscation",
            "sequence_number", "logprobs", "native_finish_reason", "item_id", "role")  # fmt: skip
DELTAS = {
    "response.output_text.delta",
    "response.refusal.delta",
    "response.reasoning_summary_text.delta",
    "response.function_call_arguments.delta",
}
DROPPED_EVENTS = {
    "response.created",
    "response.in_progress",
    "response.content_part.added",
    "response.content_part.done",
    "response.output_text.done",
    "response.refusal.done",
    "response.reasoning_summary_part.done",
    "response.reasoning_summary_text.done",
    "response.function_call_arguments.done",
}


def pieces(text: str, random: Random) -> list[str]:
    cuts = sorted(random.randrange(len(text) + 1) for _ in range(random.randrange(4)))
    return [text[start:end] for start, end in zip([0, *cuts], [*cuts, len(text)], strict=True)]


def without_optional(chunk: Chunk, random: Random) -> Chunk:
    """Drop some fields that carry nothing, or turn them into nulls; also inside choices and deltas."""
    chunk = copy.deepcopy(chunk)
    for holder in _holders(chunk):
        for name in OPTIONAL:
            if name in holder and isinstance(holder[name], (str, int, type(None))) and random.random() < 0.5:
                if random.random() < 0.5:
                    del holder[name]
                else:
                    holder[name] = None
        for name in ("content", "usage", "delta", "finish_reason", "reasoning_content", "refusal"):
            if holder.get(name, 0) in (None, "", {}) and random.random() < 0.5:
                del holder[name]
    return chunk


def _holders(chunk: Chunk) -> Iterator[dict[str, Any]]:
    # A tool call's or an item's id is not optional, so those are left alone.
    yield chunk
    for choice in chunk.get("choices", ()):
        yield choice
        yield choice.get("delta", {})


def split_chat(chunk: Chunk, random: Random) -> list[Chunk]:
    """One chat chunk as several: text, reasoning and arguments cut anywhere, every call in a chunk of its own."""
    if len(chunk.get("choices", ())) != 1:
        return [chunk]
    choice = chunk["choices"][0]
    delta = choice.get("delta", {})
    parts: list[dict[str, Any]] = []
    for name in ("reasoning_content", "reasoning", "content", "refusal"):
        if isinstance(delta.get(name), str) and delta[name]:
            parts += [{name: piece, **_detail(name, piece, delta)} for piece in pieces(delta[name], random)]
    for call in delta.get("tool_calls") or ():
        parts += [{"tool_calls": [part]} for part in split_call(call, random)]
    kept = {
        name: value
        for name, value in delta.items()
        if name not in ("tool_calls", "reasoning_content", "reasoning", "content", "refusal", "thinking_blocks",
                        "reasoning_details")
        or not (isinstance(value, (str, list)) and value)
    }  # fmt: skip
    if isinstance(delta.get("content"), list):
        return [chunk]
    if not parts:
        return [chunk]
    # What stands beside the text (signatures, usage, finish) stays with the first or last piece.
    parts[0] = {**kept, **parts[0]}
    bare = {name: value for name, value in chunk.items() if name != "usage"}
    chunks = [{**bare, "choices": [{**choice, "delta": part, "finish_reason": None}]} for part in parts]
    chunks[-1] = {**chunk, "choices": [{**choice, "delta": parts[-1]}]}
    return chunks


def _detail(name: str, piece: str, delta: dict[str, Any]) -> dict[str, Any]:
    """OpenRouter says the same text twice."""
    details = delta.get("reasoning_details") if name == "reasoning" else None
    return {"reasoning_details": [{**details[0], "text": piece}]} if details else {}


def split_call(call: dict[str, Any], random: Random) -> list[dict[str, Any]]:
    arguments = call.get("function", {}).get("arguments")
    if not isinstance(arguments, str) or "index" not in call:
        return [call]
    first, *rest = pieces(arguments, random)
    fragments = [{**call, "function": {**call["function"], "arguments": first}}]
    fragments += [{"index": call["index"], "function": {"arguments": piece}} for piece in rest]
    return fragments


def merge_chat(chunks: list[Chunk], random: Random) -> list[Chunk]:
    """Join neighbours that hold nothing but text or nothing but tool fragments."""
    merged: list[Chunk] = []
    for chunk in chunks:
        last = _bare_delta(merged[-1]) if merged else None
        delta = _bare_delta(chunk)
        if last is not None and delta is not None and last.keys() == delta.keys() and random.random() < 0.4:
            (name,) = delta
            joined = {name: last[name] + delta[name]}
            merged[-1] = {**merged[-1], "choices": [{**merged[-1]["choices"][0], "delta": joined}]}
        else:
            merged.append(chunk)
    return merged


def _bare_delta(chunk: Chunk) -> dict[str, Any] | None:
    choices = chunk.get("choices", ())
    if len(choices) != 1 or choices[0].get("finish_reason") or chunk.get("usage") or choices[0].get("index"):
        return None
    delta = choices[0].get("delta", {})
    if len(delta) != 1:
        return None
    ((name, value),) = delta.items()
    kind = {"content": str, "tool_calls": list}.get(name)
    return delta if value and kind and isinstance(value, kind) else None


def interleave_chat(chunks: list[Chunk], random: Random) -> list[Chunk]:
    """Shuffle runs of single tool fragments; calls still begin in order, fragments of one call stay in order."""

    def index(chunk: Chunk) -> Any:
        delta = _bare_delta(chunk) or {}
        calls = delta.get("tool_calls") or ()
        return calls[0].get("index") if len(calls) == 1 else None

    return _interleave(chunks, index, lambda chunk: "id" in (_bare_delta(chunk) or {})["tool_calls"][0], random)


def interleave_responses(events: list[Chunk], random: Random) -> list[Chunk]:
    """Shuffle the events of neighbouring function calls."""
    calls = {
        event["output_index"]
        for event in events
        if event["type"] == "response.output_item.added" and event["item"]["type"] == "function_call"
    }

    def index(event: Chunk) -> Any:
        return event.get("output_index") if event.get("output_index") in calls else None

    return _interleave(events, index, lambda event: event["type"] == "response.output_item.added", random)


def _interleave(
    chunks: list[Chunk], index: Callable[[Chunk], Any], begins: Callable[[Chunk], bool], random: Random
) -> list[Chunk]:
    result: list[Chunk] = []
    queues: dict[Any, list[Chunk]] = {}

    def flush() -> None:
        begun: set[Any] = set()
        while any(queues.values()):
            ready = []
            for key, queue in queues.items():
                if queue:
                    ready.append(key)
                if key not in begun:
                    break
            key = random.choice(ready)
            begun.add(key)
            result.append(queues[key].pop(0))
        queues.clear()

    for chunk in chunks:
        key = index(chunk)
        if key is None or (key not in queues and not begins(chunk)):
            flush()
            result.append(chunk)
        else:
            queues.setdefault(key, []).append(chunk)
    flush()
    return result


def split_responses(events: list[Chunk], random: Random) -> list[Chunk]:
    """Cut deltas anywhere, and leave out events that repeat what others say."""
    result: list[Chunk] = []
    for event in events:
        if event["type"] in DROPPED_EVENTS and random.random() < 0.3:
            continue
        if event["type"] in DELTAS:
            result += [{**event, "delta": piece} for piece in pieces(event["delta"], random)]
        else:
            result.append(event)
    return result


def rechunked_chat(chunks: list[Chunk], random: Random) -> list[Chunk]:
    divided = [part for chunk in chunks for part in split_chat(chunk, random)]
    mixed = interleave_chat(merge_chat(divided, random), random)
    return [without_optional(chunk, random) for chunk in merge_chat(mixed, random)]


def rechunked_responses(events: list[Chunk], random: Random) -> list[Chunk]:
    mixed = interleave_responses(split_responses(events, random), random)
    return [without_optional(event, random) for event in mixed]
