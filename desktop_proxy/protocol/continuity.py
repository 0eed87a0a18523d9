"""What a provider must get back next turn, carried through the client so that the proxy keeps no state.

Two carriers survive every client: the id of a tool call (behind `_ts_` rides Gemini's thought signature as it is, or a
tagged payload) and the `signature` of a thinking block or the `data` of a redacted one (always a payload, tagged with
the provider that made it).
Pure encoding: which items go where is decided by the request and stream modules.
A tool id must match `^[a-zA-Z0-9_-]+$`, or the conversation cannot go on with Claude itself.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Mapping
from typing import Any

import orjson

_MARK = "_ts_"
SIGNATURE_PREFIX = "dp1."
"""How every signature of ours begins, and none of a provider's."""


def tool_id_with_signature(tool_id: str, signature: str) -> str:
    """The id the client sees: `<id>_ts_<base64url(signature)>`; an empty signature leaves the id alone."""
    return f"{tool_id}{_MARK}{_encode(signature.encode())}" if signature else tool_id


def split_tool_id(tool_id: str) -> tuple[str, str | None]:
    """The provider's id and the signature behind it; `(tool_id, None)` for an id that carries none."""
    at = tool_id.find(_MARK, 1)
    while at > 0:
        decoded = _decode(tool_id[at + len(_MARK) :])
        if decoded and decoded.isascii() and (signature := decoded.decode("ascii")).isprintable():
            return tool_id[:at], signature
        # The mark may be a part of the provider's own id, and of what was encoded.
        at = tool_id.find(_MARK, at + 1)
    return tool_id, None


def thinking_signature(provider: str, payload: Mapping[str, Any]) -> str:
    """A `signature` (or `data`) that gives `payload` back to the same provider: `dp1.<provider>.<base64url(JSON)>`."""
    return f"{SIGNATURE_PREFIX}{provider}.{_encode(orjson.dumps(payload))}"


def read_thinking_signature(signature: str | None, provider: str) -> dict[str, Any] | None:
    """The payload `provider` left, or None when the signature is empty, foreign or damaged. Never raises."""
    prefix = f"{SIGNATURE_PREFIX}{provider}."
    if not signature or not signature.startswith(prefix):
        return None
    decoded = _decode(signature[len(prefix) :])
    if not decoded:
        return None
    try:
        payload = orjson.loads(decoded)
    except orjson.JSONDecodeError:
        return None
    return payload if isinstance(payload, dict) else None


def _encode(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode("ascii")


def _decode(text: str) -> bytes | None:
    try:
        return base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except (ValueError, binascii.Error):
        return None
