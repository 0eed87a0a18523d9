"""States, endings and notes in words."""

from __future__ import annotations

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_proxy.ui import resources
from desktop_proxy.ui.requests import wording

from .rows import a_row


def test_every_state_has_a_word_and_a_shape_of_its_own() -> None:
    looks = [wording.state_look(state) for state in ("running", "done", "error", "cancelled", "interrupted")]
    assert len({look.word() for look in looks}) == len({look.icon for look in looks}) == 5
    assert all(resources.icon_file(look.icon) for look in looks)


def test_a_state_nobody_knows_is_shown_by_its_name() -> None:
    look = wording.state_look("paused\u202e")
    assert look.word() == "paused⟨202E⟩"
    assert resources.icon_file(look.icon)


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"stop_reason": "end_turn"}, "Answered"),
        ({"stop_reason": "tool_use", "tools": "Bash Read"}, "Called Bash, Read"),
        ({"stop_reason": "tool_use"}, "Called a tool"),
        ({"stop_reason": "max_tokens", "tools": "Bash"}, "Reached its length limit"),
        ({"stop_reason": "tomorrows_reason"}, "tomorrows_reason"),
        ({"state": "error", "error": "Slow\ndown."}, "Slow down."),
        ({"state": "cancelled"}, "The client left"),
        ({"state": "interrupted"}, "The proxy ended first"),
        ({"state": "running"}, ""),
    ],
)
def test_how_a_request_ended_is_one_line(fields: dict[str, str], said: str) -> None:
    assert wording.result(a_row(**fields)) == said


def test_each_change_on_the_way_is_a_sentence() -> None:
    notes = [
        {"field": "top_k", "action": "dropped", "why": "OpenAI does not take it"},
        {"field": "max_tokens", "action": "clamped", "why": "100%2 tokens at most"},
        {"field": "tools", "action": "tomorrow", "why": "so"},
        "no note",
    ]
    assert wording.notes(a_row(notes=orjson.dumps(notes).decode())) == [
        "top_k was left out: OpenAI does not take it",
        "max_tokens was limited: 100%2 tokens at most",
        "tools: so",
    ]


@given(st.text() | st.recursive(st.none() | st.text(), lambda part: st.lists(part) | st.dictionaries(st.text(), part)))
def test_notes_of_any_kind_raise_nothing(notes: object) -> None:
    text = notes if isinstance(notes, str) else orjson.dumps(notes).decode() if _storable(notes) else "x"
    assert isinstance(wording.notes(a_row(notes=text)), list)


def _storable(value: object) -> bool:
    try:
        orjson.dumps(value)
    except TypeError:
        return False
    return True
