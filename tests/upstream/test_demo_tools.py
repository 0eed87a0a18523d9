from __future__ import annotations

import time
from typing import Any

import pytest

from desktop_proxy.protocol.messages import MessagesRequest
from desktop_proxy.upstream.demo_tools import ToolCall, tool_call


def tool(name: str, *required: str) -> dict[str, Any]:
    properties = {key: {"type": "string"} for key in required}
    return {"name": name, "input_schema": {"type": "object", "properties": properties, "required": list(required)}}


def call(prompt: str, *tools: dict[str, Any]) -> ToolCall | None:
    request = MessagesRequest.model_validate(
        {"model": "m", "max_tokens": 1, "messages": [{"role": "user", "content": prompt}], "tools": list(tools)}
    )
    return tool_call(request, prompt)


@pytest.mark.parametrize(
    ("prompt", "offered", "expected"),
    [
        ("list files", tool("Glob", "pattern"), {"pattern": "*"}),
        ("list files", tool("LS", "path"), {"path": "."}),
        ("list files", tool("run_shell_command", "command"), {"command": "ls"}),
        ("view a/b.txt", tool("read_file", "path"), {"path": "a/b.txt"}),
        ("run 'make test'", tool("execute_command", "cmd"), {"cmd": "make test"}),
        ("edit a.txt: replace 'foo' with 'bar'", tool("Edit", "file_path", "old_string", "new_string"),
         {"file_path": "a.txt", "old_string": "foo", "new_string": "bar"}),
        ("edit a.txt please", tool("Read", "file_path"), {"file_path": "a.txt"}),
    ],
)  # fmt: skip
def test_tools_of_other_clients_are_found_by_their_names(
    prompt: str, offered: dict[str, Any], expected: dict[str, str]
) -> None:
    found = call(prompt, offered)
    assert found == ToolCall(offered["name"], expected)


def test_a_prompt_that_asks_nothing_of_the_tools_calls_none() -> None:
    assert call("How are you?", tool("Read", "file_path")) is None
    assert call("read a.txt", tool("get_weather", "city")) is None


def test_a_backslash_in_a_command_stays_one() -> None:
    found = call(r"run `grep '\d' C:\temp`", tool("Bash", "command"))
    assert found is not None
    assert found.input["command"] == r"grep '\d' C:\temp"


@pytest.mark.parametrize(
    "prompt", ["run " * 50_000, "edit " + "a" * 50_000, "read `" * 50_000, "edit a replace " * 9000]
)
def test_a_long_prompt_takes_no_time(prompt: str) -> None:
    started = time.perf_counter()
    call(prompt, tool("Edit", "file_path"), tool("Bash", "command"))
    assert time.perf_counter() - started < 2
