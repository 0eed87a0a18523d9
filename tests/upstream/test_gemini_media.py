from __future__ import annotations

from typing import Any

import pytest

from desktop_proxy.upstream.gemini_media import media_part

NEW, OLD = "gemini-2.5-pro", "gemini-2.0-flash"


def image(url: str) -> dict[str, Any]:
    return {"type": "image_url", "image_url": {"url": url}}


def file(**fields: str) -> dict[str, Any]:
    return {"type": "file", "file": fields}


PARTS = [
    (image("data:image/png;base64,AAAA"), NEW, False, {"inlineData": {"mimeType": "image/png", "data": "AAAA"}}),
    (image("data:image/jpg;base64,AAAA"), NEW, False, {"inlineData": {"mimeType": "image/jpeg", "data": "AAAA"}}),
    (
        image("data:image/webp;charset=x;base64,AAAA"),
        OLD,
        True,
        {"inlineData": {"mimeType": "image/webp", "data": "AAAA"}},
    ),
    (
        file(filename="a.pdf", file_data="data:application/pdf;base64,AAAA"),
        OLD,
        False,
        {"inlineData": {"mimeType": "application/pdf", "data": "AAAA"}},
    ),
    (
        image("https://e.org/a.webp?x=1"),
        NEW,
        False,
        {"fileData": {"mimeType": "image/webp", "fileUri": "https://e.org/a.webp?x=1"}},
    ),
    (image("https://e.org/a"), NEW, True, {"fileData": {"mimeType": "image/jpeg", "fileUri": "https://e.org/a"}}),
    (
        file(file_url="https://e.org/a"),
        NEW,
        True,
        {"fileData": {"mimeType": "application/pdf", "fileUri": "https://e.org/a"}},
    ),
    (image("gs://bucket/a.png"), NEW, True, {"fileData": {"mimeType": "image/png", "fileUri": "gs://bucket/a.png"}}),
    (
        image("https://generativelanguage.googleapis.com/v1beta/files/x"),
        OLD,
        False,
        {"fileData": {"fileUri": "https://generativelanguage.googleapis.com/v1beta/files/x"}},
    ),
]


@pytest.mark.parametrize(("part", "model", "vertex", "expected"), PARTS)
def test_what_is_taken(part: dict[str, Any], model: str, vertex: bool, expected: dict[str, Any]) -> None:
    assert media_part(part, model, vertex=vertex) == (expected, None)


@pytest.mark.parametrize(
    ("part", "model", "vertex"),
    [
        (image("data:image/gif;base64,AAAA"), NEW, False),
        (image("data:image/tiff;base64,AAAA"), NEW, True),
        (image("https://e.org/a.png"), OLD, False),
        (image("http://127.0.0.1/a.png"), NEW, False),
        (image("file:///etc/passwd"), NEW, True),
        (image("gs://bucket/a.png"), NEW, False),
        (file(file_id="file-1"), NEW, False),
    ],
)
def test_what_is_not_taken_becomes_words_and_a_note(part: dict[str, Any], model: str, vertex: bool) -> None:
    found, note = media_part(part, model, vertex=vertex)
    assert found.keys() == {"text"}
    assert note is not None
    assert note.action == "dropped"


def test_a_large_image_takes_no_time_to_tell(benchmark_limit_s: float = 0.05) -> None:
    import time

    begun = time.process_time()
    media_part(image("data:image/png;base64," + "A" * 5_000_000), NEW, vertex=False)
    assert time.process_time() - begun < benchmark_limit_s
