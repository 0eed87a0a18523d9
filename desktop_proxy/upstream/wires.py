"""Which protocol carries a request to a model: the provider's way, and for OpenAI the choice between its two APIs."""

from __future__ import annotations

import re
from typing import Literal

from desktop_proxy.upstream.endpoints import Endpoint

Wire = Literal["chat", "responses", "gemini", "relay", "demo", "completion"]

# From gpt-5 on and in the o-series, reasoning is kept between tool calls only by the Responses API, and several of
# these models take tools nowhere else: https://platform.openai.com/docs/guides/migrate-to-responses
_NEEDS_RESPONSES = re.compile(r"(?:ft:)?(?:gpt-(?:[5-9]|[1-9]\d)(?!\d)|o\d|codex-|computer-use-)")
_CHAT_ONLY = re.compile(r"(?:ft:)?gpt-5(?:\.\d+)?-(?:chat|search)")
_GEMINI = re.compile(r"(?:.*/)?(?:gemini|gemma|learnlm|\d+$)")


def wire_of(endpoint: Endpoint, model: str, mode: str | None = None) -> Wire:
    """The wire for `model`; `mode` is what LiteLLM's table says of it: `chat`, `responses`, or nothing."""
    way = endpoint.provider.way
    if way == "chat" or way == "openai":
        if endpoint.api != "auto":
            return endpoint.api
        return "responses" if way == "openai" and _wants_responses(model, mode) else "chat"
    if way == "gemini":
        return "gemini"
    if way == "vertex":
        # Other publishers' models have other protocols there, which LiteLLM speaks.
        return "gemini" if _GEMINI.match(model) else "completion"
    return way


def _wants_responses(model: str, mode: str | None) -> bool:
    if mode == "responses":
        return True
    return bool(_NEEDS_RESPONSES.match(model)) and not _CHAT_ONLY.match(model)
