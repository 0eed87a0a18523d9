from __future__ import annotations

import pytest

from .asking import (
    GEMINI,
    OPENAI,
    chat,
)


@pytest.mark.parametrize(
    ("tool", "parameter"),
    [
        ({"type": "bash_20250124", "name": "bash"}, "command"),
        ({"type": "text_editor_20250124", "name": "str_replace_editor"}, "old_str"),
        ({"type": "text_editor_20250728", "name": "str_replace_based_edit_tool"}, "view_range"),
        ({"type": "memory_20250818", "name": "memory"}, "old_path"),
        (
            {"type": "computer_20250124", "name": "computer", "display_width_px": 800, "display_height_px": 600},
            "action",
        ),
    ],
)
@pytest.mark.parametrize("profile", [OPENAI, GEMINI])
def test_a_built_in_tool_the_client_runs_keeps_working(tool, parameter, profile) -> None:
    (sent_tool,) = chat(tools=[tool], profile=profile).body["tools"]
    assert sent_tool["function"]["name"] == tool["name"]
    assert parameter in sent_tool["function"]["parameters"]["properties"]


def test_only_the_old_editor_can_undo() -> None:
    def commands(kind):
        (tool,) = chat(tools=[{"type": kind, "name": "edit"}]).body["tools"]
        return tool["function"]["parameters"]["properties"]["command"]["enum"]

    assert "undo_edit" in commands("text_editor_20250124")
    assert "undo_edit" not in commands("text_editor_20250429")


def test_the_screen_size_is_told() -> None:
    tool = {"type": "computer_20250124", "name": "computer", "display_width_px": 800, "display_height_px": 600}
    assert "800 by 600" in chat(tools=[tool]).body["tools"][0]["function"]["description"]
