from __future__ import annotations

import base64
import struct

import pytest

from desktop_proxy.upstream.media_size import image_size, image_tokens, pdf_tokens

PNG = b"\x89PNG\r\n\x1a\n" + struct.pack(">I4sII", 13, b"IHDR", 640, 480)
GIF = b"GIF89a" + struct.pack("<HH", 640, 480)
JPEG = (
    b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00"
    b"\xff\xc4\x00\x04\x00\x00\xff\xc2\x00\x11\x08" + struct.pack(">HH", 480, 640) + b"\x03" * 10
)
WEBP_LOSSY = b"RIFF\0\0\0\0WEBPVP8 " + b"\0" * 10 + struct.pack("<HH", 640, 480)
WEBP_LOSSLESS = b"RIFF\0\0\0\0WEBPVP8L\0\0\0\0\x2f" + (639 | 479 << 14).to_bytes(4, "little")
WEBP_EXTENDED = b"RIFF\0\0\0\0WEBPVP8X" + b"\0" * 8 + (639).to_bytes(3, "little") + (479).to_bytes(3, "little")


@pytest.mark.parametrize("head", [PNG, GIF, JPEG, WEBP_LOSSY, WEBP_LOSSLESS, WEBP_EXTENDED])
def test_the_size_is_read_from_the_header(head: bytes) -> None:
    assert image_size(head) == (640, 480)


@pytest.mark.parametrize("head", [PNG, GIF, JPEG, WEBP_LOSSY, WEBP_LOSSLESS, WEBP_EXTENDED, b"BM123", b""])
def test_a_header_cut_anywhere_reads_as_unknown_or_right(head: bytes) -> None:
    for length in range(len(head)):
        assert image_size(head[:length]) in (None, (640, 480)) or head.startswith(b"RIFF")


@pytest.mark.parametrize("data", ["", "%", "AAAA", "QUJD" * 1000, "é"])
def test_an_unreadable_image_gets_the_usual_size(data: str) -> None:
    assert image_tokens(data) == 1500


def test_an_image_is_worth_its_pixels_up_to_a_limit() -> None:
    assert image_tokens(base64.b64encode(PNG + b"\0" * 50).decode()) == 640 * 480 // 750


def test_a_pdf_that_hides_its_pages_counts_by_its_bytes() -> None:
    assert pdf_tokens(base64.b64encode(b"%PDF" + b"x" * 300_000).decode()) == 5 * 2250
    assert pdf_tokens("") == 2250
