"""Where chat-completion deltas carry thinking: the text in one of several fields, and Gemini's thought signatures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from desktop_proxy.protocol.tool_calls import ToolFragment

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


def _mapping(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}
