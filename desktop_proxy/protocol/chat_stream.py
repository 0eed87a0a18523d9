"""Chat-completion chunks in, Anthropic events out: OpenAI, xAI, servers like them, Gemini as LiteLLM parses it.

Reads what a chunk says and hands it to the `Answer`; the oddities of servers that send tool calls or arguments in
their own way are in `tool_calls.py` and `tool_arguments.py`. A chunk's `finish_reason` is taken at its word: whoever
parses Gemini must pass Gemini's own (or null) and not LiteLLM's, which says "stop" in every chunk.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from desktop_proxy.protocol.answer import Answer
from desktop_proxy.protocol.chat_thinking import CallDetails, CarriedThinking, joined, reasoning, text_signatures
from desktop_proxy.protocol.errors import ApiError
from desktop_proxy.protocol.event_writer import StreamOptions
from desktop_proxy.protocol.finish_reasons import STOP_REASONS, failure, stop_reason
from desktop_proxy.protocol.messages import Event
from desktop_proxy.protocol.provider_errors import stream_error
from desktop_proxy.protocol.tool_calls import ToolFragment, read_fragment
from desktop_proxy.protocol.usage import chat_usage


class ChatStream:
    """`feed` each chunk, then `close` (the upstream ended) or `fail`; each returns the events that follow."""

    __slots__ = ("_answer", "_carried", "_details", "_finish_reason", "_label", "_options", "_stop_sequence", "_writer")

    def __init__(self, options: StreamOptions) -> None:
        self._answer = Answer(options)
        self._writer = self._answer.writer
        self._label = options.label or options.provider or "The provider"
        self._options = options
        self._details = CallDetails()
        self._carried = CarriedThinking("", keep_text=False)
        self._finish_reason: str | None = None
        self._stop_sequence: str | None = None

    @property
    def complete(self) -> bool:
        """Whether the provider has given its finish reason: counts may follow, but need not."""
        return self._finish_reason is not None

    @property
    def finished(self) -> bool:
        """Whether `message_stop` or `error` was returned; later chunks are ignored."""
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
        """The events of one chunk; never raises for what a server sends."""
        writer = self._writer
        if writer.ended:
            return []
        if self._answer.direct and (text := _plain_text(chunk)):
            writer.text(text)
        else:
            self._read(chunk)
        return writer.take()

    def close(self) -> list[Event]:
        """The upstream ended: the end of the message, or an `error` when it ended without a finish reason."""
        if self._finish_reason is None:
            return self.fail(ApiError(502, f"{self._label}: the answer ended before it was finished. Try again."))
        failed = failure(self._finish_reason)
        if failed:
            return self.fail(ApiError(failed[0], f"{self._label}: {failed[1]}"))
        reason = "stop_sequence" if self._stop_sequence else stop_reason(self._finish_reason)
        self._answer.finish(reason, self._stop_sequence)
        return self._writer.take()

    def fail(self, error: ApiError) -> list[Event]:
        """An `error` event, unless the stream is finished; an open block stays open."""
        self._answer.fail(error)
        return self._writer.take()

    def _read(self, chunk: Any) -> None:
        if not isinstance(chunk, Mapping):
            return
        if chunk.get("error") or ("choices" not in chunk and _is_bare_error(chunk)):
            self._answer.fail(stream_error(chunk, self._label))
            return
        choice = _first_choice(chunk.get("choices"))
        for holder in (choice, _mapping(chunk.get("x_groq")), chunk):
            if usage := _mapping(holder.get("usage")):
                self._answer.usage.update(chat_usage(usage))
        # A server that does not stream after all answers with a whole message.
        self._read_delta(_mapping(choice.get("delta")) or _mapping(choice.get("message")))
        if isinstance(finish_reason := choice.get("finish_reason"), str) and finish_reason:
            self._finish_reason = finish_reason
            # vLLM names the sequence it stopped at; others put their own finish reason there.
            if isinstance(matched := choice.get("stop_reason"), str) and matched not in STOP_REASONS:
                self._stop_sequence = matched or None

    def _read_delta(self, delta: Mapping[str, Any]) -> None:
        answer = self._answer
        fragments = list(_tool_fragments(delta))
        self._read_thinking(delta, fragments)
        self._read_searches(delta)
        content = delta.get("content")
        if isinstance(content, str):
            answer.text(content)
        elif isinstance(content, list):
            self._read_parts(content)
        if isinstance(refusal := delta.get("refusal"), str) and refusal:
            answer.refusal(refusal)
        for fragment in fragments:
            answer.tool(fragment)

    def _read_parts(self, parts: list[Any]) -> None:
        """Content as a list of parts, as Mistral's reasoning models send it."""
        for part in map(_mapping, parts):
            if part.get("type") == "thinking":
                self._think("content", joined(part.get("thinking"), "text"))
            elif isinstance(text := part.get("text"), str):
                self._answer.text(text)

    def _read_searches(self, delta: Mapping[str, Any]) -> None:
        """Links and queries of a search the provider made: OpenAI, OpenRouter, Gemini as we read it."""
        annotations, queries = delta.get("annotations"), delta.get("web_search_queries")
        for annotation in map(_mapping, annotations if isinstance(annotations, list) else ()):
            cited = _mapping(annotation.get("url_citation"))
            self._answer.searches.found(cited.get("url"), cited.get("title"))
        for query in queries if isinstance(queries, list) else ():
            self._answer.searches.asked(query)

    def _read_thinking(self, delta: Mapping[str, Any], fragments: list[ToolFragment]) -> None:
        details = self._details.take(delta, fragments)
        field, text = reasoning(delta)
        self._think(field, text, text_signatures(delta, fragments), details)

    def _think(
        self, field: str, text: str, signatures: Sequence[str] = (), details: Sequence[Mapping[str, Any]] = ()
    ) -> None:
        if not self._options.show_thinking:
            self._answer.thinking(text)
            return
        begins = self._writer.kind != "thinking"
        if begins:
            self._carried = CarriedThinking(field, keep_text=self._options.omit_thinking)
        if text or details or (signatures and (not begins or self._options.omit_thinking)):
            self._carried.add(text, signatures, details)
            self._answer.thinking(text, self._carried.payload)


def _plain_text(chunk: Mapping[str, Any]) -> str:
    """The text of a chunk that holds text and nothing else: nearly all do, and this is what they cost."""
    try:
        (choice,) = chunk["choices"]
        delta = choice["delta"]
        content = delta["content"]
        if (
            (len(delta) == 1 or (len(delta) == 2 and "role" in delta))
            and choice.get("finish_reason") is None
            and not choice.get("index")
            and not chunk.get("usage")
            and "error" not in chunk
            and isinstance(content, str)
        ):
            return content
    except (KeyError, TypeError, ValueError, AttributeError):
        return ""
    return ""


def _is_bare_error(chunk: Mapping[str, Any]) -> bool:
    return chunk.get("object") == "error" or chunk.get("type") == "error" or "detail" in chunk or "message" in chunk


def _first_choice(choices: Any) -> Mapping[str, Any]:
    for choice in choices if isinstance(choices, list) else ():
        if isinstance(choice, dict) and not choice.get("index"):
            return choice
    return {}


def _tool_fragments(delta: Mapping[str, Any]) -> Iterator[ToolFragment]:
    tool_calls = delta.get("tool_calls")
    for tool_call in tool_calls if isinstance(tool_calls, list) else ():
        if isinstance(tool_call, dict):
            yield read_fragment(tool_call)
    if function_call := _mapping(delta.get("function_call")):
        yield read_fragment({"function": function_call})


def _mapping(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}
