"""Input tokens of a request, offline: counted with a bundled tokenizer, or estimated in microseconds.

`count_tokens` answers `/v1/messages/count_tokens`; it blocks for 10 to 20 ms per 100 KB the first time, so callers
run it in a thread. `Estimator` fills `message_start.usage`, where nothing may wait. Neither knows any provider's own
counter, and tokenizers differ by up to 25 % from each other.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import orjson

from desktop_proxy.protocol.messages import CountTokensRequest, MessagesRequest
from desktop_proxy.upstream.media_size import USUAL_IMAGE_TOKENS, image_tokens, pdf_tokens
from desktop_proxy.upstream.text_counter import TextCounter

MESSAGE_OVERHEAD = 4
"""What a turn costs besides its text: role and separators."""
REQUEST_OVERHEAD = 3

START_RATIO = 0.27
"""Tokens per character before a model has answered once: English prose, code and tool schemas together."""
_RATIO_BOUNDS = (0.08, 2.0)
_LEARNING_RATE = 0.5
_LEARN_FROM_CHARACTERS = 200
_MAX_MODELS = 512

Part = str | int
"""A text to count, or a size that is already in tokens."""


_TEXTS = TextCounter()


def count_tokens(request: CountTokensRequest | MessagesRequest, texts: TextCounter = _TEXTS) -> int:
    """Input tokens of `request`, at least 1. Blocks, the first time for 0.3 s while the tokenizer loads."""
    total = REQUEST_OVERHEAD + MESSAGE_OVERHEAD * len(request.messages)
    for part in _parts(request):
        total += part if isinstance(part, int) else texts.count(part)
    if request.tools:
        total += sum(texts.count(_json(tool)) for tool in request.tools)
    return max(1, total)


class Estimator:
    """Guesses input tokens from the number of characters, by a ratio learned for each model."""

    def __init__(self) -> None:
        self._ratios: OrderedDict[str, float] = OrderedDict()

    def estimate(self, model: str, request: CountTokensRequest | MessagesRequest) -> int:
        """Input tokens `model` will probably report, at least 1."""
        characters, fixed = _measure(request)
        return max(1, fixed + round(characters * self._ratios.get(model, START_RATIO)))

    def learn(self, model: str, request: CountTokensRequest | MessagesRequest, actual_input_tokens: int) -> None:
        """Remember what `model` reported for `request`, cached tokens included."""
        characters, fixed = _measure(request)
        if characters < _LEARN_FROM_CHARACTERS or actual_input_tokens <= fixed:
            return
        low, high = _RATIO_BOUNDS
        seen = min(high, max(low, (actual_input_tokens - fixed) / characters))
        known = self._ratios.get(model)
        self._ratios[model] = seen if known is None else known + _LEARNING_RATE * (seen - known)
        self._ratios.move_to_end(model)
        if len(self._ratios) > _MAX_MODELS:
            self._ratios.popitem(last=False)


def _measure(request: CountTokensRequest | MessagesRequest) -> tuple[int, int]:
    """Characters of text, and the tokens that do not depend on it."""
    characters = 0
    fixed = REQUEST_OVERHEAD + MESSAGE_OVERHEAD * len(request.messages)
    for part in _parts(request):
        if isinstance(part, int):
            fixed += part
        else:
            characters += len(part)
    for tool in request.tools or ():
        # Only the schema is serialised: the description is most of a tool and its length is known.
        characters += len(str(tool.get("description") or "")) + len(_json(tool.get("input_schema"))) + 40
    return characters, fixed


def _parts(request: CountTokensRequest | MessagesRequest) -> Iterator[Part]:
    yield from _content(request.system)
    for message in request.messages:
        yield from _content(message["content"])


def _content(content: str | Sequence[Any] | None) -> Iterator[Part]:
    if isinstance(content, str):
        yield content
        return
    for block in content or ():
        if not isinstance(block, Mapping):
            continue
        if block.get("type") == "text":
            yield str(block.get("text") or "")
        else:
            yield from _block(block)


def _block(block: Mapping[str, Any]) -> Iterator[Part]:
    match block.get("type"):
        case "tool_use":
            yield str(block.get("name") or "")
            yield _json(block.get("input"))
        case "tool_result":
            yield from _content(block.get("content"))
        case "thinking":
            yield str(block.get("thinking") or "")
        case "redacted_thinking":
            return
        case "image":
            yield _image(block.get("source"))
        case "document":
            yield from _document(block)
        case "search_result":
            yield str(block.get("title") or "")
            yield from _content(block.get("content"))
        case _:
            yield _json(block)


def _image(source: Any) -> int:
    data = source.get("data") if isinstance(source, Mapping) else None
    return image_tokens(data) if isinstance(data, str) else USUAL_IMAGE_TOKENS


def _document(block: Mapping[str, Any]) -> Iterator[Part]:
    yield from (str(block[key]) for key in ("title", "context") if block.get(key))
    source = block.get("source")
    if not isinstance(source, Mapping):
        return
    data = source.get("data")
    if source.get("type") == "content":
        yield from _content(source.get("content"))
    elif source.get("type") == "text":
        yield str(data or "")
    else:
        yield pdf_tokens(data if isinstance(data, str) else "")


def _json(value: Any) -> str:
    try:
        return orjson.dumps(value, default=str).decode()
    except (orjson.JSONEncodeError, RecursionError):
        return str(value)
