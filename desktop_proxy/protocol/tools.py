"""The tools of a request as a provider takes them: functions, its own web search, and words about the rest.

A client sends the same hundred kilobytes of tools with every turn: the conversion is kept by their content. What it
returns is therefore shared between requests and must never be changed.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

import orjson

from desktop_proxy.protocol.builtin_tools import client_tool
from desktop_proxy.protocol.messages import MessagesRequest
from desktop_proxy.protocol.notes import Notes
from desktop_proxy.protocol.profile import Note, Profile
from desktop_proxy.protocol.search_wishes import search_wishes
from desktop_proxy.protocol.tool_names import ToolNames
from desktop_proxy.protocol.tool_schema import to_function_schema, to_gemini_schema

Shape = Literal["chat", "responses"]

_KEPT_LISTS = 16
_LARGEST_KEPT = 2_000_000
_PLAIN_TYPES = (None, "", "custom", "function")
_NO_WEB_SEARCH = (
    "Web search is not available in this session. If you are asked to search the web, say plainly that you cannot,"
    " and do not invent results."
)
_NO_TOOLS = "No tools are available in this session. Say so if one is needed."
_REFUSED = "The tool {} is not available in this session, because it runs at Anthropic. Say so if it is needed."


@dataclass(frozen=True, slots=True)
class OfferedTools:
    """What the tools of a request became."""

    functions: tuple[dict[str, Any], ...] = ()
    """Function tools in the shape of the API they are for."""
    accepted: frozenset[str] = frozenset()
    """The names of `functions`, as sent."""
    changed_names: tuple[tuple[str, str], ...] = ()
    search: Mapping[str, Any] | None = None
    """The client's web search tool, when the provider's own shall be offered."""
    server_names: frozenset[str] = frozenset()
    """Names of tools that are no functions here: no `tool_choice` may force them."""
    sentences: tuple[str, ...] = ()
    """What the model must be told."""
    notes: tuple[Note, ...] = ()


def offer_tools(tools: list[Any] | None, profile: Profile, shape: Shape) -> OfferedTools:
    """Convert the tools of a request; the result is shared, see the module."""
    if not tools:
        return OfferedTools()
    if not profile.tools:
        return OfferedTools(sentences=(_NO_TOOLS,), notes=(Note("tools", "dropped", "the model takes no tools"),))
    content = orjson.dumps(tools)
    convert = _converted if len(content) <= _LARGEST_KEPT else _converted.__wrapped__
    return convert(content, shape, profile.schema, profile.tool_name_limit, profile.web_search)


@functools.lru_cache(maxsize=_KEPT_LISTS)
def _converted(content: bytes, shape: Shape, schema: str, name_limit: int, web_search: bool) -> OfferedTools:
    names = ToolNames(name_limit)
    notes = Notes()
    functions: dict[str, dict[str, Any]] = {}
    searches: list[Mapping[str, Any]] = []
    refused: list[str] = []
    for tool in orjson.loads(content):
        function = _function(tool, shape, schema, names)
        if function:
            functions.setdefault(names.accepted(tool["name"]), function)
        elif (tool.get("type") or "").startswith("web_search"):
            searches.append(tool)
        else:
            refused.append(str(tool.get("name") or tool.get("mcp_server_name") or tool.get("type")))
    # Gemini takes either functions or its own search.
    offered = bool(searches) and web_search and not (schema == "gemini" and functions)
    for name in refused:
        notes.dropped(f"tools.{name}", "the tool runs at Anthropic and has no equivalent here")
    told = [_REFUSED.format(name) for name in refused]
    if searches:
        told += _told_of_search(searches[0], offered, "gemini" if schema == "gemini" else shape, notes)
    return OfferedTools(
        functions=tuple(functions.values()),
        accepted=frozenset(functions),
        changed_names=tuple(names.changed.items()),
        search=searches[0] if offered else None,
        server_names=frozenset([*refused, *(search.get("name", "") for search in searches)]),
        sentences=tuple(told),
        notes=notes.all(),
    )


def _told_of_search(search: Mapping[str, Any], offered: bool, shape: str, notes: Notes) -> list[str]:
    if not offered:
        notes.dropped("tools.web_search", "the model cannot search the web here")
        return [_NO_WEB_SEARCH]
    wishes = search_wishes(search, shape)
    for field, _ in wishes:
        notes.rewritten(f"tools.web_search.{field}", "the provider's search has no such field: it is asked in words")
    return [sentence for _, sentence in wishes]


def _function(tool: Mapping[str, Any], shape: Shape, schema: str, names: ToolNames) -> dict[str, Any] | None:
    builtin = client_tool(tool)
    if "name" not in tool:
        return None
    if builtin:
        description, parameters = builtin
    elif isinstance(tool.get("input_schema"), dict) or tool.get("type") in _PLAIN_TYPES:
        description, parameters = tool.get("description") or "", tool.get("input_schema") or {}
    else:
        return None
    converted = to_gemini_schema(parameters) if schema == "gemini" else to_function_schema(parameters)
    function: dict[str, Any] = {"name": names.accepted(tool["name"]), "parameters": converted}
    if description:
        function["description"] = description
    if shape == "chat":
        return {"type": "function", "function": function}
    # The Responses API is strict unless told otherwise, and refuses most schemas then.
    return {"type": "function", "strict": False, **function}


Choice = Literal["auto", "required", "none"] | tuple[str]
"""A name in a tuple forces that function."""


def choose_tool(
    request: MessagesRequest, offered: OfferedTools, names: ToolNames, profile: Profile, notes: Notes
) -> tuple[Choice | None, bool]:
    """The tool choice to send (None: send none), and whether parallel calls are to be switched off."""
    wanted = request.tool_choice
    if not wanted:
        return None, False
    if not offered.functions and not offered.search:
        notes.dropped("tool_choice", "there is no tool to choose")
        return None, False
    single = bool(wanted.get("disable_parallel_tool_use")) and bool(offered.functions)
    if single and not profile.parallel_switch:
        notes.dropped("tool_choice.disable_parallel_tool_use", "the model has no such switch")
        single = False
    return _choice(wanted["type"], wanted.get("name", ""), offered, names, notes), single


def _choice(kind: str, name: str, offered: OfferedTools, names: ToolNames, notes: Notes) -> Choice | None:
    if kind in ("auto", "none"):
        return "auto" if kind == "auto" else "none"
    if kind == "any":
        return "required"
    if names.accepted(name) in offered.accepted:
        return (names.accepted(name),)
    if name not in offered.server_names:
        notes.dropped("tool_choice", f"there is no tool named {name}")
    elif offered.search and not offered.functions:
        notes.rewritten("tool_choice", "a server tool cannot be forced by name")
        return "required"
    else:
        notes.dropped("tool_choice", f"{name} is no function here and cannot be forced beside other tools")
    return None
