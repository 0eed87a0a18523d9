"""How strict each kind of chat-completions server is: OpenAI itself, xAI, and a strict compatible server."""

from __future__ import annotations

import re
import typing
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from openai.types.chat import completion_create_params

OPENAI_PARAMETERS = frozenset(typing.get_type_hints(completion_create_params.CompletionCreateParamsBase)) | {"stream"}
PLAIN_PARAMETERS = frozenset(
    [
        "messages",
        "model",
        "max_tokens",
        "temperature",
        "top_p",
        "stop",
        "stream",
        "stream_options",
        "tools",
        "tool_choice",
        "parallel_tool_calls",
        "response_format",
        "seed",
        "frequency_penalty",
        "presence_penalty",
        "user",
        "n",
        "reasoning_effort",
    ]
)
TOOL_NAME = re.compile(r"[a-zA-Z0-9_-]{1,64}\Z")
Flavour = Literal["openai", "xai", "compat"]


@dataclass(frozen=True, slots=True)
class Rules:
    """How strict one server is."""

    parameters: frozenset[str]
    roles: tuple[str, ...]
    message_fields: frozenset[str]


_FIELDS = frozenset({"role", "content", "name", "tool_calls", "tool_call_id", "refusal", "audio", "function_call"})
RULES: Mapping[Flavour, Rules] = {
    "openai": Rules(OPENAI_PARAMETERS, ("system", "developer", "user", "assistant", "tool"), _FIELDS),
    "xai": Rules(
        (OPENAI_PARAMETERS | {"search_parameters", "deferred"})
        - {"store", "verbosity", "prediction", "modalities", "audio"},
        ("system", "user", "assistant", "tool"),
        _FIELDS | {"reasoning_content"},
    ),
    "compat": Rules(PLAIN_PARAMETERS, ("system", "user", "assistant", "tool"), _FIELDS | {"reasoning_content"}),
}
