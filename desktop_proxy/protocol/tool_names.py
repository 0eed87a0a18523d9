"""Tool names a provider takes, made from any name a client may use, and the way back.

The same name gives the same result in every request, so that the tool list, the history and `tool_choice` agree
and the provider's prefix cache holds.
"""

from __future__ import annotations

import hashlib
import re

_REFUSED_CHARACTER = re.compile(r"[^a-zA-Z0-9_-]")
_MARK_LENGTH = 8


def accepted_name(name: str, limit: int) -> str:
    """`name` itself, or a name of at most `limit` characters made from it that no other name gives.

    OpenAI takes `[a-zA-Z0-9_-]{1,64}`; Gemini also wants a letter or underscore first.
    """
    if len(name) <= limit and name and not _REFUSED_CHARACTER.search(name) and not _bad_start(name):
        return name
    readable = _REFUSED_CHARACTER.sub("_", name)
    if not readable or _bad_start(readable):
        readable = f"_{readable}"
    mark = hashlib.sha256(name.encode("utf-8", "replace")).hexdigest()[:_MARK_LENGTH]
    return f"{readable[: limit - _MARK_LENGTH - 1]}_{mark}"


def _bad_start(name: str) -> bool:
    return not (name[0].isalpha() or name[0] == "_")


class ToolNames:
    """One request's names: `accepted` maps and remembers, `changed` is the way back."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._accepted: dict[str, str] = {}
        self.changed: dict[str, str] = {}
        """Accepted name → the client's own; only names that had to change."""

    def accepted(self, name: str) -> str:
        """The name to send for the client's `name`."""
        known = self._accepted.get(name)
        if known is None:
            known = self._accepted[name] = accepted_name(name, self._limit)
            if known != name:
                self.changed[known] = name
        return known
