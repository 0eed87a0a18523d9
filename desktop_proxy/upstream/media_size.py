"""How many tokens an image or a document is worth, judged from its first bytes.

An estimate by Anthropic's published rules (https://docs.claude.com/en/docs/build-with-claude/vision: width x height
/ 750, images are scaled down to about 1,600 tokens; …/pdf-support: 1,500 to 3,000 tokens a page). Nothing is decoded
or fetched, and material that cannot be read gets a usual size instead of an error.
"""

from __future__ import annotations

import base64
import binascii
import re
import struct

PIXELS_PER_TOKEN = 750
MAX_IMAGE_TOKENS = 1600
USUAL_IMAGE_TOKENS = 1500
"""An image behind a URL, or one whose header cannot be read."""
TOKENS_PER_PAGE = 2250
BYTES_PER_PAGE = 60_000
"""What a page takes where a PDF hides its page objects in compressed streams."""

_HEADER_CHARACTERS = 64 * 1024
_PDF_CHARACTERS = 8 * 1024 * 1024
_PAGE = re.compile(rb"/Type\s{0,4}/Page(?![a-z])")
# Start-of-frame markers; C4, C8 and CC in the same range are tables.
_JPEG_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}


def image_tokens(data: str) -> int:
    """Tokens of a base64 image."""
    size = image_size(_decoded(data[:_HEADER_CHARACTERS]))
    if size is None:
        return USUAL_IMAGE_TOKENS
    return max(1, min(MAX_IMAGE_TOKENS, size[0] * size[1] // PIXELS_PER_TOKEN))


def pdf_tokens(data: str) -> int:
    """Tokens of a base64 PDF."""
    pages = len(_PAGE.findall(_decoded(data[:_PDF_CHARACTERS])))
    return TOKENS_PER_PAGE * (pages or max(1, len(data) * 3 // 4 // BYTES_PER_PAGE))


def image_size(head: bytes) -> tuple[int, int] | None:
    """Width and height in pixels of a PNG, GIF, WebP or JPEG; None when its header says neither."""
    try:
        if head.startswith(b"\x89PNG\r\n\x1a\n"):
            return struct.unpack(">II", head[16:24])
        if head.startswith(b"GIF8"):
            return struct.unpack("<HH", head[6:10])
        if head.startswith(b"RIFF") and head[8:12] == b"WEBP":
            return _webp_size(head)
        if head.startswith(b"\xff\xd8"):
            return _jpeg_size(head)
    except (struct.error, IndexError):
        return None
    return None


def _webp_size(head: bytes) -> tuple[int, int] | None:
    kind = head[12:16]
    if kind == b"VP8X":
        return 1 + int.from_bytes(head[24:27], "little"), 1 + int.from_bytes(head[27:30], "little")
    if kind == b"VP8L":
        bits = int.from_bytes(head[21:25], "little")
        return 1 + (bits & 0x3FFF), 1 + (bits >> 14 & 0x3FFF)
    if kind == b"VP8 ":
        width, height = struct.unpack("<HH", head[26:30])
        return width & 0x3FFF, height & 0x3FFF
    return None


def _jpeg_size(head: bytes) -> tuple[int, int] | None:
    at = 2
    while at + 9 <= len(head) and head[at] == 0xFF:
        if head[at + 1] in _JPEG_FRAMES:
            height, width = struct.unpack(">HH", head[at + 5 : at + 9])
            return width, height
        at += 2 + struct.unpack(">H", head[at + 2 : at + 4])[0]
    return None


def _decoded(data: str) -> bytes:
    try:
        return base64.b64decode(data[: len(data) // 4 * 4])
    except (binascii.Error, ValueError):
        return b""
