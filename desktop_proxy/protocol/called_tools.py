"""The names of the tools an answer calls, for the request log: bounded, because a model writes them."""

from __future__ import annotations

from typing import Any

MAX_NAMES = 16
MAX_CHARACTERS = 64
"""Of one name; longer ones are refused by the API anyway."""

_CALLS = frozenset({"tool_use", "server_tool_use", "mcp_tool_use"})


class CalledTools:
    """Each name once, in the order of the first calls."""

    def __init__(self) -> None:
        self._names: dict[str, None] = {}

    def note(self, block: Any) -> None:
        """Look at a content block, or at the beginning of one; whatever it is, nothing raises."""
        if not isinstance(block, dict) or block.get("type") not in _CALLS or len(self._names) >= MAX_NAMES:
            return
        name = block.get("name")
        if isinstance(name, str) and (words := name.split()):
            self._names["_".join(words)[:MAX_CHARACTERS]] = None

    def names(self) -> str | None:
        """With blanks between them; None when no tool was called."""
        # A name may hold half a character, which could not be stored.
        return " ".join(self._names).encode("utf-8", "replace").decode() or None
