"""Gemini's answer as chat-completions chunks: LiteLLM's chunk parser, and the finish reason the provider really gave.

A part of plain text, which is most of a stream, is read here: LiteLLM takes 0.1 ms for it. Anything else (calls,
grounding, generated media) and the token counts go through LiteLLM.
"""

from __future__ import annotations

from collections.abc import Iterable
from types import SimpleNamespace
from typing import Any

from litellm.llms.vertex_ai.gemini.vertex_and_google_ai_studio_gemini import ModelResponseIterator, VertexGeminiConfig

from desktop_proxy.protocol.errors import ApiError
from desktop_proxy.upstream.endpoints import Endpoint
from desktop_proxy.upstream.replies import Chunk, load, reported_error, unreadable

_TEXT_KEYS = frozenset({"text", "thought", "thoughtSignature"})


class GeminiReply:
    """Parses a stream of GenerateContentResponse objects."""

    def __init__(self, endpoint: Endpoint) -> None:
        self._label = endpoint.label
        self._iterator = ModelResponseIterator(
            streaming_response=None, sync_stream=False, logging_obj=SimpleNamespace(optional_params={})
        )
        self.error: ApiError | None = None
        self.done = False

    def parse(self, payloads: Iterable[bytes]) -> list[Chunk]:
        """See `ReplyParser`."""
        chunks: list[Chunk] = []
        for payload in payloads:
            if payload == b"[DONE]" or not payload.strip():
                continue
            raw = load(payload)
            for answer in raw if isinstance(raw, list) else [raw]:
                self._take(answer, chunks)
                if self.error is not None:
                    return chunks
        return chunks

    def whole(self, body: bytes) -> list[Chunk]:
        """See `ReplyParser`: one answer, or the list of all that a stream would have had."""
        self.done = True
        return self.parse([body])

    def _take(self, answer: Any, chunks: list[Chunk]) -> None:
        self.error = reported_error(answer, self._label)
        if self.error is None and not _is_answer(answer):
            self.error = unreadable(self._label)
        if self.error is not None:
            return
        try:
            chunks.append(self._chunk(answer))
        except Exception:  # noqa: BLE001 - LiteLLM raises whatever an unexpected answer makes it trip over
            self.error = unreadable(self._label)

    def _chunk(self, answer: dict[str, Any]) -> Chunk:
        candidate = (answer.get("candidates") or [{}])[0]
        parts = (candidate.get("content") or {}).get("parts") or []
        if candidate.get("groundingMetadata") or not all(_TEXT_KEYS.issuperset(part) for part in parts):
            delta, usage = self._parsed(answer, parts)
        else:
            delta = _text_delta(parts)
            usage = (
                VertexGeminiConfig.calculate_usage(completion_response=answer) if "usageMetadata" in answer else None
            )
        delta |= _grounding(candidate.get("groundingMetadata"))
        # LiteLLM would say "stop" in every chunk.
        reason = candidate.get("finishReason")
        if (answer.get("promptFeedback") or {}).get("blockReason"):
            reason = "content_filter"
        elif reason == "FINISH_REASON_UNSPECIFIED":
            reason = None
        chunk: dict[str, Any] = {"choices": [{"index": 0, "delta": delta, "finish_reason": reason}]}
        if usage is not None:
            chunk["usage"] = _plain(usage)
        return chunk

    def _parsed(self, answer: dict[str, Any], parts: list[dict[str, Any]]) -> tuple[dict[str, Any], Any]:
        for part in parts:
            if call := part.get("functionCall"):
                # Left out by the provider for a call without arguments, and required by LiteLLM.
                call.setdefault("args", {})
        parsed = self._iterator.chunk_parser(answer)
        if not parsed or not parsed.choices:
            return {}, getattr(parsed, "usage", None)
        return parsed.choices[0].delta.model_dump(exclude_none=True), parsed.usage


def _is_answer(answer: Any) -> bool:
    return isinstance(answer, dict) and not answer.keys().isdisjoint(
        ("candidates", "usageMetadata", "promptFeedback", "responseId", "modelVersion")
    )


def _text_delta(parts: list[dict[str, Any]]) -> dict[str, Any]:
    text = "".join(part.get("text", "") for part in parts if not part.get("thought"))
    thought = "".join(part.get("text", "") for part in parts if part.get("thought"))
    signatures = [part["thoughtSignature"] for part in parts if part.get("thoughtSignature")]
    delta: dict[str, Any] = {}
    if text:
        delta["content"] = text
    if thought:
        delta["reasoning_content"] = thought
    if signatures:
        delta["provider_specific_fields"] = {"thought_signatures": signatures}
    return delta


def _grounding(metadata: Any) -> dict[str, Any]:
    """Where the answer comes from, as chat completions cite it, and what was searched for.

    https://ai.google.dev/gemini-api/docs/google-search#grounding-response
    """
    if not isinstance(metadata, dict):
        return {}
    chunks = metadata.get("groundingChunks")
    pages = [
        page
        for chunk in (chunks if isinstance(chunks, list) else ())
        if isinstance(chunk, dict) and isinstance(page := chunk.get("web"), dict)
    ]
    return {
        "annotations": [
            {"type": "url_citation", "url_citation": {"url": page.get("uri"), "title": page.get("title")}}
            for page in pages
        ],
        "web_search_queries": metadata.get("webSearchQueries"),
    }


def _plain(usage: Any) -> dict[str, Any]:
    counted = {
        name: getattr(usage.prompt_tokens_details, name, None) for name in ("cached_tokens", "web_search_requests")
    }
    return {
        "prompt_tokens": usage.prompt_tokens,
        "completion_tokens": usage.completion_tokens,
        "total_tokens": usage.total_tokens,
        "prompt_tokens_details": {name: count for name, count in counted.items() if count is not None},
    }
