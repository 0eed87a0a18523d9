"""OpenAI Responses events in, Anthropic events out.

Items may interleave; each is known by its `output_index`. What an item's deltas did not bring is taken from the item
when it is done, and what no event brought from the final response. Encrypted reasoning travels in the signature.
Events: https://platform.openai.com/docs/api-reference/responses-streaming
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from desktop_proxy.protocol.answer import Answer
from desktop_proxy.protocol.errors import ApiError
from desktop_proxy.protocol.event_writer import StreamOptions
from desktop_proxy.protocol.messages import Event
from desktop_proxy.protocol.provider_errors import stream_error
from desktop_proxy.protocol.response_items import ResponseItems
from desktop_proxy.protocol.usage import responses_usage

_INCOMPLETE_REASONS: Mapping[str, str] = {"max_output_tokens": "max_tokens", "content_filter": "refusal"}


class ResponsesStream:
    """`feed` each event, then `close` (the upstream ended) or `fail`; each returns the events that follow."""

    __slots__ = ("_answer", "_items", "_label", "_readers", "_writer")

    def __init__(self, options: StreamOptions) -> None:
        self._answer = Answer(options)
        self._writer = self._answer.writer
        self._label = options.label or options.provider or "The provider"
        self._items = ResponseItems(self._answer)
        self._readers: Mapping[str, Callable[[Mapping[str, Any]], None]] = {
            **self._items.readers(),
            "response.completed": self._complete,
            "response.done": self._complete,
            "response.incomplete": self._complete,
            "response.failed": self._failed,
            "response.cancelled": self._failed,
            "error": self._failed,
        }

    @property
    def complete(self) -> bool:
        """Whether the final response has come; nothing follows it."""
        return self._answer.ended

    @property
    def finished(self) -> bool:
        """Whether `message_stop` or `error` was returned; later events are ignored."""
        return self._answer.ended

    @property
    def stopped_early(self) -> bool:
        """A stop sequence was cut here, so the upstream may be cancelled."""
        return self._answer.stopped_early

    @property
    def error(self) -> ApiError | None:
        """What the `error` event says, while it can still become an HTTP status."""
        return self._answer.error

    def feed(self, chunk: Mapping[str, Any]) -> list[Event]:
        """The events of one upstream event; never raises for what a server sends."""
        if self._writer.ended or not isinstance(chunk, Mapping):
            return []
        kind = chunk.get("type")
        reader = self._readers.get(kind) if isinstance(kind, str) else None
        if reader is not None:
            reader(chunk)
        elif kind is None and chunk.get("error"):
            self._failed(chunk)
        elif kind is None and chunk.get("object") == "response":
            # A server that does not stream after all answers with the response itself.
            self._complete({"response": chunk})
        return self._writer.take()

    def close(self) -> list[Event]:
        """The upstream ended; without a final response that is a failure."""
        return self.fail(ApiError(502, f"{self._label}: the answer ended before it was finished. Try again."))

    def fail(self, error: ApiError) -> list[Event]:
        """An `error` event, unless the stream is finished; an open block stays open."""
        self._answer.fail(error)
        return self._writer.take()

    def _complete(self, event: Mapping[str, Any]) -> None:
        response = _mapping(event.get("response"))
        if response.get("status") in ("failed", "cancelled") or _mapping(response.get("error")):
            self._failed(event)
            return
        self._items.catch_up(response.get("output"))
        self._answer.usage.update(responses_usage(_mapping(response.get("usage")), self._items.searches))
        reason = _mapping(response.get("incomplete_details")).get("reason")
        unnamed = "max_tokens" if response.get("status") == "incomplete" else "end_turn"
        self._answer.finish(_INCOMPLETE_REASONS.get(str(reason), unnamed))

    def _failed(self, event: Mapping[str, Any]) -> None:
        response = _mapping(event.get("response"))
        error = response.get("error") or event.get("error")
        payload = {"error": error} if error else {**event, "type": None}
        if response and not error:
            payload = {"error": {"message": "the provider cancelled the answer. Try again."}}
        self._answer.fail(stream_error(payload, self._label))


def _mapping(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}
