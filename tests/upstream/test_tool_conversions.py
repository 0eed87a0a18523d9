from __future__ import annotations

from typing import Any

import orjson

from desktop_proxy.upstream.tool_conversions import ToolConversions


class Converter:
    def __init__(self) -> None:
        self.calls = 0

    def __call__(self, tools: Any) -> Any:
        self.calls += 1
        tools.append("converted")
        return tools


def test_the_same_content_is_converted_once_for_each_dialect() -> None:
    conversions, convert = ToolConversions(), Converter()
    for _ in range(3):
        assert orjson.dumps(conversions.get("a", [1], convert)) == b'[1,"converted"]'
    conversions.get("b", [1], convert)
    conversions.get("a", [2], convert)
    assert convert.calls == 3


def test_the_given_tools_are_left_as_they_are() -> None:
    tools = [{"name": "a"}]
    ToolConversions().get("a", tools, Converter())
    assert tools == [{"name": "a"}]


def test_the_least_used_goes_first_when_there_are_many() -> None:
    conversions, convert = ToolConversions(max_entries=2), Converter()
    for tools in ([1], [2], [1], [3], [1]):
        conversions.get("a", tools, convert)
    assert convert.calls == 3
    conversions.get("a", [2], convert)
    assert convert.calls == 4


def test_what_is_too_large_is_not_kept() -> None:
    conversions, convert = ToolConversions(max_bytes=100), Converter()
    for _ in range(2):
        conversions.get("a", ["x" * 200], convert)
    assert convert.calls == 2
    conversions.get("a", [1], convert)
    conversions.get("a", [1], convert)
    assert convert.calls == 3
