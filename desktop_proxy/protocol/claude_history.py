"""A conversation that goes on with Claude after another model thought in it: without that model's thinking.

Anthropic checks every thinking block's signature and answers 400 for one it did not make. It tells nothing of Claude's
own blocks, and is not for other providers: those read the blocks in `history.py`.
"""

from __future__ import annotations

from typing import Any

from desktop_proxy.protocol.continuity import SIGNATURE_PREFIX

_SIGN = f'"{SIGNATURE_PREFIX}'.encode()
_PLACEHOLDER = {"type": "text", "text": "(thinking of another model, left out)"}
"""A turn must not be empty, and leaving out a whole one would put two of the user's in a row."""


def may_hold_foreign_thinking(body: bytes) -> bool:
    """Whether a look into the JSON is worth its time."""
    return _SIGN in body


def without_foreign_thinking(messages: Any) -> Any:
    """`messages` without thinking that Claude did not sign; the same object where there is none.

    Thinking without any signature goes as well: Claude signs all of its own.
    """
    if not isinstance(messages, list):
        return messages
    kept = [_turn(message) for message in messages]
    return messages if all(new is old for new, old in zip(kept, messages, strict=True)) else kept


def _turn(message: Any) -> Any:
    content = message.get("content") if isinstance(message, dict) else None
    if not isinstance(content, list):
        return message
    kept = [block for block in content if not _foreign(block)]
    return message if len(kept) == len(content) else {**message, "content": kept or [_PLACEHOLDER]}


def _foreign(block: Any) -> bool:
    kind = block.get("type") if isinstance(block, dict) else None
    if kind not in ("thinking", "redacted_thinking"):
        return False
    signed = block.get("signature" if kind == "thinking" else "data")
    return not signed or (isinstance(signed, str) and signed.startswith(SIGNATURE_PREFIX))
