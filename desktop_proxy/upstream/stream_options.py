"""What the stream that reads an answer must know of the request it answers."""

from __future__ import annotations

from typing import Any

from desktop_proxy.protocol.event_writer import StreamOptions
from desktop_proxy.protocol.messages import MessagesRequest
from desktop_proxy.protocol.profile import Profile, Translation


def stream_options(translation: Translation, request: MessagesRequest, profile: Profile, label: str) -> StreamOptions:
    """Names, ids and stop sequences to turn back, and what the client wants to see: thinking, a search.

    Who asked for thinking without its text gets blocks that carry what the provider wants back.
    """
    thinking = request.thinking
    return StreamOptions(
        tool_names=translation.tool_names,
        stop_sequences=translation.stop_sequences,
        show_thinking=bool(thinking and thinking["type"] != "disabled"),
        omit_thinking=bool(thinking and thinking.get("display") == "omitted"),
        taken_ids=_tool_ids(request),
        web_search=any((tool.get("type") or "").startswith("web_search") for tool in request.tools or ()),
        provider=profile.provider,
        label=label,
    )


def _tool_ids(request: MessagesRequest) -> frozenset[str]:
    ids: set[str] = set()
    for message in request.messages:
        if message["role"] == "assistant" and not isinstance(message["content"], str):
            blocks: list[Any] = message["content"]
            ids.update(block["id"] for block in blocks if block["type"] == "tool_use")
    return frozenset(ids)
