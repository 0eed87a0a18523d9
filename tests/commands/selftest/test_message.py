from __future__ import annotations

import pytest

from desktop_proxy.commands.selftest.answers import ANSWERS, ARGUMENTS, TEXT
from desktop_proxy.commands.selftest.message import Failed, assembled

EVENTS = dict(ANSWERS)["/v1/messages"]


def copies():
    import copy

    return copy.deepcopy(list(EVENTS))


def test_a_stream_becomes_its_message():
    message = assembled(copies())
    assert message["content"][0]["text"] == TEXT
    assert message["content"][1]["input"] == ARGUMENTS
    assert message["stop_reason"] == "tool_use"


def test_a_cut_stream_fails():
    with pytest.raises(Failed, match="message_stop"):
        assembled(copies()[:-1])


def test_an_error_event_fails_with_its_sentence():
    with pytest.raises(Failed, match="It broke"):
        assembled([*copies()[:3], {"type": "error", "error": {"message": "It broke."}}])
