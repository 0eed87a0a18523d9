"""A Messages request as a request of OpenAI's Responses API.

Stateless: `store` is false and the reasoning comes back encrypted, to be carried through the client (see
`continuity.py`). Bodies share their tools with other requests.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from desktop_proxy.protocol.conversation import Conversation, read_conversation
from desktop_proxy.protocol.limits import sampling, stop_sequences
from desktop_proxy.protocol.messages import MessagesRequest
from desktop_proxy.protocol.notes import Notes
from desktop_proxy.protocol.profile import Profile, Translation
from desktop_proxy.protocol.reasoning import nearest_effort
from desktop_proxy.protocol.responses_input import responses_input
from desktop_proxy.protocol.tools import Choice


def build_responses_request(request: MessagesRequest, profile: Profile) -> Translation:
    """Translate a request for a model that is driven through the Responses API; always streaming."""
    notes = Notes()
    talk = read_conversation(request, profile, "responses", notes)
    body: dict[str, Any] = {
        "model": profile.model,
        "input": responses_input(talk.turns, profile, notes),
        "stream": True,
        "store": False,
        "max_output_tokens": talk.max_tokens,
        **sampling(request, profile, notes),
        **_tools(talk),
        **_reasoning(talk, profile),
    }
    if talk.tools.search is not None:
        body["include"] = [*body.get("include", ()), "web_search_call.action.sources"]
    if talk.system:
        body["instructions"] = talk.system
    if talk.answer:
        answer = {"name": talk.answer.name, "schema": talk.answer.schema, "strict": talk.answer.strict}
        body["text"] = {"format": {"type": "json_schema", **answer}}
    if talk.cache_key:
        body["prompt_cache_key"] = talk.cache_key
    stops = stop_sequences(request, notes)
    return Translation(body, notes.all(), talk.names.changed, stops)


def _tools(talk: Conversation) -> dict[str, Any]:
    fields: dict[str, Any] = {}
    tools = list(talk.tools.functions)
    if talk.tools.search is not None:
        tools.append(_web_search(talk.tools.search))
        if isinstance(talk.tools.search.get("max_uses"), int):
            fields["max_tool_calls"] = talk.tools.search["max_uses"]
    if tools:
        fields["tools"] = tools
    if talk.choice and tools:
        fields["tool_choice"] = _choice(talk.choice)
    if talk.single_call:
        fields["parallel_tool_calls"] = False
    return fields


def _choice(choice: Choice) -> str | dict[str, Any]:
    return choice if isinstance(choice, str) else {"type": "function", "name": choice[0]}


def _web_search(search: Mapping[str, Any]) -> dict[str, Any]:
    tool: dict[str, Any] = {"type": "web_search"}
    if search.get("allowed_domains"):
        tool["filters"] = {"allowed_domains": search["allowed_domains"]}
    place = search.get("user_location")
    if isinstance(place, dict):
        known = {key: place[key] for key in ("city", "country", "region", "timezone") if place.get(key)}
        tool["user_location"] = {"type": "approximate", **known}
    return tool


def _reasoning(talk: Conversation, profile: Profile) -> dict[str, Any]:
    if not profile.efforts:
        return {}
    fields: dict[str, Any] = {"include": ["reasoning.encrypted_content"]}
    effort = talk.reasoning.effort
    if effort == "minimal" and talk.tools.search is not None:
        # The web search tool is refused at minimal effort.
        effort = nearest_effort("low", profile.efforts)
    reasoning = {"effort": effort} if effort else {}
    if talk.reasoning.show:
        reasoning["summary"] = "auto"
    if reasoning:
        fields["reasoning"] = reasoning
    return fields
