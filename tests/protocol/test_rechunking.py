"""However a server divides, orders or trims the same answer, the client gets the same message."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.protocol.grammar import check_answer, fold_answer
from tests.protocol.rechunking import rechunked_chat, rechunked_responses
from tests.protocol.transcripts import Transcript, all_transcripts, play

REPEATING = ("vllm/cumulative_arguments", "vllm/arguments_repeated_at_the_end", "ollama/arguments_as_object")
"""Servers that repeat themselves: cut elsewhere, these chunks would be another answer."""

TRANSCRIPTS = [transcript for transcript in all_transcripts() if transcript.name not in REPEATING]


@pytest.mark.parametrize("transcript", TRANSCRIPTS, ids=lambda transcript: transcript.name)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(random=st.randoms(use_true_random=False))
def test_the_message_does_not_depend_on_the_chunks(transcript: Transcript, random: Random) -> None:
    rechunk = rechunked_responses if transcript.responses else rechunked_chat
    chunks = rechunk(transcript.chunks, random)
    events = check_answer(play(transcript.stream(), chunks))
    if transcript.expected[-1]["type"] == "error":
        assert events[-1] == transcript.expected[-1]
    else:
        assert fold_answer(events) == fold_answer(transcript.expected)
