"""Why a chat model stopped: every provider's `finish_reason` as Anthropic's `stop_reason`, or as a failure."""

from __future__ import annotations

from collections.abc import Mapping

STOP_REASONS: Mapping[str, str] = {
    # OpenAI and servers like it
    "stop": "end_turn",
    "tool_calls": "tool_use",
    "function_call": "tool_use",
    "length": "max_tokens",
    "content_filter": "refusal",
    # Mistral, TGI, Groq, Z.AI and servers that speak Anthropic's words
    "model_length": "model_context_window_exceeded",
    "model_context_window_exceeded": "model_context_window_exceeded",
    "eos": "end_turn",
    "eos_token": "end_turn",
    "end_turn": "end_turn",
    "stop_sequence": "end_turn",
    "tool_use": "tool_use",
    "max_tokens": "max_tokens",
    "sensitive": "refusal",
    "refusal": "refusal",
    # Gemini, https://ai.google.dev/api/generate-content#FinishReason
    "safety": "refusal",
    "recitation": "refusal",
    "language": "refusal",
    "blocklist": "refusal",
    "prohibited_content": "refusal",
    "spii": "refusal",
    "image_safety": "refusal",
    "image_prohibited_content": "refusal",
    "image_recitation": "refusal",
    "model_armor": "refusal",
}

FAILURES: Mapping[str, tuple[int, str]] = {
    "malformed_function_call": (502, "the model made a malformed tool call. Try again."),
    "malformed_response": (502, "the model wrote an answer that cannot be read. Try again."),
    "unexpected_tool_call": (502, "the model called a tool that was not offered. Try again."),
    "too_many_tool_calls": (502, "the model called tools without end. Try again."),
    "missing_thought_signature": (400, "a tool call in the conversation lacks its thought signature."),
    "insufficient_system_resource": (529, "the provider has no capacity for this request. Try again later."),
    "network_error": (502, "the provider lost its connection to the model. Try again."),
    "abort": (502, "the server aborted the answer. Try again."),
    "other": (502, "the model stopped for a reason the provider does not name. Try again."),
    "error": (502, "the provider reports that the answer failed. Try again."),
}
"""Finish reasons that mean there is no usable answer: the status that chooses the error type, and the words."""


def stop_reason(finish_reason: str) -> str:
    """Anthropic's word; a reason nobody knows counts as a natural end."""
    return STOP_REASONS.get(finish_reason.lower(), "end_turn")


def failure(finish_reason: str) -> tuple[int, str] | None:
    """Status and words where `finish_reason` means failure."""
    return FAILURES.get(finish_reason.lower())
