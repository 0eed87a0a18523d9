"""Anthropic's built-in tools that the client runs itself, as plain functions with their documented input.

Claude knows their input by training and the client sends only a type; every other model needs the schema.
https://docs.claude.com/en/docs/agents-and-tools/tool-use/overview
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

Schema = dict[str, Any]


def _object(required: tuple[str, ...], **properties: Schema) -> Schema:
    return {"type": "object", "properties": properties, "required": list(required)}


def _string(description: str, *values: str) -> Schema:
    return {"type": "string", "description": description, **({"enum": list(values)} if values else {})}


def _integers(description: str) -> Schema:
    return {"type": "array", "items": {"type": "integer"}, "description": description}


_INTEGER = {"type": "integer"}
_LINE_RANGE = _integers("First and last line to view, counted from 1; a last line of -1 means the end of the file.")
_INSERT_LINE = {**_INTEGER, "description": "For insert: the line after which to insert; 0 is the start of the file."}

_BASH = _object(
    (),
    command=_string("The shell command to run. Required unless the shell is restarted."),
    restart={"type": "boolean", "description": "True to restart the shell."},
)


def _editor(*commands: str) -> Schema:
    return _object(
        ("command", "path"),
        command=_string("What to do.", *commands),
        path=_string("Absolute path of the file or folder."),
        file_text=_string("For create: the whole content of the file."),
        old_str=_string("For str_replace: the text to replace; it must occur exactly once."),
        new_str=_string("For str_replace: the new text. For insert: the text to insert."),
        insert_line=_INSERT_LINE,
        insert_text=_string("For insert: the text to insert; give the same text in new_str."),
        view_range=_LINE_RANGE,
    )


_EDIT_COMMANDS = ("view", "create", "str_replace", "insert")
_MEMORY = _object(
    ("command",),
    command=_string("What to do with the memory folder.", *_EDIT_COMMANDS, "delete", "rename"),
    path=_string("Path below /memories; for every command but rename."),
    view_range=_LINE_RANGE,
    file_text=_string("For create: the whole content of the file."),
    old_str=_string("For str_replace: the text to replace."),
    new_str=_string("For str_replace: the new text."),
    insert_line=_INSERT_LINE,
    insert_text=_string("For insert: the text to insert."),
    old_path=_string("For rename: the path now."),
    new_path=_string("For rename: the path wanted."),
)
_POINTER_ACTIONS = (
    *("mouse_move", "left_click", "left_click_drag", "right_click", "middle_click", "double_click", "triple_click"),
    *("left_mouse_down", "left_mouse_up", "cursor_position", "scroll", "zoom"),
)
_COMPUTER = _object(
    ("action",),
    action=_string("What to do.", "screenshot", "key", "hold_key", "type", "wait", *_POINTER_ACTIONS),
    coordinate=_integers("x and y in pixels, for mouse actions."),
    start_coordinate=_integers("For left_click_drag: x and y where the drag starts."),
    text=_string("Text to type, keys to press, or a key to hold while clicking."),
    duration={"type": "number", "description": "Seconds, for hold_key and wait."},
    scroll_direction=_string("For scroll.", "up", "down", "left", "right"),
    scroll_amount={**_INTEGER, "description": "Clicks of the wheel, for scroll."},
    region=_integers("For zoom: x and y of two opposite corners."),
)

_ROWS: tuple[tuple[str, str, Schema], ...] = (
    ("bash_", "Run a command in a persistent shell.", _BASH),
    ("text_editor_20241022", "View and edit files.", _editor(*_EDIT_COMMANDS, "undo_edit")),
    ("text_editor_20250124", "View and edit files.", _editor(*_EDIT_COMMANDS, "undo_edit")),
    ("text_editor_", "View and edit files.", _editor(*_EDIT_COMMANDS)),
    ("memory_", "Keep notes in files that outlast this conversation. View /memories before you begin.", _MEMORY),
    ("computer_toolset", "", {}),
    ("computer_", "Use the screen, mouse and keyboard of a computer.", _COMPUTER),
)


def client_tool(tool: Mapping[str, Any]) -> tuple[str, Schema] | None:
    """Description and input schema of a built-in tool the client runs; None for any other tool."""
    kind = tool.get("type") or ""
    for prefix, description, schema in _ROWS:
        if kind.startswith(prefix):
            if not schema:
                return None
            width, height = tool.get("display_width_px"), tool.get("display_height_px")
            size = f" The screen is {width} by {height} pixels." if width and height else ""
            return description + size, schema
    return None
