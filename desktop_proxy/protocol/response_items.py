"""The output items of an OpenAI response (messages, reasoning, tool calls, searches), from deltas or whole.

Says to the `Answer` what each item holds, once. How a response ends is `responses_stream.py`'s part.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import orjson

from desktop_proxy.protocol.answer import Answer
from desktop_proxy.protocol.tool_calls import ToolFragment

_CALLS = ("function_call", "custom_tool_call")
_PARAGRAPH = "\n\n"

Reader = Callable[[Mapping[str, Any]], None]


class ResponseItems:
    """Fed with events about items; `readers()` says which."""

    __slots__ = ("_answer", "_done", "_speaking", "_streamed", "searches")

    def __init__(self, answer: Answer) -> None:
        self._answer = answer
        self._streamed: dict[Any, int] = {}
        """Items whose text came in deltas: item → the part that came last."""
        self._done: set[Any] = set()
        self._speaking: int | str | None = None
        """The item whose text came last."""
        self.searches = 0

    def readers(self) -> Mapping[str, Reader]:
        """Which event is read by what."""
        return {
            "response.output_item.added": self._added,
            "response.output_item.done": self._item_done,
            "response.output_text.delta": self._text,
            "response.output_text.done": self._whole_text,
            "response.output_text.annotation.added": self._annotation,
            "response.refusal.delta": self._refusal,
            "response.reasoning_summary_text.delta": self._summary,
            "response.reasoning_text.delta": self._reasoning,
            "response.function_call_arguments.delta": self._arguments,
            "response.function_call_arguments.done": self._whole_arguments,
        }

    def catch_up(self, output: Any) -> None:
        """The items of the final response: those that no event told of are taken from here."""
        for index, item in enumerate(output if isinstance(output, list) else ()):
            if isinstance(item, Mapping):
                self._take(index, item)

    def _added(self, event: Mapping[str, Any]) -> None:
        item = _mapping(event.get("item"))
        if item.get("type") in _CALLS:
            self._answer.tool(ToolFragment(_index(event), _string(item.get("call_id")), _string(item.get("name"))))

    def _item_done(self, event: Mapping[str, Any]) -> None:
        self._take(_index(event), _mapping(event.get("item")))

    def _text(self, event: Mapping[str, Any]) -> None:
        self._speaks(_key(event))
        self._answer.text(_string(event.get("delta")))

    def _whole_text(self, event: Mapping[str, Any]) -> None:
        if _key(event) not in self._streamed:
            self._text({**event, "delta": event.get("text")})

    def _refusal(self, event: Mapping[str, Any]) -> None:
        self._speaks(_key(event))
        self._answer.refusal(_string(event.get("delta")))

    def _speaks(self, key: int | str | None) -> None:
        """Two messages are two texts: nothing else would stand between their last and first words."""
        if self._speaking not in (None, key):
            self._answer.end_text()
        self._speaking = key
        self._streamed[key] = 0

    def _annotation(self, event: Mapping[str, Any]) -> None:
        self._cited(_mapping(event.get("annotation")))

    def _cited(self, annotation: Mapping[str, Any]) -> None:
        if annotation.get("type") == "url_citation":
            self._answer.searches.found(annotation.get("url"), annotation.get("title"))

    def _summary(self, event: Mapping[str, Any]) -> None:
        self._think(event, "summary_index")

    def _reasoning(self, event: Mapping[str, Any]) -> None:
        self._think(event, "content_index")

    def _think(self, event: Mapping[str, Any], part: str) -> None:
        key, number = _key(event), event.get(part)
        number = number if isinstance(number, int) else 0
        if self._streamed.get(key, number) != number:
            self._answer.thinking(_PARAGRAPH)
        self._streamed[key] = number
        self._answer.thinking(_string(event.get("delta")))

    def _arguments(self, event: Mapping[str, Any]) -> None:
        self._answer.tool(ToolFragment(_index(event), arguments=_string(event.get("delta"))))

    def _whole_arguments(self, event: Mapping[str, Any]) -> None:
        if arguments := _string(event.get("arguments")):
            self._answer.end_tool(_index(event), arguments)

    def _take(self, index: int | None, item: Mapping[str, Any]) -> None:
        key = index if index is not None else item.get("id")
        if not isinstance(key, (int, str)) or key in self._done:
            return
        self._done.add(key)
        kind = item.get("type")
        if kind == "message":
            self._message(key, item)
        elif kind == "reasoning":
            self._reasoning_done(key, item)
        elif kind in _CALLS:
            self._call_done(index, item)
        elif kind == "web_search_call":
            self._searched(_mapping(item.get("action")))

    def _message(self, key: int | str, item: Mapping[str, Any]) -> None:
        told = key in self._streamed
        for part in _mappings(item.get("content")):
            for annotation in _mappings(part.get("annotations")):
                self._cited(annotation)
            if told:
                continue
            self._speaks(key)
            if part.get("type") == "refusal":
                self._answer.refusal(_string(part.get("refusal")))
            else:
                self._answer.text(_string(part.get("text")))

    def _searched(self, action: Mapping[str, Any]) -> None:
        if action.get("type", "search") != "search":
            return
        self.searches += 1
        queries = action.get("queries")
        for query in queries if isinstance(queries, list) and queries else [action.get("query")]:
            self._answer.searches.asked(query)
        for source in _mappings(action.get("sources")):
            self._answer.searches.found(source.get("url"))

    def _reasoning_done(self, key: int | str, item: Mapping[str, Any]) -> None:
        if key not in self._streamed:
            texts = [_string(part.get("text")) for part in _mappings(item.get("summary"))]
            texts = texts or [_string(part.get("text")) for part in _mappings(item.get("content"))]
            self._answer.thinking(_PARAGRAPH.join(texts))
        encrypted = item.get("encrypted_content")
        if not isinstance(encrypted, str) or not encrypted:
            # With nothing stored at OpenAI an item without its content cannot be given back.
            self._answer.end_thinking(None)
            return
        kept = {name: item[name] for name in ("type", "id", "summary", "encrypted_content") if name in item}
        self._answer.end_thinking({"items": [kept]})

    def _call_done(self, index: int | None, item: Mapping[str, Any]) -> None:
        call_id, name = _string(item.get("call_id")), _string(item.get("name"))
        arguments = _string(item.get("arguments"))
        if item.get("type") == "custom_tool_call":
            arguments = orjson.dumps({"input": _string(item.get("input"))}).decode()
        self._answer.tool(ToolFragment(index, call_id, name))
        self._answer.end_tool(index, arguments)


def _index(event: Mapping[str, Any]) -> int | None:
    index = event.get("output_index")
    return index if isinstance(index, int) else None


def _key(event: Mapping[str, Any]) -> int | str | None:
    index = _index(event)
    return index if index is not None else _string(event.get("item_id")) or None


def _mapping(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}


def _mappings(value: Any) -> list[Mapping[str, Any]]:
    return [entry for entry in value if isinstance(entry, Mapping)] if isinstance(value, list) else []


def _string(value: Any) -> str:
    return value if isinstance(value, str) else ""
