"""Secrets out of every sink: logs, the request log, exports, errors shown to a client.

`Secret` keeps a value from being printed by accident; `Redactor` removes values and anything shaped like a key from
text on its way out. It does not store secrets and does not decide what is logged. All of it takes time linear in
the length of the text: a redactor that is slow on a large error text would itself be a way to stop the proxy.
"""

from __future__ import annotations

import hmac
import json
import logging
import re
import traceback
from collections.abc import Iterator
from types import TracebackType
from typing import NoReturn
from urllib.parse import quote, quote_plus

REPLACEMENT = "[redacted]"
MAX_CHARACTERS = 64 * 1024
"""What one call looks at unless told otherwise: about 5 ms of work."""

FRAGMENT_CHARACTERS = 16
"""A part of a secret this long is removed even where the rest is missing."""
BLOCK_CHARACTERS = FRAGMENT_CHARACTERS // 2
MIN_SECRET_CHARACTERS = 6
"""A shorter value would blank ordinary words."""


class Secret:
    """A value that shows itself only to `reveal()`. Compares in constant time; never pickled or formatted."""

    __slots__ = ("_value",)

    def __init__(self, value: str) -> None:
        self._value = value

    def reveal(self) -> str:
        """The value itself: for the request header, the keyring, and nothing that prints."""
        return self._value

    def masked(self) -> str:
        """Enough to recognise a key and too little to use it: `sk-…abcd`."""
        if len(self._value) < FRAGMENT_CHARACTERS:
            return "…"
        head, dash, _ = self._value[:5].partition("-")
        return f"{head}{dash}…{self._value[-4:]}" if dash else f"…{self._value[-4:]}"

    def __repr__(self) -> str:
        return f"Secret({self.masked()})"

    def __str__(self) -> str:
        return self.masked()

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Secret):
            return NotImplemented
        return hmac.compare_digest(_bytes(self._value), _bytes(other._value))

    def __hash__(self) -> int:
        return hash((Secret, self._value))

    def __bool__(self) -> bool:
        return bool(self._value)

    def __reduce__(self) -> NoReturn:
        raise TypeError("A secret is not serialised.")


def _bytes(value: str) -> bytes:
    return value.encode("utf-8", "surrogatepass")


_START = r"(?<![A-Za-z0-9])"
_NAMES = r"(?:api[_-]?key|auth[_-]?token|access[_-]?token|refresh[_-]?token|client[_-]?secret|authorization)"

# Each is linear: a run of one character class, entered only where a run can begin, or with a small bound.
# A hint is a lower-case word without which the pattern cannot match, so that most texts cost one search each.
PATTERNS: tuple[tuple[tuple[str, ...], re.Pattern[str], str], ...] = (
    (
        ("private key",),
        re.compile(
            r"-----BEGIN [A-Z ]{0,40}PRIVATE KEY-----.*?(?:-----END [A-Z ]{0,40}PRIVATE KEY-----|\Z)", re.DOTALL
        ),
        REPLACEMENT,
    ),
    (("sk-",), re.compile(_START + r"sk-[A-Za-z0-9_\-]{12,}"), REPLACEMENT),
    (("aiza",), re.compile(_START + r"AIza[A-Za-z0-9_\-]{16,}"), REPLACEMENT),
    (("xai-",), re.compile(_START + r"xai-[A-Za-z0-9_\-]{12,}"), REPLACEMENT),
    (("gsk_",), re.compile(_START + r"gsk_[A-Za-z0-9_\-]{12,}"), REPLACEMENT),
    (("ya29.",), re.compile(_START + r"ya29\.[A-Za-z0-9_\-.]{12,}"), REPLACEMENT),
    (("eyj",), re.compile(r"(?<![A-Za-z0-9_\-.])eyJ[A-Za-z0-9_\-]{12,}\.[A-Za-z0-9_\-.]{12,}"), REPLACEMENT),
    (("bearer",), re.compile(r"(?i)\b(Bearer\s{1,8})[A-Za-z0-9._~+/=\-]{16,}"), rf"\1{REPLACEMENT}"),
    (
        ("key", "token", "secret", "authorization"),
        re.compile(rf"(?i)({_NAMES}\\{{0,3}}[\"']?\s{{0,8}}[:=]\s{{0,8}}\\{{0,3}}[\"']?)[^\s\"'\\,;&}}\])>\[]{{6,}}"),
        rf"\1{REPLACEMENT}",
    ),
    (("key=",), re.compile(r"(?i)([?&]key=)[^&\s\"'\\]{6,}"), rf"\1{REPLACEMENT}"),
)


class Redactor:
    """Removes the values it was given, and what looks like a key, from text."""

    def __init__(self) -> None:
        self._values: tuple[str, ...] = ()
        self._blocks: dict[str, tuple[tuple[str, int], ...]] = {}

    def add(self, secret: Secret | str) -> None:
        """Remove this value from now on, also JSON-escaped and URL-encoded, whole or cut to 16 characters or more."""
        value = secret.reveal() if isinstance(secret, Secret) else secret
        if len(value) < MIN_SECRET_CHARACTERS or value in self._values:
            return
        forms = {value, json.dumps(value)[1:-1], quote(value, safe=""), quote(value), quote_plus(value)}
        # Longest first: an escaped form may contain the plain one. Replaced as a whole for readers in other threads.
        self._values = tuple(sorted({*self._values, *forms}, key=len, reverse=True))
        blocks = dict(self._blocks)
        for form in forms:
            if len(form) < FRAGMENT_CHARACTERS:
                continue
            for start in range(0, len(form) - BLOCK_CHARACTERS + 1, BLOCK_CHARACTERS):
                block = form[start : start + BLOCK_CHARACTERS]
                blocks[block] = (*blocks.get(block, ()), (form, start))
        self._blocks = blocks

    def redact(self, text: str, *, limit: int = MAX_CHARACTERS) -> str:
        """`text` without secrets, cut to `limit` characters."""
        cut = len(text) - limit
        if cut > 0:
            text = text[:limit]
        for value in self._values:
            if value in text:
                text = text.replace(value, REPLACEMENT)
        text = self._without_fragments(text)
        lowered = text.lower()
        for hints, pattern, replacement in PATTERNS:
            if any(hint in lowered for hint in hints):
                text = pattern.sub(replacement, text)
        return f"{text}… ({cut} more characters)" if cut > 0 else text

    def logging_filter(self) -> logging.Filter:
        """A filter for a logging handler: message, arguments and traceback are formatted here and redacted."""
        return _RedactingFilter(self)

    def _without_fragments(self, text: str) -> str:
        # A fragment of 16 characters holds at least one whole block of 8 at a multiple of 8 in its secret, so
        # looking for the blocks (a plain substring search each) finds every one of them.
        spans = sorted(span for block in self._blocks if block in text for span in self._spans(text, block))
        if not spans:
            return text
        parts: list[str] = []
        position = 0
        for start, end in spans:
            if end <= position:
                continue
            parts += (text[position:start], REPLACEMENT) if start >= position else ()
            position = end
        return "".join((*parts, text[position:]))

    def _spans(self, text: str, block: str) -> Iterator[tuple[int, int]]:
        at = text.find(block)
        while at >= 0:
            end = at + 1
            for value, offset in self._blocks[block]:
                before = _shared_suffix(text[max(0, at - offset) : at], value[:offset])
                after = _shared_prefix(text[at : at + len(value) - offset], value[offset:])
                if before + after >= FRAGMENT_CHARACTERS:
                    yield at - before, at + after
                    end = max(end, at + after)
            at = text.find(block, end)


def _shared_prefix(left: str, right: str) -> int:
    count = 0
    for a, b in zip(left, right, strict=False):
        if a != b:
            break
        count += 1
    return count


def _shared_suffix(left: str, right: str) -> int:
    return _shared_prefix(left[::-1], right[::-1])


class _RedactingFilter(logging.Filter):
    def __init__(self, redactor: Redactor) -> None:
        super().__init__()
        self._redactor = redactor

    def filter(self, record: logging.LogRecord) -> bool:
        try:
            message = record.getMessage()
        except Exception:  # noqa: BLE001 - a log call must never fail what it reports on
            message = f"{record.msg} (its arguments do not fit)"
        record.msg = self._redactor.redact(message)
        record.args = None
        if isinstance(record.exc_info, tuple):
            record.exc_text = _traceback_text(record.exc_info[1], record.exc_info[2])
        record.exc_info = None
        record.exc_text = record.exc_text and self._redactor.redact(record.exc_text)
        record.stack_info = record.stack_info and self._redactor.redact(record.stack_info)
        return True


def _traceback_text(error: BaseException | None, trace: TracebackType | None) -> str | None:
    """The traceback without local variables: they hold keys, prompts and whole requests."""
    if error is None:
        return None
    lines = traceback.TracebackException(type(error), error, trace, capture_locals=False, compact=True).format()
    return "".join(lines).rstrip()
