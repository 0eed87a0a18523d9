"""Gemini's answer as chat-completions chunks: LiteLLM's chunk parser, and the finish reason the provider really gave.

A part of plain text, which is most of a stream, is read here: LiteLLM takes 0.1 ms for it. Anything else (calls,
grounding, generated media) and the token counts go through LiteLLM.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import SimpleNamespace
from typing import Any

from litellm.llms.vertex_ai.gemini.vertex_and_google_ai_studio_gemini import ModelResponseIterator, VertexGeminiConfig

from desktop_proxy.protocol.errors import ApiError
from desktop_proxy.upstream.endpoints import Endpoint
from desktop_proxy.upstream.replies import Chunk, load, reported_error, unreadable

_TEXT_KEYS = frozenset({"text", "thought", "thoughtSignature"})

# https://ai.google.dev/api/generate-content#FinishReason
FINISHES: Mapping[str, str] = {
    "STOP": "stop",
    "MAX_TOKENS": "length",
    "SAFETY": "content_filter",
    "RECITATION": "content_filter",
    "LANGUAGE": "content_filter",
    "BLOCKLIST": "content_filter",
    "PROHIBITED_CONTENT": "content_filter",
    "SPII": "content_filter",
    "IMAGE_SAFETY": "content_filter",
    "IMAGE_PROHIBITED_CONTENT": "content_filter",
    "IMAGE_RECITATION": "content_filter",
    "ESCALATION": "content_filter",
    # Not Google's word, but that of servers which speak its API.
    "FUNCTION_CALL": "tool_calls",
}
FAILURES: Mapping[str, str] = {
    "MALFORMED_FUNCTION_CALL": "the model wrote a tool call that cannot be read: send the request again",
    "UNEXPECTED_TOOL_CALL": "the model called a tool it was not offered: send the request again",
    "TOO_MANY_TOOL_CALLS": "the model called too many tools in a row: send the request again",
    "MALFORMED_RESPONSE": "the model wrote an answer that cannot be read: send the request again",
    "MISSING_THOUGHT_SIGNATURE": "a thought signature is missing in the conversation: begin a new one",
}
"""Reasons that are no end of an answer but a failure of it."""


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
        candidate = (answer.get("candidates") or [{}])[0]
        try:
            choice: dict[str, Any] = {"index": 0, "delta": self._delta(answer, candidate), "finish_reason": None}
            chunk: dict[str, Any] = {"choices": [choice]}
            if answer.get("usageMetadata"):
                chunk["usage"] = _usage(answer)
        except Exception:  # noqa: BLE001 - LiteLLM raises whatever an unexpected answer makes it trip over
            self.error = unreadable(self._label)
            return
        reason = candidate.get("finishReason")
        chunks.append(chunk)
        if (answer.get("promptFeedback") or {}).get("blockReason"):
            choice["finish_reason"] = "content_filter"
        elif reason in FINISHES:
            choice["finish_reason"] = FINISHES[reason]
        elif reason and reason != "FINISH_REASON_UNSPECIFIED":
            why = FAILURES.get(reason, f"the model stopped for the reason {str(reason)[:40]}: send the request again")
            self.error = ApiError(502, f"{self._label}: {why}.")

    def _delta(self, answer: dict[str, Any], candidate: dict[str, Any]) -> dict[str, Any]:
        parts = (candidate.get("content") or {}).get("parts") or []
        if not candidate.get("groundingMetadata") and all(_TEXT_KEYS.issuperset(part) for part in parts):
            return _text_delta(parts)
        for part in parts:
            if call := part.get("functionCall"):
                # Left out by the provider for a call without arguments, and required by LiteLLM.
                call.setdefault("args", {})
        parsed = self._iterator.chunk_parser(answer)
        return parsed.choices[0].delta.model_dump(exclude_none=True) if parsed and parsed.choices else {}


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


def _usage(answer: dict[str, Any]) -> dict[str, Any]:
    usage = VertexGeminiConfig.calculate_usage(completion_response=answer)
    details = usage.prompt_tokens_details
    return {
        "prompt_tokens": usage.prompt_tokens,
        "completion_tokens": usage.completion_tokens,
        "total_tokens": usage.total_tokens,
        "prompt_tokens_details": {"cached_tokens": (details and details.cached_tokens) or 0},
    }
