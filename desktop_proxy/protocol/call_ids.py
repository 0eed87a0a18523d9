"""Ids of tool calls as a provider takes them: without our signature suffix, short, and unique in the conversation.

OpenAI took 40 characters in chat completions (`messages[].tool_calls[].id`) for long, and servers that copied it
still do; Responses takes 64 (`call_id`). Mistral takes exactly nine letters and digits. A client may hold ids of any
length, made by another provider.
"""

from __future__ import annotations

import hashlib
import re

CHAT_LIMIT = 40
RESPONSES_LIMIT = 64
_MISTRAL_LENGTH = 9

_ACCEPTED = re.compile(r"[a-zA-Z0-9_-]+")
_MISTRAL = re.compile(r"[a-zA-Z0-9]{9}")


class CallIds:
    """Gives each call of one conversation its id; the pairing with results is the caller's."""

    def __init__(self, limit: int, provider: str = "") -> None:
        self._limit = limit
        self._mistral = provider == "mistral"
        self._taken: set[str] = set()

    def take(self, tool_id: str) -> str:
        """An accepted id for the call the client knows as `tool_id`; a repeated one gets another."""
        candidate = tool_id if self._accepts(tool_id) else self._made_from(tool_id)
        repetition = 1
        while candidate in self._taken:
            repetition += 1
            candidate = self._made_from(f"{tool_id}#{repetition}")
        self._taken.add(candidate)
        return candidate

    def _accepts(self, tool_id: str) -> bool:
        if self._mistral:
            return bool(_MISTRAL.fullmatch(tool_id))
        return len(tool_id) <= self._limit and bool(_ACCEPTED.fullmatch(tool_id))

    def _made_from(self, tool_id: str) -> str:
        digest = hashlib.sha256(tool_id.encode("utf-8", "replace")).hexdigest()
        return digest[:_MISTRAL_LENGTH] if self._mistral else f"call_{digest[:24]}"
