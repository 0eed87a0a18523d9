"""What a client asks of its web search and the provider's own has no field for: said to the model in words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import orjson

_FIELDS: dict[str, frozenset[str]] = {
    "responses": frozenset({"allowed_domains", "user_location", "max_uses"}),
    "chat": frozenset({"user_location"}),
    # https://ai.google.dev/api/caching#GoogleSearch: nothing but a range of time.
    "gemini": frozenset(),
}
"""What each search takes by itself, by the shape of the request (or Gemini's schema)."""

_WORDS = (
    ("allowed_domains", "When you search the web, use only results from these domains: {}."),
    ("blocked_domains", "When you search the web, use no result from these domains: {}."),
    ("user_location", "When you search the web, take this for the place of the user: {}."),
    ("max_uses", "Search the web at most {} times."),
)


def search_wishes(search: Mapping[str, Any], shape: str) -> list[tuple[str, str]]:
    """Each field of the client's search tool that has to be said, and its sentence."""
    return [
        (field, words.format(_plain(search[field])))
        for field, words in _WORDS
        if search.get(field) and field not in _FIELDS[shape]
    ]


def _plain(value: Any) -> str:
    if isinstance(value, Mapping):
        return ", ".join(str(part) for key, part in value.items() if key != "type" and part)
    if isinstance(value, list):
        return ", ".join(str(part) for part in value)
    return orjson.dumps(value).decode()
