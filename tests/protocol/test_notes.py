from __future__ import annotations

from desktop_proxy.protocol.notes import Notes
from desktop_proxy.protocol.profile import Note


def test_a_note_is_kept_once_and_in_order() -> None:
    notes = Notes()
    notes.dropped("top_k", "no")
    notes.clamped("max_tokens", "less")
    notes.dropped("top_k", "no")
    notes.extend((Note("max_tokens", "clamped", "less"), Note("tools", "rewritten", "so")))
    assert [(note.field, note.action) for note in notes.all()] == [
        ("top_k", "dropped"),
        ("max_tokens", "clamped"),
        ("tools", "rewritten"),
    ]
