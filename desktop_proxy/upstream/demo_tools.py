"""Which tool the demo model calls, and with what: a few words of the prompt against the tools on offer.

A literal table, no understanding. Whether the call is carried out is the client's decision, as with every model.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from desktop_proxy.protocol.messages import MessagesRequest
from desktop_proxy.upstream.demo_values import Hints, example_value

_MAX_PROMPT = 2000
_WORKING_DIRECTORY = re.compile(r"working directory:\s{0,4}([^\s<>\"']{1,400})", re.IGNORECASE)
_PATH = r"[`\"']?([\w.~\-/\\:]{1,400}[\w\-])"

_SHELLS = ("bash", "shell", "run_shell_command", "run_command", "execute_command", "run_terminal_cmd", "powershell")
_READERS = ("read", "read_file", "view", "open_file", "view_file", "cat")
_LISTS = ("ls", "list_directory", "list_dir", "list_files", "glob")
_EDITORS = ("edit", "str_replace", "replace", "edit_file")


@dataclass(frozen=True, slots=True)
class ToolCall:
    """A call that fits the offered tool's schema."""

    name: str
    input: dict[str, Any]


# (what the prompt says, tools that can do it in order of preference, property name → text); \1 … are its groups.
_REQUESTS: tuple[tuple[re.Pattern[str], tuple[str, ...], Hints], ...] = (
    (
        re.compile(
            rf"\b(?:edit|change)\s+{_PATH}[\"'`]?[:,]?\s+(?:and\s+)?replace\s+[`\"']?(.{{1,200}}?)[`\"']?\s+(?:with|by)\s+"
            r"[`\"']?(.{1,200}?)[`\"']?\s*$",
            re.IGNORECASE,
        ),
        _EDITORS,
        ((r"path|file", r"\1"), (r"old|search|find", r"\2"), (r"new|replac", r"\3")),
    ),
    (
        re.compile(r"\b(?:run|execute)\s+(?:the\s+)?(?:command\s+)?[`\"']?([^`\n]{1,400}?)[`\"']?\s*$", re.IGNORECASE),
        _SHELLS,
        ((r"^(command|cmd|script)$", r"\1"), (r"descr|reason|explan", "Run the command the user asked for")),
    ),
    (
        re.compile(rf"\b(?:read|show|open|view|edit)\s+(?:me\s+)?(?:the\s+)?(?:file\s+)?{_PATH}", re.IGNORECASE),
        _READERS,
        ((r"path|file", r"\1"),),
    ),
    (
        re.compile(r"\blist\b|\bwhich files\b|\bwhat files\b", re.IGNORECASE),
        _LISTS,
        ((r"pattern|glob", "*"), (r"path|dir", ".")),
    ),
    (
        re.compile(r"\blist\b|\bwhich files\b|\bwhat files\b", re.IGNORECASE),
        _SHELLS,
        ((r"^(command|cmd|script)$", "ls"), (r"descr|reason|explan", "List the files of this folder")),
    ),
)


def tool_call(request: MessagesRequest, prompt: str) -> ToolCall | None:
    """The call `prompt` asks for, or that `tool_choice` demands; None when there is none to make."""
    tools: dict[str, Any] = {
        str(tool.get("name")): tool.get("input_schema")
        for tool in request.tools or ()
        if isinstance(tool.get("input_schema"), Mapping)
    }
    choice = request.tool_choice or {"type": "auto"}
    if not tools or choice["type"] == "none":
        return None
    prompt = prompt[-_MAX_PROMPT:].strip()
    if choice["type"] == "tool":
        tools = {name: schema for name, schema in tools.items() if name == choice.get("name")}
    found = _asked(prompt, tools) or _named(prompt, tools)
    if found is None and tools and choice["type"] in ("any", "tool"):
        found = next(iter(tools)), ()
    if found is None:
        return None
    name, hints = found
    value = example_value(tools[name], _absolute(hints, request), prompt[:400] or "demo")
    return ToolCall(name, value if isinstance(value, dict) else {})


def _asked(prompt: str, tools: Mapping[str, Any]) -> tuple[str, Hints] | None:
    for pattern, names, hints in _REQUESTS:
        match = pattern.search(prompt)
        name = _first_offered(names, tools) if match else None
        if match and name:
            return name, tuple((where, match.expand(text) if "\\" in text else text) for where, text in hints)
    return None


def _first_offered(names: Sequence[str], tools: Mapping[str, Any]) -> str | None:
    offered = {name.lower(): name for name in tools}
    return next((offered[name] for name in names if name in offered), None)


def _named(prompt: str, tools: Mapping[str, Any]) -> tuple[str, Hints] | None:
    """The first tool the prompt calls by name, as a whole word."""
    words = set(re.findall(r"\w+", prompt.lower()))
    name = next((name for name in tools if name.lower() in words), None)
    return (name, ()) if name else None


def _absolute(hints: Hints, request: MessagesRequest) -> Hints:
    """Relative paths made absolute where the client says where it works: Claude Code's file tools insist on that."""
    system = request.system if isinstance(request.system, str) else " ".join(b["text"] for b in request.system or ())
    match = _WORKING_DIRECTORY.search(system)
    if match is None:
        return hints
    folder = match[1].rstrip("/")
    return tuple(
        (where, f"{folder}/{text}" if where.startswith("path") and not _is_absolute(text) else text)
        for where, text in hints
    )


def _is_absolute(path: str) -> bool:
    return path.startswith(("/", "~", "\\")) or path[1:2] == ":"
