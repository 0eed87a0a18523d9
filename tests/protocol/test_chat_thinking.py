from __future__ import annotations

from typing import Any

import pytest

from desktop_proxy.protocol.chat_thinking import joined, reasoning, text_signatures
from desktop_proxy.protocol.tool_calls import ToolFragment


@pytest.mark.parametrize(
    ("delta", "expected"),
    [
        ({"reasoning_content": "hm"}, ("reasoning_content", "hm")),
        ({"reasoning_content": None, "reasoning": "hm"}, ("reasoning", "hm")),
        ({"reasoning": "hm", "reasoning_details": [{"text": "hm"}]}, ("reasoning", "hm")),
        ({"thinking_blocks": [{"thinking": "h"}, None, {"thinking": "m"}]}, ("thinking_blocks", "hm")),
        ({"reasoning_details": [{"summary": "hm"}, {"data": "gAAA"}]}, ("reasoning_details", "hm")),
    ],
)
def test_thinking_is_found_once(delta: dict[str, Any], expected: tuple[str, str]) -> None:
    assert reasoning(delta) == expected


@pytest.mark.parametrize("delta", [{}, {"content": "a"}, {"reasoning": {}, "thinking_blocks": 3}])
def test_no_thinking_is_an_empty_text(delta: dict[str, Any]) -> None:
    assert reasoning(delta)[1] == ""


def test_a_string_is_its_own_text() -> None:
    assert joined("hm", "text") == "hm"


def test_signatures_of_the_chunk_s_own_calls_are_left_to_them() -> None:
    delta = {
        "provider_specific_fields": {"thought_signatures": ["of the call", "of the text", None]},
        "thinking_blocks": [{"signature": "of the text"}, {"signature": "of the thought"}],
    }
    fragments = [ToolFragment(signature="of the call")]
    assert text_signatures(delta, fragments) == ["of the text", "of the thought"]


def test_fields_of_another_shape_hold_no_signatures() -> None:
    assert text_signatures({"provider_specific_fields": [], "thinking_blocks": "x"}, []) == []
