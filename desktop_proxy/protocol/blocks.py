"""Content blocks as chat-completions content parts: text, images, documents, and a readable text for the rest.

Nothing is lost silently: what the model cannot take becomes a sentence it reads, and a note. Parts are in the chat
shape everywhere; `responses_input.py` renames them. Tool calls, their results and thinking are not handled here.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Iterable, Mapping
from typing import Any

import orjson

from desktop_proxy.protocol.notes import Notes
from desktop_proxy.protocol.profile import Profile

Part = dict[str, Any]

_UNREADABLE_KEYS = frozenset({"cache_control", "encrypted_content", "encrypted_index", "encrypted_stdout", "signature"})


def text_part(text: str) -> Part:
    """A text part."""
    return {"type": "text", "text": text}


class BlockReader:
    """Turns blocks into parts for one model; `document_urls` where it fetches a document by itself."""

    def __init__(self, profile: Profile, notes: Notes, *, document_urls: bool = False) -> None:
        self._profile = profile
        self._notes = notes
        self._document_urls = document_urls

    def parts(self, content: str | Iterable[Mapping[str, Any]] | None) -> list[Part]:
        """The parts of a message's content; blank text gives none, because providers refuse it."""
        if isinstance(content, str):
            return [text_part(content)] if content and not content.isspace() else []
        parts: list[Part] = []
        for block in content or ():
            parts += self.part(block)
        return parts

    def part(self, block: Mapping[str, Any]) -> list[Part]:
        """The parts of one block."""
        kind = block.get("type")
        if kind == "text":
            text = block["text"] if isinstance(block.get("text"), str) else ""
            return [text_part(text)] if text and not text.isspace() else []
        if kind == "image":
            return [self._image(block.get("source") or {})]
        if kind == "document":
            return self._document(block)
        if kind == "search_result":
            return [text_part(_search_result(block))]
        self._notes.rewritten(
            f"messages.content.{kind}", "the block was turned into text; only Anthropic knows its type"
        )
        return [text_part(readable(block))]

    def _image(self, source: Mapping[str, Any]) -> Part:
        url = _data_url(source, "image/png") if source.get("type") == "base64" else source.get("url")
        if not self._profile.images:
            self._notes.dropped("messages.content.image", "the model takes no images")
            return text_part("[An image was attached here, but this model cannot see images.]")
        if not url:
            self._notes.dropped("messages.content.image", "a file of the Files API cannot be passed to this provider")
            return text_part(f"[The image {source.get('file_id', '')} could not be passed to this model.]")
        return {"type": "image_url", "image_url": {"url": url}}

    def _document(self, block: Mapping[str, Any]) -> list[Part]:
        source = block.get("source") or {}
        title = block.get("title") or ""
        context = block.get("context") or ""
        heading = "\n".join(part for part in (f"Document: {title}" if title else "", context) if part)
        text = _document_text(source)
        if text is not None:
            return [text_part(f"{heading}\n\n{text}" if heading else text)] if text or heading else []
        parts = [text_part(heading)] if heading else []
        if source.get("type") == "content":
            inner = source.get("content")
            return parts + self.parts(inner if isinstance(inner, (str, list)) else None)
        return [*parts, self._file(source, title)]

    def _file(self, source: Mapping[str, Any], title: str) -> Part:
        kind = source.get("type")
        name = title or "document"
        if self._profile.documents and kind == "base64":
            filename = name if name.lower().endswith(".pdf") else f"{name}.pdf"
            return {"type": "file", "file": {"filename": filename, "file_data": _data_url(source, "application/pdf")}}
        if self._profile.documents and kind == "url" and self._document_urls:
            return {"type": "file", "file": {"file_url": source.get("url", "")}}
        what = source.get("url") or source.get("file_id") or f"{name} ({source.get('media_type', 'unknown type')})"
        self._notes.dropped("messages.content.document", "the model takes no such document")
        return text_part(
            f"[The document {what} could not be passed to this model. Say so if the answer depends on it.]"
        )


def readable(block: Mapping[str, Any]) -> str:
    """A block nobody translates, as text a model can read: its type and its JSON without opaque fields."""
    fields = {key: _legible(value) for key, value in block.items() if key != "type" and key not in _UNREADABLE_KEYS}
    return f"[{block.get('type')}] {orjson.dumps(fields).decode()}"


def _legible(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _legible(child) for key, child in value.items() if key not in _UNREADABLE_KEYS}
    if isinstance(value, list):
        return [_legible(child) for child in value]
    return value


def _data_url(source: Mapping[str, Any], default: str) -> str:
    return f"data:{source.get('media_type') or default};base64,{source.get('data', '')}"


def _document_text(source: Mapping[str, Any]) -> str | None:
    kind = source.get("type")
    if kind == "text":
        return source.get("data") or ""
    if kind == "base64" and str(source.get("media_type", "")).startswith("text/"):
        try:
            return base64.b64decode(source.get("data", "")).decode("utf-8", "replace")
        except (ValueError, binascii.Error):
            return None
    return None


def _search_result(block: Mapping[str, Any]) -> str:
    texts = "\n".join(inner["text"] for inner in block.get("content") or () if inner.get("text"))
    return f"Search result: {block.get('title', '')} ({block.get('source', '')})\n{texts}"
