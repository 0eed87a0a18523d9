"""How Gemini answers: whole calls, thought parts, signatures."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from uuid import uuid4

from .chat import CACHED_TOKENS, usage_of
from .facts import Facts
from .script import Conversation, Step, cut
from .sse import data_line


def gemini_chunks(
    step: Step, conversation: Conversation, model: str, facts: Facts, signature: str
) -> Iterator[dict[str, Any]]:
    """The answer as GenerateContentResponse objects. `signature` goes on the first call, or on the last text part."""
    counted = usage_of(conversation, step)
    usage = {
        "promptTokenCount": counted["prompt_tokens"],
        "cachedContentTokenCount": CACHED_TOKENS,
        "candidatesTokenCount": counted["completion_tokens"],
        "thoughtsTokenCount": 5 if facts.thinking else 0,
        "totalTokenCount": counted["total_tokens"] + 5,
        "promptTokensDetails": [{"modality": "TEXT", "tokenCount": counted["prompt_tokens"]}],
    }
    answer_id = uuid4().hex[:22]

    def chunk(parts: list[dict[str, Any]], finish: str | None = None) -> dict[str, Any]:
        candidate: dict[str, Any] = {"content": {"parts": parts, "role": "model"}, "index": 0}
        if finish:
            candidate["finishReason"] = finish
        return {"candidates": [candidate], "usageMetadata": usage, "modelVersion": model, "responseId": answer_id}

    if conversation.reasoning and facts.thinking:
        for piece in cut(step.thinking, (15, 8)):
            yield chunk([{"text": piece, "thought": True}])
    for piece in step.cut_text() if step.text or step.pieces else ():
        yield chunk([{"text": piece}])
    for index, call in enumerate(step.calls):
        function: dict[str, Any] = {"name": call.name, "args": dict(call.arguments)}
        if facts.signs_calls:
            function["id"] = uuid4().hex[:8]
        part: dict[str, Any] = {"functionCall": function}
        if index == 0 and facts.thinking:
            part["thoughtSignature"] = signature
        yield chunk([part])
    if step.finish in ("none", "hang"):
        return
    if step.finish == "error":
        yield {
            "error": {
                "code": 503,
                "message": "The model is overloaded. Please try again later.",
                "status": "UNAVAILABLE",
            }
        }
        return
    last: list[dict[str, Any]] = [{"text": ""}]
    if facts.signs_calls and not step.calls:
        last[0]["thoughtSignature"] = signature
    final = chunk(last, {"length": "MAX_TOKENS", "filter": "SAFETY"}.get(step.finish, "STOP"))
    if step.links:
        pages = [{"web": {"uri": url, "title": title}} for url, title in step.links]
        final["candidates"][0]["groundingMetadata"] = {"webSearchQueries": ["a question"], "groundingChunks": pages}
    yield final


def gemini_stream(chunks: Iterator[dict[str, Any]]) -> Iterator[bytes]:
    for chunk in chunks:
        yield data_line(chunk).replace(b"\n\n", b"\r\n\r\n")


def gemini_answer(chunks: Iterator[dict[str, Any]]) -> dict[str, Any]:
    """The same answer without a stream."""
    whole: dict[str, Any] = {}
    parts: list[dict[str, Any]] = []
    for chunk in chunks:
        parts += chunk["candidates"][0]["content"]["parts"]
        whole = chunk
    whole["candidates"][0]["content"]["parts"] = [part for part in parts if part != {"text": ""}]
    return whole
