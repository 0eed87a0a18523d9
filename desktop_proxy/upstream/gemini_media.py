"""Images and documents for Gemini: inline data, or a reference the provider fetches itself; nothing is fetched here.

LiteLLM would download a URL from this machine for AI Studio, so it never gets to see one.
Accepted kinds: https://ai.google.dev/gemini-api/docs/image-understanding#supported-formats
References: https://ai.google.dev/gemini-api/docs/file-input-methods
"""

from __future__ import annotations

import mimetypes
import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from desktop_proxy.protocol.profile import Note

FILES_API = "https://generativelanguage.googleapis.com/"
_DATA_URL = re.compile(r"data:([^;,]*)[^,]*;base64,", re.IGNORECASE)
_ALIASES = {"image/jpg": "image/jpeg", "": "image/png"}
_ACCEPTED = re.compile(r"image/(?:png|jpeg|webp|heic|heif)|application/pdf|text/.+|audio/.+|video/.+")
_NO_REFERENCES = re.compile(r"gemini-(?:1|2\.0)")


def media_part(part: Mapping[str, Any], model: str, *, vertex: bool) -> tuple[dict[str, Any], Note | None]:
    """A chat content part (`image_url` or `file`) as a Gemini part; a sentence for the model where it is not taken."""
    if part["type"] == "image_url":
        image = part["image_url"]
        reference = image if isinstance(image, str) else image.get("url", "")
        what = "image"
    else:
        file = part["file"]
        reference = file.get("file_data") or file.get("file_url") or file.get("file_id") or ""
        what = f"document {file.get('filename', '')}".strip()
    head = _DATA_URL.match(reference)
    if head:
        return _inline(reference, head, what)
    return _referenced(reference, what, model, vertex=vertex)


def _inline(reference: str, head: re.Match[str], what: str) -> tuple[dict[str, Any], Note | None]:
    kind = head.group(1).lower()
    kind = _ALIASES.get(kind, kind)
    if not _ACCEPTED.fullmatch(kind):
        return _told(f"[The {what} is {kind}, which this model cannot read.]", f"Gemini does not take {kind}")
    return {"inlineData": {"mimeType": kind, "data": reference[head.end() :]}}, None


def _referenced(reference: str, what: str, model: str, *, vertex: bool) -> tuple[dict[str, Any], Note | None]:
    scheme = urlsplit(reference).scheme.lower()
    takes = vertex if scheme == "gs" else scheme == "https" and not _NO_REFERENCES.match(model)
    if reference.startswith(FILES_API):
        return {"fileData": {"fileUri": reference}}, None
    if not takes:
        return _told(
            f"[The {what} at {reference[:2000]} could not be passed to this model.]",
            "Gemini does not take this reference",
        )
    guessed, _ = mimetypes.guess_type(urlsplit(reference).path)
    kind = guessed or ("application/pdf" if what != "image" else "image/jpeg")
    return {"fileData": {"mimeType": kind, "fileUri": reference}}, None


def _told(sentence: str, why: str) -> tuple[dict[str, Any], Note]:
    return {"text": sentence}, Note("messages.content", "dropped", why)
