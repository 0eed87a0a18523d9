"""What a provider's error body says, whatever its shape; nothing is decided here.

Shapes: OpenAI `{"error": {"message", "type", "code"}}`, Google `[{"error": {"code", "message", "status", …}}]`, xAI
`{"code", "error": "text"}`, vLLM `{"object": "error", "message"}`, FastAPI `{"detail"}`, plain text, HTML.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import orjson

from desktop_proxy.redaction import Redactor

MAX_BODY_BYTES = 64 * 1024
MAX_MESSAGE_CHARACTERS = 1500
"""Leaves room for our own words, and for four bytes a character, under the 4 kB of an error answer."""
_MAX_MESSAGE_BYTES = 2400

_MESSAGE_FIELDS = ("message", "msg", "detail", "error_description", "error", "reason", "title", "errors", "raw")
_HTML = re.compile(r"<!doctype html|<html|<head>|<body|</(?:div|p|h1|title)>", re.IGNORECASE)
_TRACEBACK = "Traceback (most recent call last)"
_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]+")


@dataclass(frozen=True, slots=True)
class ErrorBody:
    """The parts of an error body that mean something; empty where missing."""

    message: str
    """The provider's own words: one line, without keys, capped. Empty when it gave none."""
    words: str
    """Lower-case text to look for signs in: message, code, type, status and reasons."""
    code: int | None = None
    """A status the body claims for itself."""
    html: bool = False
    details: tuple[Mapping[str, Any], ...] = ()
    """Google's typed details (RetryInfo, QuotaFailure, …)."""
    fields: Mapping[str, Any] | None = None


def read_error_body(body: bytes | Mapping[str, Any]) -> ErrorBody:
    """Read any body; never raises."""
    payload: Any = body
    if isinstance(body, (bytes, bytearray, memoryview)):
        text = bytes(body[:MAX_BODY_BYTES]).decode("utf-8", "replace")
        try:
            payload = orjson.loads(text)
        except orjson.JSONDecodeError:
            return _plain(text)
    if isinstance(payload, str):
        return _plain(payload)
    error = _error_object(payload)
    raw = _message(error) or _message(_first_mapping(payload))
    nested = _nested_json(raw)
    if nested is not None:
        return nested
    plain = _plain(raw)
    details = tuple(detail for detail in _list(error.get("details")) if isinstance(detail, Mapping))
    tags = " ".join(_tags(error, details))
    return ErrorBody(
        message=plain.message,
        words=f"{plain.words} {tags}".lower(),
        code=_status(error.get("code")) or _status(error.get("status")) or _status(error.get("status_code")),
        html=plain.html,
        details=details,
        fields=error,
    )


def clean(text: str) -> str:
    """One printable line without keys or stack traces, capped."""
    before, trace, after = text.partition(_TRACEBACK)
    if trace:
        text = f"{before} {after.rstrip().rpartition(chr(10))[2]}"
    text = Redactor().redact(text[: MAX_MESSAGE_CHARACTERS * 4])
    text = " ".join(_UNPRINTABLE.sub(" ", text).split())
    short = text[:MAX_MESSAGE_CHARACTERS].encode()[:_MAX_MESSAGE_BYTES].decode(errors="ignore")
    return short if len(short) == len(text) else f"{short}…"


def _plain(text: str) -> ErrorBody:
    if _HTML.search(text[:4096]):
        return ErrorBody("", "", html=True)
    message = clean(text)
    return ErrorBody(message, message.lower())


def _nested_json(message: str) -> ErrorBody | None:
    """The body inside a body: gateways and LiteLLM quote the provider's JSON, some as a bytes repr."""
    text = message.strip()
    if text[:2] in ("b'", 'b"'):
        text = text[2:-1].replace("\\n", " ").replace("\\'", "'")
    if text[:1] not in ("{", "["):
        return None
    try:
        inner = orjson.loads(text)
    except orjson.JSONDecodeError:
        return None
    # One level: a body is not a nest of bodies.
    error = _error_object(inner)
    said = _message(error)
    if not said:
        return None
    details = tuple(detail for detail in _list(error.get("details")) if isinstance(detail, Mapping))
    plain = _plain(said)
    words = f"{plain.words} {' '.join(_tags(error, details))}".lower()
    return ErrorBody(plain.message, words, _status(error.get("code")), plain.html, details, error)


def _error_object(payload: Any) -> Mapping[str, Any]:
    outer = _first_mapping(payload)
    inner = outer.get("error")
    if isinstance(inner, list):
        inner = _first_mapping(inner)
    if not isinstance(inner, Mapping) or not inner:
        return outer
    metadata = inner.get("metadata")
    # OpenRouter puts what the provider behind it said into metadata.raw.
    if isinstance(metadata, Mapping) and isinstance(metadata.get("raw"), str):
        return {**inner, "message": f"{inner.get('message') or ''} {metadata['raw']}".strip()}
    return inner


def _message(error: Mapping[str, Any]) -> str:
    for field in _MESSAGE_FIELDS:
        value = error.get(field)
        if isinstance(value, list) and value:
            value = _list_message(value)
        if isinstance(value, Mapping):
            value = next((value[name] for name in ("message", "msg", "detail") if isinstance(value.get(name), str)), "")
        if isinstance(value, str) and value.strip():
            return value
    return ""


def _list_message(entries: list[Any]) -> str:
    """FastAPI's `detail`: a list of `{"loc", "msg"}`."""
    parts = []
    for entry in entries[:3]:
        if isinstance(entry, str):
            parts.append(entry)
        elif isinstance(entry, Mapping):
            loc = ".".join(str(part) for part in _list(entry.get("loc"))[:8])
            said = entry.get("msg") or entry.get("message")
            parts.append(f"{loc}: {said}" if loc else str(said or ""))
    return "; ".join(part for part in parts if part)


def _tags(error: Mapping[str, Any], details: tuple[Mapping[str, Any], ...]) -> Iterator[str]:
    for field in ("code", "type", "status", "reason"):
        value = error.get(field)
        if isinstance(value, (str, int)):
            yield str(value)[:100]
    for detail in details:
        if isinstance(reason := detail.get("reason"), str):
            yield reason[:100]


def _status(value: Any) -> int | None:
    if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) == 3:
        value = int(value)
    return value if isinstance(value, int) and not isinstance(value, bool) and 400 <= value < 600 else None


def _first_mapping(payload: Any) -> Mapping[str, Any]:
    if isinstance(payload, list) and payload:
        payload = payload[0]
    return payload if isinstance(payload, Mapping) else {}


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []
