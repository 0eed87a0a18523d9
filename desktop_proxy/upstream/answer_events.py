"""One provider's answer as batches of Anthropic events: reads, parses, translates, in one loop.

Raises while nothing has been handed out, so that a failure keeps its HTTP status; afterwards a failure is an event.
"""

from __future__ import annotations

from collections.abc import AsyncGenerator, Mapping
from contextlib import aclosing
from typing import Any, Protocol

from desktop_proxy.protocol.errors import ApiError
from desktop_proxy.protocol.messages import Event
from desktop_proxy.upstream.answers import Batch, read_batches
from desktop_proxy.upstream.replies import ReplyParser
from desktop_proxy.upstream.transport import Reply


class AnswerStream(Protocol):
    """`ChatStream` or `ResponsesStream`."""

    @property
    def complete(self) -> bool: ...  # noqa: D102
    @property
    def finished(self) -> bool: ...  # noqa: D102
    @property
    def stopped_early(self) -> bool: ...  # noqa: D102
    @property
    def error(self) -> ApiError | None: ...  # noqa: D102
    def feed(self, chunk: Mapping[str, Any]) -> list[Event]: ...  # noqa: D102
    def close(self) -> list[Event]: ...  # noqa: D102
    def fail(self, error: ApiError) -> list[Event]: ...  # noqa: D102


async def answer_events(
    reply: Reply, parser: ReplyParser, stream: AnswerStream, label: str
) -> AsyncGenerator[list[Event]]:
    """Batches of events after `message_start`, one for each read that brought some."""
    begun = False
    try:
        async with aclosing(read_batches(reply, label)) as batches:
            async for batch in batches:
                events, error = _translated(batch, parser, stream)
                if not begun and (error := error or stream.error):
                    raise error
                if events:
                    begun = True
                    yield events
                if error:
                    raise error
                if parser.done or stream.finished:
                    break
                if stream.complete:
                    reply.expect_end()
        if not stream.stopped_early:
            reply.expect_end()
        rest = stream.close()
        if not begun and stream.error:
            raise stream.error
        if rest:
            yield rest
    except ApiError as error:
        # All was said: how the connection ended, or that it did not, changes nothing. A reported error does.
        whole = stream.complete and parser.error is None
        rest = stream.close() if whole else stream.fail(error)
        if not begun and (not whole or stream.error):
            raise stream.error or error from None
        if rest:
            yield rest


def _translated(batch: Batch, parser: ReplyParser, stream: AnswerStream) -> tuple[list[Event], ApiError | None]:
    chunks = parser.whole(batch.payloads[0]) if batch.whole else parser.parse(batch.payloads)
    events: list[Event] = []
    for chunk in chunks:
        events += stream.feed(chunk)
    if stream.finished or (batch.last and not batch.whole):
        # What was cut off cannot be read; that the answer is unfinished is for the stream to say.
        return events, None
    return events, parser.error
