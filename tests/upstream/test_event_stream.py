from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_proxy.upstream.event_stream import EventStreamParser, EventTooLarge


def parse(*pieces: bytes) -> list[bytes]:
    parser = EventStreamParser()
    return [payload for piece in pieces for payload in parser.feed(piece)] + parser.close()


@pytest.mark.parametrize(
    ("text", "payloads"),
    [
        (b"data: a\n\ndata: b\n\n", [b"a", b"b"]),
        (b"data:a\n\n", [b"a"]),
        (b"data:  a\n\n", [b" a"]),
        (b"data: a\r\n\r\ndata: b\r\n\r\n", [b"a", b"b"]),
        (b"data: a\r\rdata: b\r\r", [b"a", b"b"]),
        (b": comment\n\nevent: x\nid: 1\nretry: 5\ndata: a\n\n", [b"a"]),
        (b"data: a\ndata: b\n\n", [b"a\nb"]),
        (b"\xef\xbb\xbfdata: a\n\n", [b"a"]),
        (b"data: a\n\ndata: b", [b"a", b"b"]),
        (b"data: a\n", [b"a"]),
        (b"event: ping\n\n\n\n", []),
        (b"", []),
        (b"data:\n\n", [b""]),
    ],
)
def test_payloads_of_every_spelling(text: bytes, payloads: list[bytes]) -> None:
    assert parse(text) == payloads
    assert parse(*(text[at : at + 1] for at in range(len(text)))) == payloads


@given(st.lists(st.binary(max_size=8).map(lambda b: b.replace(b"\n", b"").replace(b"\r", b"")), max_size=8), st.data())
def test_the_cut_of_the_pieces_does_not_matter(payloads: list[bytes], data: st.DataObject) -> None:
    end = data.draw(st.sampled_from([b"\n", b"\r\n", b"\r"]))
    text = b"".join(b"data: " + payload + end + end for payload in payloads)
    cuts = sorted(data.draw(st.lists(st.integers(0, len(text)), max_size=6)))
    pieces = [text[start:stop] for start, stop in zip([0, *cuts], [*cuts, len(text)], strict=True)]
    assert parse(*pieces) == payloads


@pytest.mark.parametrize("piece", [b"x" * 1024, b"data: " + b"x" * 1024 + b"\n", b"\r"])
def test_an_event_without_end_is_refused_in_linear_time(piece: bytes) -> None:
    parser = EventStreamParser()
    parser.feed(b"data: ")
    begun = time.process_time()
    if piece == b"\r":
        for _ in range(20_000):
            parser.feed(piece)
    else:
        with pytest.raises(EventTooLarge):
            for _ in range(17 * 1024):
                parser.feed(piece)
    assert time.process_time() - begun < 3
