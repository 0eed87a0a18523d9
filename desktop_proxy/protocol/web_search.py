"""What a provider's own web search asked and found, as the blocks the API has for it.

Collected while the answer comes, because the sources often come last; written when it ends. Only for a client that
offered the search tool: it knows these blocks, and without the links its search has found nothing.
https://docs.claude.com/en/docs/agents-and-tools/tool-use/web-search-tool#response
"""

from __future__ import annotations

import secrets
from typing import Any

import orjson

from desktop_proxy.protocol.event_writer import EventWriter


class WebSearches:
    """The searches of one answer."""

    __slots__ = ("_queries", "_sources", "_wanted", "_writer")

    def __init__(self, writer: EventWriter, *, wanted: bool) -> None:
        self._writer = writer
        self._wanted = wanted
        self._queries: list[str] = []
        self._sources: dict[str, str] = {}

    def asked(self, query: Any) -> None:
        """The provider searched for this; what is no text is ignored."""
        if isinstance(query, str) and query and query not in self._queries:
            self._queries.append(query)

    def found(self, url: Any, title: Any = None) -> None:
        """The answer rests on this page; it may be named again with its title."""
        if isinstance(url, str) and url:
            named = title if isinstance(title, str) else ""
            self._sources[url] = self._sources.get(url) or named

    def write(self) -> int:
        """Write the blocks, if there is anything to tell; returns how many searches they stand for."""
        if not self._wanted or not (self._queries or self._sources):
            return 0
        tool_id = f"srvtoolu_{secrets.token_hex(12)}"
        query = orjson.dumps({"query": "; ".join(self._queries)}).decode()
        self._writer.whole_block(
            {"type": "server_tool_use", "id": tool_id, "name": "web_search", "input": {}},
            {"type": "input_json_delta", "partial_json": query},
        )
        results = [_result(url, title) for url, title in self._sources.items()]
        self._writer.whole_block({"type": "web_search_tool_result", "tool_use_id": tool_id, "content": results})
        return max(1, len(self._queries))


def _result(url: str, title: str) -> dict[str, Any]:
    return {
        "type": "web_search_result",
        "url": url,
        "title": title or url,
        "encrypted_content": "",
        "page_age": None,
    }
