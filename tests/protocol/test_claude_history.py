from __future__ import annotations

from typing import Any

import orjson

from desktop_proxy.protocol.claude_history import may_hold_foreign_thinking, without_foreign_thinking
from desktop_proxy.protocol.continuity import thinking_signature

OURS = thinking_signature("openai", {"items": []})
CLAUDES = {"type": "thinking", "thinking": "So.", "signature": "EqQBCkYIBRgC"}
CLAUDES_HIDDEN = {"type": "redacted_thinking", "data": "EqQBCkYIBRgC"}
TEXT = {"type": "text", "text": "Hello"}


def turns(*blocks: dict[str, Any]) -> list[dict[str, Any]]:
    return [{"role": "user", "content": "Hi"}, {"role": "assistant", "content": list(blocks)}]


def test_thinking_that_claude_did_not_sign_is_left_out() -> None:
    foreign = [
        {"type": "thinking", "thinking": "Hm.", "signature": OURS},
        {"type": "redacted_thinking", "data": OURS},
        {"type": "thinking", "thinking": "Hm.", "signature": ""},
        {"type": "thinking", "thinking": "Hm."},
    ]
    messages = turns(*foreign, CLAUDES, CLAUDES_HIDDEN, TEXT)
    assert without_foreign_thinking(messages) == turns(CLAUDES, CLAUDES_HIDDEN, TEXT)


def test_a_turn_that_was_only_such_thinking_keeps_its_place() -> None:
    _, left = without_foreign_thinking(turns({"type": "redacted_thinking", "data": OURS}))
    assert left["role"] == "assistant"
    assert [block["type"] for block in left["content"]] == ["text"]


def test_a_conversation_without_any_stays_the_same_object() -> None:
    for messages in (turns(CLAUDES, TEXT), [], None, ["text"], [{"role": "user", "content": [None]}]):
        assert without_foreign_thinking(messages) is messages


def test_a_glance_at_the_bytes_tells_whether_to_look() -> None:
    assert may_hold_foreign_thinking(orjson.dumps({"data": OURS}))
    assert not may_hold_foreign_thinking(orjson.dumps(turns(CLAUDES, TEXT)))
