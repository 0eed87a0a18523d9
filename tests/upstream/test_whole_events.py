from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_proxy.upstream.event_stream import EventTooLarge
from desktop_proxy.upstream.whole_events import WholeEvents

STREAM = b"event: a\ndata: 1\n\ndata: 2\r\n\r\ndata: \r\n\n\ndata: 3\n\nrest\n"
ENDS = ((b"\n\n"), (b"\r\n\r\n"))


@given(st.lists(st.integers(min_value=1, max_value=len(STREAM)), max_size=20))
def test_bytes_cut_anywhere_come_out_unchanged_and_whole(cuts: list[int]) -> None:
    events = WholeEvents()
    out = [events.feed(STREAM[start:end]) for start, end in pairwise([0, *sorted(cuts), len(STREAM)])]
    assert b"".join(out) + events.rest() == STREAM
    assert events.rest() == b"rest\n"
    assert all(piece.endswith(ENDS) for piece in out if piece)


def test_an_event_without_an_end_is_refused() -> None:
    events = WholeEvents(limit=100)
    events.feed(b"data: 1\n\n" + b"x" * 100)
    with pytest.raises(EventTooLarge):
        events.feed(b"x")


def test_many_events_in_one_read_are_not_limited() -> None:
    assert WholeEvents(limit=10).feed(b"data: 1\n\n" * 100) == b"data: 1\n\n" * 100
