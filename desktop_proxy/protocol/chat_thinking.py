"""Where chat-completion deltas carry thinking: the text in one of several fields, and what must go back with it.

That is Gemini's thought signatures, or OpenRouter's `reasoning_details`, of which some belong to a tool call:
https://openrouter.ai/docs/use-cases/reasoning-tokens#preserving-reasoning-blocks
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from desktop_proxy.protocol.tool_calls import ToolFragment

ENCRYPTED = "reasoning.encrypted"

# DeepSeek, xAI, Kimi, LiteLLM · OpenRouter, Groq, Ollama, newer vLLM
_TEXT_FIELDS = ("reasoning_content", "reasoning")


def reasoning(delta: Mapping[str, Any]) -> tuple[str, str]:
    """The field that holds the thinking, and its text (empty when there is none)."""
    # OpenRouter sends the same text as `reasoning` and in `reasoning_details`: one of them counts.
    for field in _TEXT_FIELDS:
        if isinstance(text := delta.get(field), str) and text:
            return field, text
    if text := joined(delta.get("thinking_blocks"), "thinking"):
        return "thinking_blocks", text
    return "reasoning_details", joined(delta.get("reasoning_details"), "text", "summary")


def joined(parts: Any, *fields: str) -> str:
    """The text in these fields of a list of parts; a string is its own text."""
    if isinstance(parts, str):
        return parts
    found = (part.get(field) for part in (parts if isinstance(parts, list) else ()) if isinstance(part, Mapping)
             for field in fields)  # fmt: skip
    return "".join(text for text in found if isinstance(text, str))


def text_signatures(delta: Mapping[str, Any], fragments: Sequence[ToolFragment]) -> list[str]:
    """Gemini's thought signatures that do not belong to a tool call of the same chunk."""
    specific = _mapping(delta.get("provider_specific_fields"))
    of_calls = {fragment.signature for fragment in fragments}
    signatures = specific.get("thought_signatures")
    blocks = delta.get("thinking_blocks")
    found = [*(signatures if isinstance(signatures, list) else ())]
    found += [block.get("signature") for block in (blocks if isinstance(blocks, list) else ()) if _mapping(block)]
    return [
        signature
        for signature in dict.fromkeys(entry for entry in found if isinstance(entry, str) and entry)
        if signature not in of_calls
    ]


class CarriedThinking:
    """What a provider wants back with one block of thinking, collected from its deltas."""

    __slots__ = ("_details", "_field", "_keep_text", "_signatures", "_texts")

    def __init__(self, field: str, *, keep_text: bool) -> None:
        """`keep_text` where the block itself will not show the text."""
        self._field = field
        self._keep_text = keep_text
        self._texts: list[str] = []
        self._signatures: list[str] = []
        self._details: list[Mapping[str, Any]] = []

    def add(self, text: str, signatures: Sequence[str], details: Sequence[Mapping[str, Any]]) -> None:
        """Take what one delta says."""
        self._texts.append(text)
        self._signatures += signatures
        self._details += details

    def payload(self) -> dict[str, Any]:
        """All of it, for `continuity.thinking_signature`."""
        if self._details:
            return {"reasoning_details": _merged(self._details)}
        if self._signatures:
            return {"signatures": self._signatures}
        return {"field": self._field, **({"text": "".join(self._texts)} if self._keep_text else {})}


class CallDetails:
    """Encrypted `reasoning_details` by the id of the call they belong to, which may come later than they."""

    __slots__ = ("_by_id",)

    def __init__(self) -> None:
        self._by_id: dict[str, list[Mapping[str, Any]]] = {}

    def take(self, delta: Mapping[str, Any], fragments: Sequence[ToolFragment]) -> list[Mapping[str, Any]]:
        """Give the calls of a delta their details; returns those of no call in it."""
        found = delta.get("reasoning_details")
        details: list[Mapping[str, Any]] = [
            detail for detail in (found if isinstance(found, list) else ()) if isinstance(detail, dict)
        ]
        for detail in details:
            if detail.get("type") == ENCRYPTED and isinstance(call_id := detail.get("id"), str):
                self._by_id.setdefault(call_id, []).append(detail)
        if not self._by_id:
            return details
        called = {fragment.id for fragment in fragments if fragment.id}
        for fragment in fragments:
            if fragment.id in self._by_id:
                fragment.extra["reasoning_details"] = self._by_id[fragment.id]
        return [detail for detail in details if detail.get("type") != ENCRYPTED or detail.get("id") not in called]


def _merged(details: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Details as they were before they were streamed: the deltas of one text are one entry again."""
    merged: list[dict[str, Any]] = []
    for detail in details:
        last = merged[-1] if merged else {}
        if detail.get("type") == ENCRYPTED or any(last.get(key) != detail.get(key) for key in ("type", "index")):
            merged.append(dict(detail))
            continue
        for key, value in detail.items():
            if key in ("text", "summary") and isinstance(value, str):
                last[key] = (last.get(key) or "") + value
            elif value is not None:
                last[key] = value
    return merged


def _mapping(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}
