"""Every transcript gives exactly its expected events, and they are legal."""

from __future__ import annotations

import pytest

from desktop_proxy.protocol.responses_stream import ResponsesStream
from tests.protocol.grammar import check_answer
from tests.protocol.transcripts import Transcript, all_transcripts, play

ALL = all_transcripts()


@pytest.mark.parametrize("transcript", ALL, ids=lambda transcript: transcript.name)
def test_transcript_gives_its_expected_events(transcript: Transcript) -> None:
    assert play(transcript.stream(), transcript.chunks) == transcript.expected


@pytest.mark.parametrize("transcript", ALL, ids=lambda transcript: transcript.name)
def test_events_are_legal(transcript: Transcript) -> None:
    check_answer(play(transcript.stream(), transcript.chunks))


@pytest.mark.parametrize("transcript", ALL, ids=lambda transcript: transcript.name)
def test_a_stream_cut_off_anywhere_ends_with_an_error(transcript: Transcript) -> None:
    for length in range(len(transcript.chunks)):
        stream = transcript.stream()
        events = [event for chunk in transcript.chunks[:length] for event in stream.feed(chunk)]
        if stream.finished:
            return
        finish_known = not isinstance(stream, ResponsesStream) and any(
            choice.get("finish_reason")
            for chunk in transcript.chunks[:length]
            for choice in chunk.get("choices", ())
            if choice["index"] == 0
        )
        check_answer([*events, *stream.close()], complete=None if finish_known else False)
        assert stream.finished
        assert (stream.error is None) == finish_known or finish_known


@pytest.mark.parametrize("transcript", ALL, ids=lambda transcript: transcript.name)
def test_nothing_follows_the_end(transcript: Transcript) -> None:
    stream = transcript.stream()
    play(stream, transcript.chunks)
    assert stream.feed(transcript.chunks[0]) == []
    assert stream.close() == []
