"""JSON as it comes: strict, but for halves of surrogate pairs.

JavaScript cuts strings between the two halves of a character and escapes what is left (`\\ud83d`). That is no Unicode
text, so orjson refuses it; one broken emoji in a tool result must not end a conversation.
"""

from __future__ import annotations

import json
import re
from typing import Any

import orjson

_SURROGATE = re.compile(rb"\\u[dD][89a-fA-F]")


def load(data: bytes) -> Any:
    """The value; a lone surrogate becomes a question mark. Raises ValueError for what is no JSON."""
    try:
        return orjson.loads(data)
    except orjson.JSONDecodeError:
        if not _SURROGATE.search(data):
            raise
    try:
        return orjson.loads(json.dumps(json.loads(data), ensure_ascii=False).encode("utf-8", "replace"))
    except RecursionError:
        raise ValueError("nested too deep") from None
