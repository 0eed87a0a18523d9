"""What every dialect's reply parser shares: JSON payloads, errors inside a stream, and the end of the answer.

A parser turns the payloads of one read into chunks for `protocol/chat_stream.py` or `responses_stream.py`. An error
does not raise: the chunks before it still count, so it waits in `error`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Protocol

from desktop_proxy.protocol import json_text
from desktop_proxy.protocol.errors import ApiError
from desktop_proxy.protocol.provider_errors import stream_error

Chunk = Mapping[str, Any]


class ReplyParser(Protocol):
    """One answer's payloads, in order."""

    error: ApiError | None
    """The failure the provider reported, or why its answer cannot be read."""
    done: bool
    """The provider has said that nothing more comes."""

    def parse(self, payloads: Iterable[bytes]) -> list[Chunk]:
        """The chunks in these payloads; stops at an error or at the end."""
        ...

    def whole(self, body: bytes) -> list[Chunk]:
        """The chunks that stand for an answer which came as one JSON document instead of a stream."""
        ...


def load(payload: bytes) -> Any:
    """The JSON value of a payload; None when it is none."""
    try:
        return json_text.load(payload)
    except ValueError:
        return None


def unreadable(label: str) -> ApiError:
    """The answer is not what this kind of provider sends."""
    return ApiError(502, f"{label} sent an answer that cannot be read: check its base URL and which API it speaks.")


def reported_error(chunk: Any, label: str) -> ApiError | None:
    """The failure a chunk reports inside a stream that began with status 200, if it does."""
    if isinstance(chunk, dict) and chunk.get("error"):
        return stream_error(chunk, label)
    return None
