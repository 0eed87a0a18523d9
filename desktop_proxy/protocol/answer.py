"""One answer under construction: what a provider says, in any order, becomes text, thinking and tool blocks.

Shared by the chat and the Responses stream. Text and thinking that come while a tool call is unfinished wait for it;
stop sequences are cut here; thinking is left out unless the client asked for it. Chunks are not known here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from desktop_proxy.protocol.continuity import thinking_signature
from desktop_proxy.protocol.errors import ApiError
from desktop_proxy.protocol.event_writer import EventWriter, StreamOptions
from desktop_proxy.protocol.stop_sequences import StopCutter
from desktop_proxy.protocol.tool_calls import ToolCalls, ToolFragment
from desktop_proxy.protocol.usage import estimated_tokens
from desktop_proxy.protocol.web_search import WebSearches


class Answer:
    """Takes content, then `finish` or `fail`; the events are in `writer`."""

    __slots__ = (
        "_calls",
        "_cutter",
        "_hidden",
        "_later",
        "_omit",
        "_provider",
        "_refused",
        "_show",
        "direct",
        "error",
        "searches",
        "stopped_early",
        "usage",
        "writer",
    )

    def __init__(self, options: StreamOptions) -> None:
        self.writer = EventWriter()
        self.usage: dict[str, Any] = {}
        """What is known of the usage so far, in Anthropic's terms."""
        self.direct = not any(options.stop_sequences)
        """Text may go straight to the writer: nothing is cut and no tool call waits."""
        self.stopped_early = False
        self.error: ApiError | None = None
        """The failure that ended the answer: before the first event it can still become an HTTP status."""
        self.searches = WebSearches(self.writer, wanted=options.web_search)
        self._calls = ToolCalls(self.writer, options)
        self._cutter = StopCutter(options.stop_sequences)
        self._later: list[str | None] = []
        """Text that waits; None stands where one ends."""
        self._provider = options.provider
        self._show = options.show_thinking
        self._omit = options.omit_thinking
        self._hidden = 0
        self._refused = False

    @property
    def ended(self) -> bool:
        """Whether the last event is written."""
        return self.writer.ended

    def text(self, text: str) -> None:
        """Add text."""
        if self.direct:
            self.writer.text(text)
        elif text:
            if self._later or not self._calls.settled():
                self._later.append(text)
            else:
                self._cut(text)

    def end_text(self) -> None:
        """The text is whole; what follows is another."""
        if self.ended:
            return
        if self._later or not self._calls.settled():
            self._later.append(None)
        else:
            self._part_text()

    def refusal(self, text: str) -> None:
        """Add the words the model refuses with; the answer ends as a refusal."""
        self._refused = True
        self.text(text)

    def thinking(self, text: str, payload: Callable[[], Mapping[str, Any]] | None = None) -> None:
        """Add thinking. `payload` says, when the block ends, what the provider wants back; the last one counts."""
        if self.ended:
            return
        if not self._show or not self._calls.settled():
            self._hidden += len(text)
            return
        shown = "" if self._omit else text
        self._hidden += len(text) - len(shown)
        # What comes without text behind the answer gets no block: many clients take the last block for the answer.
        if shown or (payload and self._provider and (text or not self.writer.answered)):
            if self.writer.kind != "thinking":
                self._release_text()
            self.writer.begin_thinking()
        self.writer.thinking(shown)
        if payload and (provider := self._provider):
            self.writer.signature(lambda: thinking_signature(provider, payload()))

    def end_thinking(self, payload: Mapping[str, Any] | None) -> None:
        """The thinking is whole. Encrypted thinking that has no visible text gets a block of its own.

        The block is an empty one where the client wanted no text, as the API itself does:
        https://docs.claude.com/en/docs/build-with-claude/extended-thinking
        """
        if not self._show or self.ended:
            return
        data = thinking_signature(self._provider, payload) if payload and self._provider else ""
        if self.writer.kind == "thinking":
            self.writer.signature(data)
            self.writer.end_block()
        elif data and self._calls.settled():
            self._release_text()
            if self._omit:
                self.writer.begin_thinking()
                self.writer.signature(data)
                self.writer.end_block()
            else:
                self.writer.whole_block({"type": "redacted_thinking", "data": data})

    def tool(self, fragment: ToolFragment) -> None:
        """Add to a tool call."""
        if self.ended:
            return
        self.direct = False
        self._release_text()
        self._calls.feed(fragment)

    def end_tool(self, index: int | None, arguments: str) -> None:
        """The call at `index` is whole; `arguments` is all of its text."""
        if not self.ended:
            self._calls.end(index, arguments)

    def finish(self, stop_reason: str, stop_sequence: str | None = None) -> None:
        """The provider has said everything; `stop_reason` is its own, corrected by what the answer holds."""
        if self.ended:
            return
        self._calls.finish()
        for text in self._later:
            if text is None:
                self._part_text()
            else:
                self._cut(text)
        if self.ended:
            return
        self._release_text()
        if searches := self.searches.write():
            self.usage.setdefault("server_tool_use", {"web_search_requests": searches, "web_fetch_requests": 0})
        self.writer.finish(self._corrected(stop_reason), stop_sequence, self._counted())

    def fail(self, error: ApiError) -> None:
        """The answer cannot go on."""
        if not self.ended:
            self.error = error
            self.writer.fail(error)

    def _cut(self, text: str) -> None:
        if self.ended:
            return
        shown = self._cutter.feed(text)
        if shown:
            self.writer.text(shown)
        if self._cutter.hit is not None:
            self.stopped_early = True
            self.writer.finish("stop_sequence", self._cutter.hit, self._counted())

    def _part_text(self) -> None:
        self._release_text()
        if self.writer.kind == "text":
            self.writer.end_block()

    def _release_text(self) -> None:
        held = self._cutter.flush()
        if held:
            self.writer.text(held)

    def _corrected(self, stop_reason: str) -> str:
        if self._refused:
            return "refusal"
        # Servers say "stop" after tool calls; an agent that reads end_turn then never runs them.
        if stop_reason in ("end_turn", "tool_use"):
            return "tool_use" if self.writer.used_tools else "end_turn"
        return stop_reason

    def _counted(self) -> dict[str, Any]:
        # Some servers send zeros until the end, which a stop sequence that was cut here does not wait for.
        if self.usage.get("output_tokens"):
            return self.usage
        return {**self.usage, "output_tokens": estimated_tokens(self.writer.characters + self._hidden)}
